import { VeinlineError } from '@veinline/base';
import { checkConfidence, checkSample } from './checks.ts';
import { tQuantile } from './quantile-functions.ts';
import { Tally } from './tally.ts';

/** A range that holds the unknown value with the stated confidence, in the unit of the observations. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Probability with which such a range holds the value, such as 0.95. */
  readonly confidence: number;
}

/** An interval for a mean: `mean` ± `halfWidth`, in the unit of the observations. */
export interface MeanInterval extends Interval {
  readonly mean: number;
  /** Infinite for a single observation, which says nothing of the spread. */
  readonly halfWidth: number;
  readonly n: number;
  /** Of the observations, with divisor n − 1; `NaN` for a single one. */
  readonly standardDeviation: number;
}

/**
 * Student's t interval for the mean of independent replications, all of which must be finite.
 * Throws SAMPLE_TOO_SMALL without any, SAMPLE_INVALID for NaN or an infinite one, CONFIDENCE_INVALID.
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  checkSample(values, 1, 'An interval for a mean');
  const tally = new Tally();
  for (let i = 0; i < values.length; i++) tally.add(values[i]!);
  return tallyInterval(tally, confidence);
}

/** Student's t interval from a tally, for observations that were not kept; throws as `meanInterval` does. */
export function tallyInterval(tally: Tally, confidence = 0.95): MeanInterval {
  checkConfidence(confidence);
  const { count: n, mean, standardDeviation } = tally;
  if (n === 0) checkSample([], 1, 'An interval for a mean');
  const halfWidth =
    n < 2 ? Infinity : (tQuantile((1 + confidence) / 2, n - 1) * standardDeviation) / Math.sqrt(n);
  return { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, n, standardDeviation, confidence };
}

/**
 * Interval for the mean of a − b over pairs by index: the comparison under common random numbers.
 * Throws SAMPLE_UNPAIRED for unequal lengths, and what `meanInterval` throws.
 */
export function pairedInterval(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): MeanInterval {
  if (a.length !== b.length) {
    throw new VeinlineError(
      'SAMPLE_UNPAIRED',
      `A paired comparison needs equal numbers of observations, not ${a.length} and ${b.length}.`,
      { hint: 'Give both the same replications, with the same seed.', details: { a: a.length, b: b.length } },
    );
  }
  return meanInterval(
    Float64Array.from(a, (value, i) => value - b[i]!),
    confidence,
  );
}
