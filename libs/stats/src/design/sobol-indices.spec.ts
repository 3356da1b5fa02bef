import { describe, expect, it } from 'vitest';
import { StreamFamily } from '../random/index.ts';
import { sobolDesign, sobolIndices, type SobolIndices } from './sobol-indices.ts';

const family = new StreamFamily({ seed: 77 });

function analyse(
  model: (x: Float64Array) => number,
  dimensions: number,
  samples: number,
  confidence = 0.95,
): SobolIndices {
  const design = sobolDesign({ dimensions, samples, stream: family.stream('design') });
  return sobolIndices(design, design.points.map(model), { stream: family.stream('bootstrap'), confidence });
}

function ishigami(unit: Float64Array): number {
  const [x1, x2, x3] = Array.from(unit, (u) => Math.PI * (2 * u - 1)) as [number, number, number];
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
}

describe('sobolIndices', () => {
  it('are those of the Ishigami function (a = 7, b = 0.1)', () => {
    const { mean, variance, firstOrder, total } = analyse(ishigami, 3, 8192);
    expect(Math.abs(mean - 3.5)).toBeLessThan(0.02);
    expect(Math.abs(variance / 13.844588 - 1)).toBeLessThan(0.005);
    [0.313905, 0.442411, 0].forEach((truth, i) => {
      expect(Math.abs(firstOrder[i]!.index - truth)).toBeLessThan(0.01);
      expect(firstOrder[i]!.low).toBeLessThan(truth);
      expect(firstOrder[i]!.high).toBeGreaterThan(truth);
    });
    [0.557589, 0.442411, 0.243684].forEach((truth, i) => {
      expect(Math.abs(total[i]!.index - truth)).toBeLessThan(0.01);
      expect(total[i]!.low).toBeLessThan(truth);
      expect(total[i]!.high).toBeGreaterThan(truth);
    });
    // The only interaction is that of the first and the third factor.
    expect(Math.abs(total[0]!.index - firstOrder[0]!.index - 0.243684)).toBeLessThan(0.015);
  });

  it('are those of the g-function in closed form', () => {
    const a = [0, 1, 4.5, 9, 99, 99, 99, 99];
    const partial = a.map((ai) => 1 / 3 / (1 + ai) ** 2);
    const product = partial.reduce((all, v) => all * (1 + v), 1);
    const variance = product - 1;
    const g = (x: Float64Array): number =>
      x.reduce((y, xi, i) => y * ((Math.abs(4 * xi - 2) + a[i]!) / (1 + a[i]!)), 1);
    const result = analyse(g, a.length, 8192);
    expect(Math.abs(result.mean - 1)).toBeLessThan(0.005);
    expect(Math.abs(result.variance / variance - 1)).toBeLessThan(0.02);
    partial.forEach((v, i) => {
      expect(Math.abs(result.firstOrder[i]!.index - v / variance)).toBeLessThan(0.01);
      expect(Math.abs(result.total[i]!.index - (v * product) / (1 + v) / variance)).toBeLessThan(0.01);
    });
  });

  it('of an additive model are the shares of its variance, first-order and total alike', () => {
    // Variances 1, 4 and 16 twelfths.
    const { firstOrder, total } = analyse((x) => x[0]! + 2 * x[1]! + 4 * x[2]! + 1000, 3, 1024);
    [1 / 21, 4 / 21, 16 / 21].forEach((truth, i) => {
      expect(firstOrder[i]!.index).toBeCloseTo(truth, 2);
      expect(total[i]!.index).toBeCloseTo(truth, 2);
    });
  });

  it('have wider intervals with more confidence, and hold the estimate', () => {
    const narrow = analyse(ishigami, 3, 256, 0.5);
    const wide = analyse(ishigami, 3, 256, 0.99);
    narrow.total.forEach((index, i) => {
      expect(wide.total[i]!.high - wide.total[i]!.low).toBeGreaterThan(index.high - index.low);
      expect(wide.total[i]!.low).toBeLessThan(index.index);
      expect(wide.total[i]!.high).toBeGreaterThan(index.index);
    });
  });

  it('are repeatable from the seed', () => {
    expect(analyse(ishigami, 3, 64)).toEqual(analyse(ishigami, 3, 64));
  });

  it('of a constant are 0', () => {
    const { variance, firstOrder, total } = analyse(() => 3, 2, 64);
    expect(variance).toBe(0);
    expect([...firstOrder, ...total].map(({ index }) => index)).toEqual([0, 0, 0, 0]);
  });

  it('refuse samples that are no power of two, and missing outputs', () => {
    const stream = family.stream('design');
    expect(() => sobolDesign({ dimensions: 2, samples: 100, stream })).toThrow(/100 samples/);
    expect(() => sobolDesign({ dimensions: 65, samples: 64, stream })).toThrow(/130 dimensions/);
    const design = sobolDesign({ dimensions: 2, samples: 64, stream });
    expect(design.points).toHaveLength(64 * 4);
    expect(() => sobolIndices(design, [1, 2, 3], { stream })).toThrow(/256 outputs, not 3/);
    expect(() =>
      sobolIndices(
        design,
        design.points.map(() => NaN),
        { stream },
      ),
    ).toThrow(/NaN/);
  });
});
