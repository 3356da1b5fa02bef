import { VeinlineError } from '@veinline/base';

/** Whether the best system is the one with the greatest or with the least mean. */
export type Objective = 'maximise' | 'minimise';

/** Factor that turns the objective into a maximisation. */
export function signOf(objective: Objective): 1 | -1 {
  return objective === 'maximise' ? 1 : -1;
}

/** Index of the greatest value; the first of equals. */
export function indexOfGreatest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Throws SELECTION_INVALID unless there are two systems or more to choose from. */
export function checkSystems(count: number): void {
  if (count >= 2) return;
  throw new VeinlineError('SELECTION_INVALID', `There is nothing to select from ${count} systems.`, {
    hint: 'Compare two systems or more.',
    details: { count },
  });
}

/** Throws SAMPLE_INVALID unless the output is finite. */
export function checkOutput(value: number, system: number, replication: number): void {
  if (Number.isFinite(value)) return;
  throw new VeinlineError('SAMPLE_INVALID', `System ${system} gave ${value} in replication ${replication}.`, {
    hint: 'Selection needs an output that every replication observes.',
    details: { system, replication, value },
  });
}
