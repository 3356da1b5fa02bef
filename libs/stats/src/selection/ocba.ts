import { checkCount } from '../analysis/checks.ts';
import { normalCdf } from '../special-functions/normal.ts';
import { Tally } from '../analysis/tally.ts';
import { checkOutput, checkSystems, indexOfGreatest, signOf, type Objective } from './objective.ts';

/** Mean and variance of one system's output, estimated from `n` replications or known. */
export interface SystemSummary {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
}

/** How a budget is spent. */
export interface OcbaOptions {
  readonly objective: Objective;
  /** Replications to spend in all. */
  readonly budget: number;
  /** Replications of every system before the first allocation; 10 unless stated. */
  readonly initial?: number;
  /** Replications to add with each allocation; 20 unless stated. */
  readonly increment?: number;
}

/** What to run next, or what was selected. */
export type OcbaDecision =
  | {
      readonly done: false;
      /** System i needs its replications 0 … needed[i] − 1. */
      readonly needed: readonly number[];
    }
  | {
      readonly done: true;
      readonly best: number;
      /** Lower bound of the probability that `best` is the best; see `probabilityOfCorrectSelection`. */
      readonly probability: number;
      readonly summaries: readonly SystemSummary[];
    };

/**
 * Optimal computing budget allocation (Chen, Lin, Yücesan & Chick, Discrete Event Dynamic Systems 10, 2000), step by
 * step. `samples[i]` holds the output of system i by replication index. Each step adds `increment` replications
 * where they most raise the probability of correct selection, and looks only at the replications it asked for, so
 * the outcome is the same however they were scheduled. The systems should not share random numbers.
 * Throws SELECTION_INVALID, SAMPLE_INVALID, ARGUMENT_INVALID.
 */
export function ocba(samples: readonly ArrayLike<number>[], options: OcbaOptions): OcbaDecision {
  const { objective, budget, initial = 10, increment = 20 } = options;
  checkSystems(samples.length);
  checkCount(initial, 2, 'The number of initial replications');
  checkCount(increment, 1, 'The number of replications to add');
  checkCount(budget, initial * samples.length, 'The budget of replications');
  let needed: readonly number[] = samples.map(() => initial);
  const tallies = samples.map(() => new Tally());
  for (let spent = initial * samples.length; ;) {
    if (samples.some((values, i) => values.length < needed[i]!)) return { done: false, needed };
    tallies.forEach((tally, i) => extend(tally, samples[i]!, needed[i]!, i));
    const summaries = tallies.map(({ mean, variance, count }) => ({ mean, variance, n: count }));
    if (spent >= budget) {
      const sign = signOf(objective);
      return {
        done: true,
        best: indexOfGreatest(summaries.map(({ mean }) => sign * mean)),
        probability: probabilityOfCorrectSelection(summaries, objective),
        summaries,
      };
    }
    spent = Math.min(budget, spent + increment);
    needed = spend(ocbaShares(summaries, objective), needed, spent);
  }
}

/**
 * Shares of a large budget that maximise the probability of correct selection, with sum 1 (Chen et al. 2000, theorem
 * 1): N_i : N_j = (σ_i / δ_i)² : (σ_j / δ_j)² with δ the distance from the best, and N_b = σ_b √Σ(N_i / σ_i)².
 * A system that ties with the best counts as a millionth of the range away. Throws SELECTION_INVALID.
 */
export function ocbaShares(
  systems: readonly Pick<SystemSummary, 'mean' | 'variance'>[],
  objective: Objective,
): number[] {
  checkSystems(systems.length);
  const sign = signOf(objective);
  const best = indexOfGreatest(systems.map(({ mean }) => sign * mean));
  const distances = systems.map(({ mean }) => Math.abs(mean - systems[best]!.mean));
  const range = Math.max(...distances);
  if (range === 0 || systems.every(({ variance }) => variance === 0)) {
    return systems.map(() => 1 / systems.length);
  }
  let sumOfSquares = 0;
  const weights = systems.map(({ variance }, i) => {
    if (i === best) return 0;
    const weight = variance / Math.max(distances[i]!, 1e-6 * range) ** 2;
    if (variance > 0) sumOfSquares += (weight * weight) / variance;
    return weight;
  });
  weights[best] = Math.sqrt(systems[best]!.variance * sumOfSquares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Only a noisy best among systems without variance leaves nothing to weigh: then it alone needs replications.
  return total > 0 ? weights.map((weight) => weight / total) : weights.map((_, i) => (i === best ? 1 : 0));
}

/**
 * Bonferroni's lower bound of the probability that the system with the best sample mean is the best, for independent,
 * about normal means (Chen et al. 2000, equation 4): 1 − ΣΦ(−δ_i / √(σ_b²/N_b + σ_i²/N_i)), at least 0.
 */
export function probabilityOfCorrectSelection(
  systems: readonly SystemSummary[],
  objective: Objective,
): number {
  checkSystems(systems.length);
  const sign = signOf(objective);
  const best = indexOfGreatest(systems.map(({ mean }) => sign * mean));
  const errorOf = ({ variance, n }: SystemSummary): number => variance / n;
  let probability = 1;
  systems.forEach((system, i) => {
    if (i === best) return;
    const distance = Math.abs(system.mean - systems[best]!.mean);
    const error = Math.sqrt(errorOf(systems[best]!) + errorOf(system));
    probability -= error > 0 ? normalCdf(-distance / error) : distance > 0 ? 0 : 0.5;
  });
  return Math.max(0, probability);
}

/** Whole replications by system that sum to `total`, as near to the shares as what was already spent allows. */
function spend(shares: readonly number[], spent: readonly number[], total: number): number[] {
  const isOpen = spent.map(() => true);
  const targets = Array.from(spent);
  for (;;) {
    const free = total - spent.reduce((sum, n, i) => (isOpen[i] ? sum : sum + n), 0);
    const open = shares.reduce((sum, share, i) => (isOpen[i] ? sum + share : sum), 0);
    let isSettled = true;
    shares.forEach((share, i) => {
      if (!isOpen[i]) return;
      targets[i] = open > 0 ? (free * share) / open : free / isOpen.filter(Boolean).length;
      if (targets[i]! >= spent[i]!) return;
      // Already has more than its share: leave it, and divide the rest again.
      targets[i] = spent[i]!;
      isOpen[i] = false;
      isSettled = false;
    });
    if (isSettled) break;
  }
  // Largest remainders, ties to the lower index.
  const whole = targets.map(Math.floor);
  const order = targets
    .map((_, i) => i)
    .sort((a, b) => targets[b]! - whole[b]! - (targets[a]! - whole[a]!) || a - b);
  const missing = total - whole.reduce((sum, n) => sum + n, 0);
  for (const i of order.slice(0, missing)) whole[i]!++;
  return whole;
}

function extend(tally: Tally, values: ArrayLike<number>, n: number, system: number): void {
  while (tally.count < n) {
    const value = values[tally.count]!;
    checkOutput(value, system, tally.count);
    tally.add(value);
  }
}
