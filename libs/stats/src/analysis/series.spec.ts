import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { autocorrelation, skewness, vonNeumannScore } from './series.ts';
import { Tally } from './tally.ts';

const stream = new StreamFamily({ seed: 11 }).stream('series');

describe('autocorrelation', () => {
  it('gives the values worked by hand for 1, 2, 3, 4, 5', () => {
    const result = autocorrelation([1, 2, 3, 4, 5], 2);
    expect(result[0]).toBe(1);
    expect(result[1]).toBeCloseTo(0.4, 14);
    expect(result[2]).toBeCloseTo(-0.1, 14);
  });

  it('of a first-order autoregression falls as powers of its coefficient', () => {
    const n = 100_000;
    const values = new Float64Array(n);
    for (let i = 1; i < n; i++) values[i] = 0.8 * values[i - 1]! + gaussian(stream);
    const result = autocorrelation(values, 5);
    // Bartlett: the variance of r_k is at most (1 + φ²)/(1 − φ²)/n = 4.6/n here; five standard errors.
    for (let lag = 1; lag <= 5; lag++)
      expect(Math.abs(result[lag]! - 0.8 ** lag)).toBeLessThan(5 * Math.sqrt(4.6 / n));
  });

  it('of a constant is 1 and then 0', () => {
    expect(Array.from(autocorrelation([2, 2, 2], 2))).toEqual([1, 0, 0]);
  });

  it('refuses a lag as long as the series', () => {
    expect(() => autocorrelation([1, 2, 3], 3)).toThrow(/lag of 3 needs more than 3/);
  });
});

describe('skewness', () => {
  it('is the bias-corrected value of an independent library', () => {
    expect(skewness([2, 8, 0, 4, 1, 9, 9, 0])).toBeCloseTo(0.33058218, 8);
  });

  it('is 0 for a symmetric, a constant and a tiny sample', () => {
    expect(skewness([1, 2, 3])).toBe(0);
    expect(skewness([5, 5, 5, 5])).toBe(0);
    expect(skewness([1, 9])).toBe(0);
  });
});

describe('vonNeumannScore', () => {
  it('has mean 0 and variance 1 for independent normal values', () => {
    const scores = new Tally();
    for (let r = 0; r < 4000; r++)
      scores.add(vonNeumannScore(Array.from({ length: 20 }, () => gaussian(stream))));
    expect(Math.abs(scores.mean)).toBeLessThan(5 / Math.sqrt(4000));
    expect(Math.abs(scores.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000));
  });

  it('is large for a trend, negative for alternation and 0 for a constant', () => {
    expect(vonNeumannScore(Array.from({ length: 30 }, (_, i) => i))).toBeGreaterThan(5);
    expect(vonNeumannScore(Array.from({ length: 30 }, (_, i) => i % 2))).toBeLessThan(-5);
    expect(vonNeumannScore([1, 1, 1, 1])).toBe(0);
  });
});
