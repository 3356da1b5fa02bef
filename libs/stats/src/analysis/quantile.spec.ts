import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxPlot, histogram } from './distribution-summary.ts';
import { quantile, quantileInterval, quantiles } from './quantile.ts';

const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('quantile', () => {
  it('interpolates as NumPy does by default', () => {
    expect(quantiles([2, 8, 0, 4, 1, 9, 9, 0], [0, 0.1, 0.25, 0.5, 0.9, 1])).toEqual([0, 0, 0.75, 3, 9, 9]);
    expect(quantile(upTo(10), 0.9)).toBeCloseTo(9.1, 12);
  });

  it('rises with the probability and stays between the extremes', () => {
    fc.assert(
      fc.property(
        sample,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = quantiles(values, [Math.min(p, q), Math.max(p, q)]) as [number, number];
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });

  it('refuses a percentage and an empty sample', () => {
    expect(() => quantile([1], 95)).toThrow(expect.objectContaining({ code: 'PROBABILITY_INVALID' }));
    expect(() => quantile([], 0.5)).toThrow(expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }));
  });
});

describe('quantileInterval', () => {
  it.each([
    // Distribution-free limits of the median as printed in tables: ranks, and the exact binomial coverage.
    [10, 0.5, 2, 9, 0.978516],
    [20, 0.5, 6, 15, 0.958611],
    [100, 0.9, 84, 96, 0.95569],
  ])('bounds quantile by the right order statistics: n = %i, p = %f', (n, p, low, high, coverage) => {
    const result = quantileInterval(upTo(n), p, 0.95);
    expect([result.low, result.high]).toEqual([low, high]);
    expect(result.coverage).toBeCloseTo(coverage, 5);
  });

  it('leaves an end open that five observations cannot bound', () => {
    expect(quantileInterval(upTo(5), 0.5)).toMatchObject({ low: -Infinity, high: Infinity, coverage: 1 });
    expect(quantileInterval(upTo(30), 0.99)).toMatchObject({ high: Infinity });
  });

  it('never promises less than was asked, also for a hundred thousand observations', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, p) => {
          const result = quantileInterval(upTo(n), p, 0.9);
          expect(result.coverage).toBeGreaterThanOrEqual(0.9 - 1e-12);
          expect(result.low).toBeLessThanOrEqual(result.high);
        },
      ),
    );
    const large = quantileInterval(upTo(100_000), 0.5, 0.95);
    // Normal approximation: ranks 50,000 ∓ 1.96 √25,000.
    expect(large.low).toBeGreaterThanOrEqual(49_688);
    expect(large.high).toBeLessThanOrEqual(50_313);
  });
});

describe('boxPlot', () => {
  it('separates what lies beyond 1.5 interquartile ranges', () => {
    expect(boxPlot([...upTo(9), 100])).toEqual({
      n: 10,
      mean: 14.5,
      lowWhisker: 1,
      lowerQuartile: 3.25,
      median: 5.5,
      upperQuartile: 7.75,
      highWhisker: 9,
      outliers: [100],
    });
  });
});

describe('histogram', () => {
  it('counts a worked example, with the maximum in the last bin', () => {
    expect(histogram([0, 1, 1.9, 2, 5, 9, 10], 5)).toEqual({
      edges: [0, 2, 4, 6, 8, 10],
      counts: [3, 1, 1, 0, 2],
    });
  });

  it('puts every observation between its edges, whatever the rounding', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 1, max: 30 }), (values, bins) => {
        const { edges, counts } = histogram(values, bins);
        expect(counts.reduce((a, b) => a + b)).toBe(values.length);
        const naive = counts.map(
          (_, i) =>
            values.filter(
              (x) => x >= edges[i]! && (i === counts.length - 1 ? x <= edges[i + 1]! : x < edges[i + 1]!),
            ).length,
        );
        expect(counts).toEqual(naive);
      }),
    );
  });

  it('finds the bin where edges fall together, as over a range of one unit in the last place', () => {
    // Six bins over [0, 5e-324]: the first four edges round to 0, so only the fourth bin can hold a 0.
    expect(histogram([0, 5e-324], 6).counts).toEqual([0, 0, 0, 1, 0, 1]);
  });

  it('chooses the width of Freedman and Diaconis, and one bin for a constant', () => {
    // IQR 499.5 of 1 … 1000: width 99.9, ten bins.
    expect(histogram(upTo(1000)).counts).toHaveLength(10);
    expect(histogram([4, 4, 4])).toEqual({ edges: [4, 4], counts: [3] });
    expect(histogram([0, 5, 5, 5, 5, 5, 5, 10]).counts).toHaveLength(4);
  });
});
