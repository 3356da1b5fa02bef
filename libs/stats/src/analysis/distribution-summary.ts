import { checkCount, checkSample } from './checks.ts';
import { quantiles } from './quantile.ts';

/** The five numbers of a box plot with what lies outside, in the unit of the observations. */
export interface BoxPlot {
  readonly n: number;
  readonly mean: number;
  /** Least and greatest observation within 1.5 interquartile ranges of the box. */
  readonly lowWhisker: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highWhisker: number;
  /** Observations beyond the whiskers, ascending. */
  readonly outliers: readonly number[];
}

/** Tukey's box plot (Exploratory Data Analysis, 1977) with quartiles as `quantile` defines them. Throws as that does. */
export function boxPlot(values: ArrayLike<number>): BoxPlot {
  const [lowerQuartile, median, upperQuartile] = quantiles(values, [0.25, 0.5, 0.75]) as [
    number,
    number,
    number,
  ];
  const sorted = Float64Array.from(values).sort();
  const reach = 1.5 * (upperQuartile - lowerQuartile);
  const isInside = (value: number): boolean =>
    value >= lowerQuartile - reach && value <= upperQuartile + reach;
  return {
    n: sorted.length,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    lowWhisker: sorted.find(isInside)!,
    lowerQuartile,
    median,
    upperQuartile,
    highWhisker: sorted.findLast(isInside)!,
    outliers: Array.from(sorted).filter((value) => !isInside(value)),
  };
}

/** Counts of observations between edges: bin i holds edges[i] ≤ x < edges[i + 1], the last one its upper edge too. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Histogram over the range of the sample in `bins` equal bins, by default as many as Freedman & Diaconis 1981 give
 * (width 2 IQR n^(−1/3)), at most 200. A constant sample makes one bin. Throws as `quantile` does.
 */
export function histogram(values: ArrayLike<number>, bins?: number): Histogram {
  checkSample(values, 1, 'A histogram');
  const [low, lower, upper, high] = quantiles(values, [0, 0.25, 0.75, 1]) as [number, number, number, number];
  if (low === high) return { edges: [low, high], counts: [values.length] };
  const width = (2 * (upper - lower)) / Math.cbrt(values.length);
  // Without spread in the middle half the rule says nothing; Sturges' rule stands in.
  const automatic = width > 0 ? Math.ceil((high - low) / width) : Math.ceil(Math.log2(values.length)) + 1;
  const count = bins ?? Math.min(200, automatic);
  checkCount(count, 1, 'The number of bins');
  const edges = Array.from({ length: count + 1 }, (_, i) =>
    i === count ? high : low + ((high - low) * i) / count,
  );
  const counts = new Array<number>(count).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let bin = Math.min(count - 1, Math.floor(((value - low) / (high - low)) * count));
    // The edges are the truth, not the division that found the bin.
    while (value < edges[bin]!) bin--;
    while (bin < count - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { edges, counts };
}
