import { VeinlineError } from '@veinline/base';
import { checkConfidence, checkCount, checkPositive } from '../analysis/checks.ts';
import { Tally } from '../analysis/tally.ts';
import { checkOutput, checkSystems, indexOfGreatest, signOf, type Objective } from './objective.ts';

/** What is asked of the selection. */
export interface KnOptions {
  readonly objective: Objective;
  /** Smallest difference of means that matters, in the unit of the output. */
  readonly indifference: number;
  /** Probability of selecting the best when it leads by the indifference or more; above 1 / number of systems. */
  readonly confidence: number;
  /** Replications of every system before the first elimination; 10 unless stated. */
  readonly initial?: number;
  /** Replications between eliminations; 1 unless stated, as published. More keeps parallel workers busy. */
  readonly batch?: number;
}

/** What to run next, or what was selected. */
export type KnDecision =
  | {
      readonly done: false;
      /** Systems still in the race, by index. */
      readonly survivors: readonly number[];
      /** Every survivor needs its replications 0 … needed − 1. */
      readonly needed: number;
    }
  | {
      readonly done: true;
      readonly best: number;
      /** Replications each system had when it was eliminated or the selection ended. */
      readonly replications: readonly number[];
    };

/**
 * The fully sequential indifference-zone procedure KN of Kim & Nelson (ACM TOMACS 11, 2001) with c = 1.
 *
 * `samples[i]` holds the output of system i by replication index, all computed so far. The decision replays the
 * procedure from replication 0 and ignores whatever ran ahead of it, so it is the same however the replications were
 * scheduled. The systems may share their random numbers: variances are those of the differences. The outputs of a
 * system must be independent and about normal. Throws SELECTION_INVALID, SAMPLE_INVALID, ARGUMENT_INVALID,
 * CONFIDENCE_INVALID.
 */
export function kn(samples: readonly ArrayLike<number>[], options: KnOptions): KnDecision {
  const { indifference, initial = 10, batch = 1 } = options;
  checkOptions(samples.length, options);
  const sign = signOf(options.objective);
  const systems = samples.map((_, i) => i);
  if (samples.some((values) => values.length < initial)) {
    return { done: false, survivors: systems, needed: initial };
  }
  const alpha = 1 - options.confidence;
  const eta = (Math.pow((2 * alpha) / (samples.length - 1), -2 / (initial - 1)) - 1) / 2;
  const h2 = 2 * eta * (initial - 1);
  // How long a pair may race: (h S / indifference)²; the lead needed to eliminate falls linearly to 0 until then.
  const race = systems.map((i) => systems.map((l) => differenceVariance(samples[i]!, samples[l]!, initial)));
  const leadNeeded = (i: number, l: number, r: number): number =>
    Math.max(0, (indifference / 2) * ((h2 * race[i]![l]!) / indifference ** 2 - r));

  const sums = systems.map((i) => sign * sumOf(samples[i]!, i, 0, initial));
  const replications = systems.map(() => initial);
  let survivors = systems;
  for (let r = initial; ;) {
    const before = survivors;
    survivors = before.filter((i) => before.every((l) => sums[i]! >= sums[l]! - leadNeeded(i, l, r)));
    const allRacesOver = survivors.every((i) => survivors.every((l) => i === l || leadNeeded(i, l, r) === 0));
    if (survivors.length === 1 || allRacesOver) {
      return { done: true, best: survivors[indexOfGreatest(survivors.map((i) => sums[i]!))]!, replications };
    }
    const needed = r + batch;
    if (survivors.some((i) => samples[i]!.length < needed)) return { done: false, survivors, needed };
    for (const i of survivors) {
      sums[i]! += sign * sumOf(samples[i]!, i, r, needed);
      replications[i] = needed;
    }
    r = needed;
  }
}

function differenceVariance(a: ArrayLike<number>, b: ArrayLike<number>, n: number): number {
  const tally = new Tally();
  for (let j = 0; j < n; j++) tally.add(a[j]! - b[j]!);
  return tally.variance;
}

function sumOf(values: ArrayLike<number>, system: number, from: number, to: number): number {
  let sum = 0;
  for (let j = from; j < to; j++) {
    checkOutput(values[j]!, system, j);
    sum += values[j]!;
  }
  return sum;
}

function checkOptions(systems: number, options: KnOptions): void {
  checkSystems(systems);
  checkConfidence(options.confidence);
  checkPositive(options.indifference, 'The smallest difference that matters');
  checkCount(options.initial ?? 10, 2, 'The number of initial replications');
  checkCount(options.batch ?? 1, 1, 'The number of replications between eliminations');
  if (options.confidence <= 1 / systems) {
    throw new VeinlineError(
      'SELECTION_INVALID',
      `A confidence of ${options.confidence} is no better than picking one of ${systems} systems blindly.`,
      { hint: 'Use 0.9 or more.', details: { confidence: options.confidence, systems } },
    );
  }
}
