import { checkSample } from './checks.ts';
import { batchMeansOf } from './series.ts';

const batchSize = 5;
// The statistic of the last few batches rests on too few values; Hoad & Robinson 2011 leave out five.
const ignoredBatches = 5;

/** Where a warm-up ends by MSER-5, or why that point must not be used. */
export type WarmUp =
  | { readonly accepted: true; readonly truncation: number; readonly mean: number }
  | { readonly accepted: false; readonly truncation: number; readonly reason: string };

/**
 * MSER-5 (White 1997; Spratt 1998): leaves out the first `truncation` observations, a multiple of 5, that minimise the
 * squared standard error of what remains. A point past half the run is refused: the run is too short to judge.
 * Throws SAMPLE_TOO_SMALL below 50 observations, SAMPLE_INVALID for NaN.
 */
export function mser5(values: ArrayLike<number>): WarmUp {
  checkSample(values, 10 * batchSize, 'MSER-5');
  const batches = Math.floor(values.length / batchSize);
  const means = batchMeansOf(values, 0, batchSize, batches);

  // From the back, so that mean and squares of each tail follow from the one before (Welford).
  let mean = 0;
  let squares = 0;
  let best = { deleted: 0, statistic: Infinity, mean: NaN };
  for (let deleted = batches - 1; deleted >= 0; deleted--) {
    const kept = batches - deleted;
    const delta = means[deleted]! - mean;
    mean += delta / kept;
    squares += delta * (means[deleted]! - mean);
    const statistic = squares / (kept * kept);
    // ≤: of equal minima the shortest warm-up wins.
    if (kept > ignoredBatches && statistic <= best.statistic) best = { deleted, statistic, mean };
  }

  const truncation = best.deleted * batchSize;
  if (truncation > values.length / 2) {
    const reason = `The warm-up seems to last ${truncation} of ${values.length} observations, more than half the run: run longer.`;
    return { accepted: false, truncation, reason };
  }
  return { accepted: true, truncation, mean: best.mean };
}
