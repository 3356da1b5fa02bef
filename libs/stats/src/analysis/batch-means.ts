import { VeinlineError } from '@veinline/base';
import { checkCount, checkSample } from './checks.ts';
import { meanInterval, type MeanInterval } from './interval.ts';
import { normalQuantile } from './quantile-functions.ts';
import { autocorrelation, batchMeansOf, vonNeumannScore } from './series.ts';

/** A batch-means interval: `n` and `standardDeviation` are those of the batch means. */
export interface BatchMeansInterval extends MeanInterval {
  readonly batchSize: number;
  /** Lag-1 autocorrelation of the batch means. */
  readonly lag1: number;
  /** Whether von Neumann's test finds no positive correlation at 5 %; if not, the interval is too narrow. */
  readonly batchesIndependent: boolean;
}

/**
 * Interval for the steady-state mean of one long run by non-overlapping batch means. What does not fill a batch is
 * dropped from the front. Few batches (10 to 30, Schmeiser 1982) are right; remove the warm-up first.
 * Throws SAMPLE_TOO_SMALL below two observations a batch, SAMPLE_INVALID, ARGUMENT_INVALID, CONFIDENCE_INVALID.
 */
export function batchMeans(
  values: ArrayLike<number>,
  options: { readonly batches?: number; readonly confidence?: number } = {},
): BatchMeansInterval {
  const { batches = 20, confidence = 0.95 } = options;
  checkCount(batches, 3, 'The number of batches');
  checkSample(values, 0, 'Batch means');
  const batchSize = Math.floor(values.length / batches);
  if (batchSize < 2) {
    throw new VeinlineError(
      'SAMPLE_TOO_SMALL',
      `${values.length} observations are too few for ${batches} batches of two or more.`,
      { hint: `Run longer, or take at most ${Math.floor(values.length / 2)} batches.`, details: { batches } },
    );
  }
  const means = batchMeansOf(values, values.length - batches * batchSize, batchSize, batches);
  return {
    ...meanInterval(means, confidence),
    batchSize,
    lag1: autocorrelation(means, 1)[1]!,
    batchesIndependent: vonNeumannScore(means) <= normalQuantile(0.95),
  };
}
