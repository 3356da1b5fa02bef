import { VeinlineError } from '@veinline/base';
import { checkConfidence, checkProbability, checkSample } from './checks.ts';
import type { Interval } from './interval.ts';

/**
 * The `probability` quantile of a sample in any order, interpolated between order statistics: definition 7 of
 * Hyndman & Fan 1996. Takes 0 (minimum) and 1 (maximum). Throws SAMPLE_TOO_SMALL, SAMPLE_INVALID, PROBABILITY_INVALID.
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantiles(values, [probability])[0]!;
}

/** Several quantiles of one sample, which is sorted once; see `quantile`. */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  checkSample(values, 1, 'A quantile');
  const sorted = Float64Array.from(values).sort();
  return probabilities.map((probability) => interpolated(sorted, probability));
}

function interpolated(sorted: Float64Array, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new VeinlineError('PROBABILITY_INVALID', `There is no quantile ${probability}.`, {
      hint: 'Write a number from 0 (minimum) to 1 (maximum).',
      details: { probability },
    });
  }
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** A quantile with its distribution-free interval. */
export interface QuantileInterval extends Interval {
  readonly quantile: number;
  /** Probability with which the order statistics hold the quantile; at least the confidence asked for. */
  readonly coverage: number;
}

/**
 * Interval for a quantile between two order statistics, valid for any continuous distribution (David & Nagaraja,
 * Order Statistics, section 7.1). An end is infinite when the sample is too small to bound that side.
 * Throws as `quantile` does, and CONFIDENCE_INVALID.
 */
export function quantileInterval(
  values: ArrayLike<number>,
  probability: number,
  confidence = 0.95,
): QuantileInterval {
  checkConfidence(confidence);
  checkProbability(probability, 'The quantile to bound');
  checkSample(values, 1, 'A quantile');
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  const cumulative = binomialCumulative(n, probability);
  // With B ~ Bin(n, p) observations below the quantile, X(l) is at or below it when B ≥ l, X(u) above when B < u.
  let lower = 0;
  while (lower < n && cumulative[lower]! <= tail) lower++;
  let upper = lower + 1;
  while (upper <= n && cumulative[upper - 1]! < 1 - tail) upper++;
  return {
    quantile: interpolated(sorted, probability),
    low: lower === 0 ? -Infinity : sorted[lower - 1]!,
    high: upper > n ? Infinity : sorted[upper - 1]!,
    coverage: (upper > n ? 1 : cumulative[upper - 1]!) - (lower === 0 ? 0 : cumulative[lower - 1]!),
    confidence,
  };
}

/** P(B ≤ j) for j = 0 … n, summed outwards from the mode so that nothing underflows that matters. */
function binomialCumulative(n: number, p: number): Float64Array {
  const weights = new Float64Array(n + 1);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  weights[mode] = 1;
  for (let j = mode; j < n; j++) weights[j + 1] = (weights[j]! * (n - j) * p) / ((j + 1) * (1 - p));
  for (let j = mode; j > 0; j--) weights[j - 1] = (weights[j]! * j * (1 - p)) / ((n - j + 1) * p);
  let total = 0;
  for (const weight of weights) total += weight;
  let sum = 0;
  return weights.map((weight) => (sum += weight) / total);
}
