import type { RandomStream } from '@veinline/base';
import { VeinlineError } from '@veinline/base';
import { checkConfidence, checkCount } from '../analysis/checks.ts';
import type { Interval } from '../analysis/interval.ts';
import { quantiles } from '../analysis/quantile.ts';
import { checkOutputs } from './morris.ts';
import { SobolSequence } from './sobol-sequence.ts';

/** Points for variance-based sensitivity: `samples` × (`dimensions` + 2) evaluations. */
export interface SobolDesign {
  readonly dimensions: number;
  readonly samples: number;
  /** All points to evaluate: A, then B, then for each factor A with that factor taken from B. */
  readonly points: readonly Float64Array[];
}

/** A share of the output's variance. Estimates may fall a little outside 0 to 1. */
export interface SobolIndex extends Interval {
  readonly index: number;
}

/** How the output's variance divides among the factors, which are numbered as in the design. */
export interface SobolIndices {
  readonly mean: number;
  readonly variance: number;
  /** Variance each factor explains alone. */
  readonly firstOrder: readonly SobolIndex[];
  /** Variance each factor explains alone and in interactions. */
  readonly total: readonly SobolIndex[];
}

/**
 * Saltelli's radial design on a randomly shifted Sobol sequence (Saltelli et al. 2010, Computer Physics Communications
 * 181). Throws DESIGN_INVALID unless `samples` is a power of two and there are 1 to 64 dimensions.
 */
export function sobolDesign(options: {
  readonly dimensions: number;
  readonly samples: number;
  readonly stream: RandomStream;
}): SobolDesign {
  const { dimensions, samples, stream } = options;
  if (!Number.isInteger(Math.log2(samples)) || samples < 2) {
    throw new VeinlineError('DESIGN_INVALID', `${samples} samples do not fill a Sobol sequence evenly.`, {
      hint: 'Use a power of two, such as 256 or 1024.',
      details: { samples },
    });
  }
  const rows = new SobolSequence(2 * dimensions, stream).take(samples);
  const a = rows.map((row) => row.slice(0, dimensions));
  const b = rows.map((row) => row.slice(dimensions));
  const mixed = Array.from({ length: dimensions }, (_, d) => a.map((row, i) => row.with(d, b[i]![d]!)));
  return { dimensions, samples, points: [...a, ...b, ...mixed.flat()] };
}

/**
 * First-order indices by the estimator of Saltelli et al. 2010 and total ones by Jansen's of 1999, from the outputs at
 * `design.points` in their order, with percentile bootstrap intervals over the rows. A constant output has all indices
 * 0. Throws DESIGN_INVALID for a wrong number of outputs, SAMPLE_INVALID, ARGUMENT_INVALID, CONFIDENCE_INVALID.
 */
export function sobolIndices(
  design: SobolDesign,
  outputs: ArrayLike<number>,
  options: { readonly stream: RandomStream; readonly confidence?: number; readonly resamples?: number },
): SobolIndices {
  const { stream, confidence = 0.95, resamples = 200 } = options;
  const { dimensions, samples, points } = design;
  checkConfidence(confidence);
  checkCount(resamples, 10, 'The number of bootstrap samples');
  checkOutputs(outputs, points.length, 'A Sobol analysis');

  const all = Uint32Array.from({ length: samples }, (_, i) => i);
  const { mean, variance } = momentsOf(outputs, samples, all);
  const estimate = estimateIndices(outputs, design, all);
  const bootstrap = Array.from({ length: resamples }, () =>
    estimateIndices(
      outputs,
      design,
      all.map(() => Math.floor(stream.next() * samples)),
    ),
  );
  const tail = (1 - confidence) / 2;
  const withInterval = (position: number): SobolIndex => {
    const [low, high] = quantiles(
      bootstrap.map((indices) => indices[position]!),
      [tail, 1 - tail],
    ) as [number, number];
    return { index: estimate[position]!, low, high, confidence };
  };
  const factors = Array.from({ length: dimensions }, (_, d) => d);
  return {
    mean,
    variance,
    firstOrder: factors.map((d) => withInterval(d)),
    total: factors.map((d) => withInterval(dimensions + d)),
  };
}

/** Mean and variance over the rows of A and B together. */
function momentsOf(
  outputs: ArrayLike<number>,
  samples: number,
  rows: Uint32Array,
): { mean: number; variance: number } {
  let sum = 0;
  for (const row of rows) sum += outputs[row]! + outputs[samples + row]!;
  const mean = sum / (2 * rows.length);
  let squares = 0;
  for (const row of rows) squares += (outputs[row]! - mean) ** 2 + (outputs[samples + row]! - mean) ** 2;
  return { mean, variance: squares / (2 * rows.length) };
}

/** First-order indices of every factor, then total ones, over the given rows of the design. */
function estimateIndices(outputs: ArrayLike<number>, design: SobolDesign, rows: Uint32Array): Float64Array {
  const { dimensions, samples } = design;
  const { mean, variance } = momentsOf(outputs, samples, rows);
  const indices = new Float64Array(2 * dimensions);
  if (variance === 0) return indices;
  for (let d = 0; d < dimensions; d++) {
    const offset = (2 + d) * samples;
    let first = 0;
    let total = 0;
    for (const row of rows) {
      const change = outputs[offset + row]! - outputs[row]!;
      // Taking the mean off f(B) leaves the expectation as it is and makes the estimate far less noisy.
      first += (outputs[samples + row]! - mean) * change;
      total += change * change;
    }
    indices[d] = first / rows.length / variance;
    indices[dimensions + d] = total / (2 * rows.length) / variance;
  }
  return indices;
}
