import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamFamily } from '../random/index.ts';
import { maximumSobolDimensions, SobolSequence } from './sobol-sequence.ts';

const take = (sequence: SobolSequence, count: number): number[][] =>
  sequence.take(count).map((point) => Array.from(point));
const shift = (seed: number) => new StreamFamily({ seed }).stream('shift');

describe('SobolSequence', () => {
  it('starts with the published points of Joe and Kuo', () => {
    expect(take(new SobolSequence(5), 10)).toEqual([
      [0.0, 0.0, 0.0, 0.0, 0.0],
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375],
      [0.875, 0.875, 0.125, 0.375, 0.875],
      [0.625, 0.125, 0.875, 0.625, 0.625],
      [0.125, 0.625, 0.375, 0.125, 0.125],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625],
    ]);
  });

  it('agrees with SciPy far out, in high dimensions', () => {
    const points = new SobolSequence(128).take(1001);
    const dimensions = [0, 1, 7, 29, 63, 99, 127];
    expect(dimensions.map((d) => points[777]![d])).toEqual([
      0.6923828125, 0.9365234375, 0.7626953125, 0.1103515625, 0.4267578125, 0.5107421875, 0.1181640625,
    ]);
    expect(dimensions.map((d) => points[1000]![d])).toEqual([
      0.2197265625, 0.0966796875, 0.8994140625, 0.3408203125, 0.4462890625, 0.1865234375, 0.5439453125,
    ]);
  });

  it('puts one of 1,024 points in each of 1,024 slices of every dimension, shifted or not', () => {
    for (const sequence of [
      new SobolSequence(maximumSobolDimensions),
      new SobolSequence(maximumSobolDimensions, shift(4)),
    ]) {
      const points = sequence.take(1024);
      for (let d = 0; d < maximumSobolDimensions; d++) {
        expect(new Set(points.map((point) => Math.floor(point[d]! * 1024))).size).toBe(1024);
      }
    }
  });

  it('puts one of 256 points in every elementary rectangle of the first two dimensions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1000 }), (split, seed) => {
        const points = new SobolSequence(2, shift(seed)).take(256);
        const cells = points.map(([x, y]) =>
          [Math.floor(x! * 2 ** split), Math.floor(y! * 2 ** (8 - split))].join(),
        );
        expect(new Set(cells).size).toBe(256);
      }),
      { numRuns: 30 },
    );
  });

  it('has a far smaller L2-star discrepancy than random points are expected to have', () => {
    const [n, s] = [1024, 5];
    // Warnock's formula; for random points the expectation is (2^−s − 3^−s) / n.
    const discrepancy = (points: readonly Float64Array[]): number => {
      let single = 0;
      let double = 0;
      for (const x of points) {
        single += x.reduce((product, c) => product * (1 - c * c), 1);
        for (const y of points) double += x.reduce((product, c, d) => product * (1 - Math.max(c, y[d]!)), 1);
      }
      return 3 ** -s - (2 ** (1 - s) / n) * single + double / n ** 2;
    };
    const random = (2 ** -s - 3 ** -s) / n;
    expect(discrepancy(new SobolSequence(s).take(n))).toBeLessThan(0.1 * random);
    expect(discrepancy(new SobolSequence(s, shift(1)).take(n))).toBeLessThan(0.1 * random);
  });

  it('never touches 0 or 1 when shifted', () => {
    const all = new SobolSequence(20, shift(9)).take(4096).flatMap((point) => Array.from(point));
    expect(Math.min(...all.map((x) => Math.min(x, 1 - x)))).toBeGreaterThan(0);
  });

  it('refuses no dimension and too many', () => {
    for (const dimensions of [0, 129, 2.5, NaN]) {
      expect(() => new SobolSequence(dimensions)).toThrow(
        expect.objectContaining({ code: 'DESIGN_INVALID' }),
      );
    }
  });
});
