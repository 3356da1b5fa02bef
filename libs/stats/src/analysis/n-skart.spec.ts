import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { meanInterval } from './interval.ts';
import { nSkart } from './n-skart.ts';

const stream = new StreamFamily({ seed: 8 }).stream('n-skart');
// Five batches of 1,024: the final batches then leave nothing over at the front.
const independent = Array.from({ length: 5120 }, () => gaussian(stream));
const skewed = Array.from({ length: 5000 }, () => (-Math.log(1 - stream.next())) ** 3);
const walk = (): number[] => {
  let x = 0;
  return Array.from({ length: 2000 }, () => (x += gaussian(stream)));
};

describe('nSkart', () => {
  it('comes close to the t interval where nothing needs correcting', () => {
    const plain = meanInterval(independent, 0.9);
    const result = nSkart(independent, 0.9);
    expect(result.sufficient).toBe(true);
    expect(Math.abs(result.lag1)).toBeLessThan(0.15);
    expect((result.high - result.low) / 2 / plain.halfWidth).toBeGreaterThan(0.8);
    expect((result.high - result.low) / 2 / plain.halfWidth).toBeLessThan(1.25);
  });

  it('uses every observation after the warm-up in equal batches, at most 1024', () => {
    for (const values of [independent, skewed, walk()]) {
      const { warmUp, batches, batchSize, mean } = nSkart(values);
      expect(warmUp + batches * batchSize).toBe(values.length);
      expect(batches).toBeLessThanOrEqual(1024);
      const kept = values.slice(warmUp);
      expect(mean).toBeCloseTo(kept.reduce((a, b) => a + b) / kept.length, 10);
    }
  });

  it('reaches further on the side of the long tail', () => {
    const { low, mean, high, skewness } = nSkart(skewed, 0.95);
    expect(skewness).toBeGreaterThan(0);
    expect(high - mean).toBeGreaterThan(mean - low);
  });

  it('follows a change of unit, and mirrors with the series', () => {
    const there = nSkart(skewed, 0.9);
    const scaled = nSkart(
      skewed.map((x) => 60 * x + 7),
      0.9,
    );
    const mirrored = nSkart(
      skewed.map((x) => -x),
      0.9,
    );
    expect(scaled.low).toBeCloseTo(60 * there.low + 7, 6);
    expect(scaled.high).toBeCloseTo(60 * there.high + 7, 6);
    expect(mirrored.low).toBeCloseTo(-there.high, 9);
    expect(mirrored.high).toBeCloseTo(-there.low, 9);
  });

  it('widens with the correlation of its batches', () => {
    let x = 0;
    const correlated = independent.map((e) => (x = 0.9 * x + e));
    const result = nSkart(correlated, 0.9);
    // The asymptotic variance of an autoregression is 1 / (1 − φ)² = 100 times that of its innovations.
    const asymptotic = (1.645 * 10) / Math.sqrt(correlated.length);
    expect((result.high - result.low) / 2 / asymptotic).toBeGreaterThan(0.7);
    expect((result.high - result.low) / 2 / asymptotic).toBeLessThan(1.5);
  });

  it('says that a random walk is never long enough', () => {
    expect(nSkart(walk()).sufficient).toBe(false);
  });

  it('gives a point for a constant, and refuses 1,279 observations', () => {
    expect(nSkart(new Array<number>(1300).fill(2))).toMatchObject({ low: 2, mean: 2, high: 2 });
    expect(() => nSkart(new Array<number>(1279).fill(2))).toThrow(
      /at least 1280 observations, and there are 1279/,
    );
  });
});
