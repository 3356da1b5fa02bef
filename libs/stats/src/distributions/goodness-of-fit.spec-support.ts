import type { Distribution } from './distribution.ts';
import { StreamFamily } from '../random/stream-family.ts';
import jstat from 'jstat';

/** Values of a distribution from a fixed seed. */
export function drawsOf(distribution: Distribution, count: number, seed: number): Float64Array {
  const sampler = distribution.sampler(new StreamFamily({ seed }).stream('goodness of fit'));
  return Float64Array.from({ length: count }, sampler);
}

export function momentsOf(values: Float64Array): {
  readonly mean: number;
  readonly variance: number;
  /** The standard error of the variance, from the fourth moment of the sample. */
  readonly varianceError: number;
} {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  const fourth = values.reduce((sum, x) => sum + (x - mean) ** 4, 0) / n;
  return { mean, variance, varianceError: Math.sqrt((fourth - variance * variance) / n) };
}

/** Kolmogorov and Smirnov's distance times sqrt(n): above 2.5 with probability 7e-6 if the cdf is true. */
export function kolmogorovDistance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (const [i, x] of sorted.entries()) {
    const f = cdf(x);
    distance = Math.max(distance, f - i / n, (i + 1) / n - f);
  }
  return distance * Math.sqrt(n);
}

/** The two-sample distance times sqrt(n m / (n + m)), which has the same limit. */
export function twoSampleDistance(first: Float64Array, second: Float64Array): number {
  const a = first.slice().sort();
  const b = second.slice().sort();
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance * Math.sqrt((a.length * b.length) / (a.length + b.length));
}

/** The p-value of Pearson's chi-square test over the values of a discrete distribution. */
export function chiSquareProbability(values: Float64Array, distribution: Distribution): number {
  const counts = new Map<number, number>();
  for (const x of values) counts.set(x, (counts.get(x) ?? 0) + 1);
  const n = values.length;
  let statistic = 0;
  let cells = 0;
  let expected = 0;
  let observed = 0;
  let below = 0;
  const close = (): void => {
    statistic += (observed - expected) ** 2 / expected;
    cells += 1;
    expected = observed = 0;
  };
  for (const x of [...counts.keys()].sort((a, b) => a - b)) {
    const upTo = distribution.cdf(x);
    expected += n * (upTo - below);
    observed += counts.get(x)!;
    below = upTo;
    if (expected >= 10) close();
  }
  expected += n * (1 - below);
  if (expected > 1e-9 * n) close();
  return 1 - jstat.jStat.chisquare.cdf(statistic, cells - 1);
}

/** The p-value of a chi-square test over cells that a continuous distribution makes equally probable. */
export function equalCellsProbability(
  values: Float64Array,
  distribution: Distribution,
  cells: number,
): number {
  const edges = Float64Array.from({ length: cells - 1 }, (_, i) => distribution.quantile((i + 1) / cells));
  const counts = new Float64Array(cells);
  for (const x of values) {
    let low = 0;
    let high = cells - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! < x) low = middle + 1;
      else high = middle;
    }
    counts[low]! += 1;
  }
  const expected = values.length / cells;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return 1 - jstat.jStat.chisquare.cdf(statistic, cells - 1);
}
