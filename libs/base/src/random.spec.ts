import { Mulberry32, gaussian } from './random.ts';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

/** Mulberry32 again, in 64-bit integers instead of 32-bit floating point tricks. */
function reference(seed: number): () => number {
  const mask = 0xffff_ffffn;
  let state = BigInt(seed) & mask;
  return () => {
    state = (state + 0x6d2b79f5n) & mask;
    let t = ((state ^ (state >> 15n)) * (state | 1n)) & mask;
    t = ((t + (((t ^ (t >> 7n)) * (t | 61n)) & mask)) & mask) ^ t;
    return Number((t ^ (t >> 14n)) & mask) / 2 ** 32;
  };
}

describe('Mulberry32', () => {
  it('gives the numbers of its definition in integer arithmetic, for any seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const stream = new Mulberry32(seed);
        expect(draw(5, () => stream.next())).toEqual(draw(5, reference(seed)));
      }),
    );
  });

  it('is uniform on [0, 1): mean 1/2 and variance 1/12', () => {
    const stream = new Mulberry32(1);
    const values = draw(100_000, () => stream.next());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    // Five standard errors: sqrt(1/12/n) and sqrt(1/180/n).
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / values.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / values.length));
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
  });
});

describe('gaussian', () => {
  it('has mean 0, variance 1, and 4.55 % beyond two standard deviations', () => {
    const stream = new Mulberry32(2);
    const values = draw(100_000, () => gaussian(stream));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, x) => sum + x * x, 0) / values.length;
    const tails = values.filter((x) => Math.abs(x) > 2).length / values.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(values.length));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
    expect(Math.abs(tails - 0.0455)).toBeLessThan(5 * Math.sqrt((0.0455 * 0.9545) / values.length));
  });

  it('is finite although a uniform number may be 0', () => {
    expect(Number.isFinite(gaussian({ next: () => 0 }))).toBe(true);
  });
});
