import { VeinlineError } from '@veinline/base';
import { checkCount, checkSample } from './checks.ts';

/**
 * Autocorrelations of a series for lags 0 … `maximumLag`: autocovariance with divisor n over the variance with
 * divisor n, so that the sequence is positive definite (Box & Jenkins). A constant series has 1 at lag 0 and 0 after.
 */
export function autocorrelation(values: ArrayLike<number>, maximumLag: number): Float64Array {
  checkSample(values, 2, 'An autocorrelation');
  checkCount(maximumLag, 0, 'The greatest lag');
  const n = values.length;
  if (maximumLag >= n) {
    throw new VeinlineError('SAMPLE_TOO_SMALL', `A lag of ${maximumLag} needs more than ${n} observations.`, {
      hint: `Ask for lags up to ${n - 1}.`,
      details: { maximumLag, n },
    });
  }
  const mean = meanOf(values);
  const deviations = Float64Array.from(values, (value) => value - mean);
  const result = new Float64Array(maximumLag + 1);
  for (let lag = 0; lag <= maximumLag; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += deviations[i]! * deviations[i - lag]!;
    result[lag] = sum;
  }
  const scale = result[0]!;
  return scale === 0
    ? result.map((_, lag) => (lag === 0 ? 1 : 0))
    : result.map((covariance) => covariance / scale);
}

/** Arithmetic mean; `NaN` of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Sample skewness G1 = n² m₃ / ((n − 1)(n − 2) s³), the estimator of the Skart papers; 0 for a constant sample
 * and for fewer than three observations.
 */
export function skewness(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 3) return 0;
  const mean = meanOf(values);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const variance = squares / (n - 1);
  return variance === 0 ? 0 : (n * cubes) / ((n - 1) * (n - 2) * Math.pow(variance, 1.5));
}

/** Means of `count` adjacent batches of `size`, the first of which starts at `start`. */
export function batchMeansOf(
  values: ArrayLike<number>,
  start: number,
  size: number,
  count: number,
): Float64Array {
  const means = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    let sum = 0;
    const from = start + j * size;
    for (let i = from; i < from + size; i++) sum += values[i]!;
    means[j] = sum / size;
  }
  return means;
}

/**
 * The von Neumann (1941) test of randomness as a standard normal score: positive for positively correlated
 * neighbours. C = 1 − Σ(y_{j+1} − y_j)² / 2Σ(y_j − ȳ)², scaled by √((k² − 1)/(k − 2)). 0 for a constant series.
 */
export function vonNeumannScore(values: ArrayLike<number>): number {
  const k = values.length;
  const mean = meanOf(values);
  let differences = 0;
  let squares = 0;
  for (let j = 0; j < k; j++) {
    squares += (values[j]! - mean) ** 2;
    if (j > 0) differences += (values[j]! - values[j - 1]!) ** 2;
  }
  return squares === 0 ? 0 : (1 - differences / (2 * squares)) * Math.sqrt((k * k - 1) / (k - 2));
}
