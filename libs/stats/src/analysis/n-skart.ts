import { checkConfidence, checkSample } from './checks.ts';
import type { Interval } from './interval.ts';
import { normalQuantile, tQuantile } from './quantile-functions.ts';
import { batchMeansOf, meanOf, skewness, vonNeumannScore } from './series.ts';

const initialBatches = 1280;
const maximumFinalBatches = 1024;
const randomnessLevel = 0.2;

/** What N-Skart finds in one run; the interval is not symmetric about the mean when the batch means are skewed. */
export interface NSkartInterval extends Interval {
  /** Mean after the warm-up. */
  readonly mean: number;
  /** Observations left out at the front. */
  readonly warmUp: number;
  readonly batches: number;
  readonly batchSize: number;
  /** Lag-1 autocorrelation of the final batch means, which the interval corrects for. */
  readonly lag1: number;
  /** Skewness of the spaced batch means, which the interval corrects for. */
  readonly skewness: number;
  /** Whether the randomness test passed; if not, the run is too short and the interval may not cover as it says. */
  readonly sufficient: boolean;
}

/** Batches of `size`, of which the last of each group of `spacer` + 1 is used, once these pass as random. */
interface Spacing {
  readonly size: number;
  readonly batches: number;
  readonly spacer: number;
  readonly spacedBatches: number;
  readonly deflations: number;
  readonly sufficient: boolean;
}

/**
 * N-Skart (Tafazzoli, Steiger & Wilson, IEEE Transactions on Automatic Control 56, 2011): an interval for the
 * steady-state mean of one run, adjusted for skewness (Willink 2005) and autocorrelation of its batch means. It finds
 * the warm-up itself.
 *
 * As published, the final batches may leave up to 1,023 observations over, which join the warm-up; below some 10,000
 * observations that widens the interval well beyond what its confidence needs. Throws SAMPLE_TOO_SMALL below 1,280 observations, SAMPLE_INVALID, CONFIDENCE_INVALID.
 */
export function nSkart(values: ArrayLike<number>, confidence = 0.95): NSkartInterval {
  checkConfidence(confidence);
  checkSample(values, initialBatches, 'N-Skart');
  const spacing = findSpacing(values);
  const { batches, batchSize, warmUp } = useWholeRun(values.length, spacing);

  // Step 6: variance and first-order autoregression of the truncated, adjacent batch means.
  const means = batchMeansOf(values, warmUp, batchSize, batches);
  const mean = meanOf(means);
  let squares = 0;
  let products = 0;
  for (let j = 0; j < batches; j++) {
    squares += (means[j]! - mean) ** 2;
    if (j > 0) products += (means[j]! - mean) * (means[j - 1]! - mean);
  }
  const lag1 = squares === 0 ? 0 : products / squares;
  const variance = (squares / (batches - 1)) * ((1 + lag1) / (1 - lag1));
  const standardError = Math.sqrt(variance / batches);

  // Step 7: skewness from batches so far apart that they are nearly independent, counted back from the end.
  const stride = Math.ceil(warmUp / batchSize) + 1;
  const spaced = means.filter((_, j) => (batches - 1 - j) % stride === 0);
  const skew = skewness(spaced);
  const beta = skew / (6 * Math.sqrt(spaced.length));
  const t = tQuantile((1 + confidence) / 2, Math.max(1, spaced.length - 1));
  return {
    mean,
    low: mean - adjustForSkewness(t, beta) * standardError,
    high: mean - adjustForSkewness(-t, beta) * standardError,
    confidence,
    warmUp,
    batches,
    batchSize,
    lag1,
    skewness: skew,
    sufficient: spacing.sufficient,
  };
}

/** Steps 1 to 4: larger and larger batches, with spacers between them, until von Neumann's test calls them random. */
function findSpacing(values: ArrayLike<number>): Spacing {
  const n = values.length;
  const limit = normalQuantile(1 - randomnessLevel / 2);
  const isSkewed = Math.abs(skewness(lastFourFifths(values))) > 4;
  let size = isSkewed ? Math.min(16, Math.floor(n / initialBatches)) : 1;
  let batches = initialBatches;
  for (let deflations = 0; ; deflations++) {
    const means = batchMeansOf(values, 0, size, batches);
    const maximumSpacer = Math.abs(skewness(lastFourFifths(means))) > 0.5 ? 3 : 10;
    let spacedBatches = batches;
    for (let spacer = 0; spacer <= maximumSpacer; spacer++) {
      const spaced = means.filter((_, j) => j % (spacer + 1) === spacer);
      spacedBatches = spaced.length;
      if (Math.abs(vonNeumannScore(spaced)) <= limit) {
        return { size, batches, spacer, spacedBatches, deflations, sufficient: true };
      }
    }
    const nextSize = Math.ceil(Math.SQRT2 * size);
    const nextBatches = Math.ceil(0.9 * batches);
    if (nextSize * nextBatches > n) {
      return { size, batches, spacer: maximumSpacer, spacedBatches, deflations, sufficient: false };
    }
    size = nextSize;
    batches = nextBatches;
  }
}

/** Step 5: the first spacer is the warm-up, and fewer, larger batches then cover all that remains. */
function useWholeRun(n: number, spacing: Spacing): { batches: number; batchSize: number; warmUp: number } {
  const { size, spacer, deflations } = spacing;
  const kept = n - spacer * size;
  const reinflated = Math.min(
    Math.ceil(spacing.spacedBatches * Math.pow(1 / 0.9, deflations)),
    spacing.batches,
  );
  const factor = Math.sqrt(kept / (reinflated * size));
  const batches = Math.min(Math.floor(factor * reinflated), maximumFinalBatches);
  const batchSize =
    batches < maximumFinalBatches
      ? Math.max(1, Math.floor(factor * size))
      : Math.floor(kept / maximumFinalBatches);
  return { batches, batchSize, warmUp: n - batches * batchSize };
}

/** Willink's modification of Student's t for a sample of skewness 6β√n; the identity where there is none. */
function adjustForSkewness(t: number, beta: number): number {
  return Math.abs(beta) < 1e-9 ? t : (Math.cbrt(1 + 6 * beta * (t - beta)) - 1) / (2 * beta);
}

function lastFourFifths(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).subarray(Math.floor(values.length / 5));
}
