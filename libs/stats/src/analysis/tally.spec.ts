import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

const tallyOf = (values: readonly number[]): Tally => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
};
const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 40 });
const samples = fc.array(sample, { maxLength: 5 });

describe('Tally', () => {
  it('gives the moments of a sample worked by hand', () => {
    const tally = tallyOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(tally.count).toBe(8);
    expect(tally.mean).toBe(5);
    expect(tally.variance).toBeCloseTo(32 / 7, 14);
    expect(tally.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect([tally.minimum, tally.maximum, tally.sum]).toEqual([2, 9, 40]);
  });

  it('keeps its digits where the mean dwarfs the spread, unlike a sum of squares', () => {
    const tally = tallyOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(tally.mean).toBe(1e9 + 10);
    expect(tally.variance).toBe(30);
  });

  it('has no moments before they are defined', () => {
    const tally = new Tally();
    expect([tally.mean, tally.variance, tally.minimum, tally.maximum]).toEqual([NaN, NaN, NaN, NaN]);
    expect(tally.sum).toBe(0);
    tally.add(3);
    expect([tally.mean, tally.variance, tally.minimum, tally.maximum]).toEqual([3, NaN, 3, 3]);
  });

  it('agrees with the two-pass formulas on any sample', () => {
    fc.assert(
      fc.property(sample, (values) => {
        fc.pre(values.length >= 2);
        const mean = values.reduce((a, b) => a + b) / values.length;
        const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
        const tally = tallyOf(values);
        const scale = Math.max(...values.map(Math.abs), 1e-300);
        expect(Math.abs(tally.mean - mean)).toBeLessThanOrEqual(1e-12 * scale);
        expect(Math.abs(tally.variance - variance)).toBeLessThanOrEqual(1e-11 * scale * scale);
        expect([tally.minimum, tally.maximum]).toEqual([Math.min(...values), Math.max(...values)]);
      }),
    );
  });

  it('merged is the tally of the concatenation', () => {
    fc.assert(
      fc.property(samples, (parts) => {
        const merged = new Tally();
        for (const part of parts) merged.merge(tallyOf(part));
        const whole = tallyOf(parts.flat());
        const scale = Math.max(...parts.flat().map(Math.abs), 1e-300);
        expect(merged.count).toBe(whole.count);
        if (whole.count === 0) return;
        expect([merged.minimum, merged.maximum]).toEqual([whole.minimum, whole.maximum]);
        expect(Math.abs(merged.mean - whole.mean)).toBeLessThanOrEqual(1e-12 * scale);
        if (whole.count > 1) {
          expect(Math.abs(merged.variance - whole.variance)).toBeLessThanOrEqual(1e-11 * scale * scale);
        }
      }),
    );
  });

  it('starts anew after a reset', () => {
    const tally = tallyOf([1e6, -1e6]);
    tally.reset();
    tally.add(2);
    tally.add(4);
    expect([tally.count, tally.mean, tally.variance, tally.minimum, tally.maximum]).toEqual([2, 3, 2, 2, 4]);
  });
});
