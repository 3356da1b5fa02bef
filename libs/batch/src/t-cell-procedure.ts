import type { PhaseDefinition } from './unit-procedure.ts';

/** What the T-cell procedure looks at to decide. */
export interface TCellBatchContext {
  /** Viable cells, 1e6/mL. */
  readonly viable: number;
}

/** Viable density at which expansion may end early, 1e6/mL. Assumption. */
export const harvestDensity = 14;

/**
 * Seed, activation, transduction, expansion, harvest: durations sum to `plannedDays`; expansion also ends one
 * day early at the latest useful density.
 */
export function tCellPhases(plannedDays: number): readonly PhaseDefinition<TCellBatchContext>[] {
  const harvestDays = 0.25;
  const expansionDays = plannedDays - 3 - harvestDays;
  return [
    { name: 'Seed', plannedDays: 0.5 },
    { name: 'Activation', plannedDays: 1.5 },
    { name: 'Transduction', plannedDays: 1 },
    {
      name: 'Expansion',
      plannedDays: expansionDays,
      isDone: ({ viable }, elapsed) =>
        elapsed >= expansionDays - 1e-9 || (viable >= harvestDensity && elapsed >= expansionDays - 1),
    },
    { name: 'Harvest', plannedDays: harvestDays },
  ];
}
