import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { halfWidthDecision, type HalfWidthRule } from './half-width-rule.ts';
import { meanInterval } from './interval.ts';
import { Tally } from './tally.ts';

const rule: HalfWidthRule = {
  target: { absolute: 0.5 },
  confidence: 0.95,
  minimum: 10,
  batch: 5,
  maximum: 60,
};
const values = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 60, maxLength: 60 });

describe('halfWidthDecision', () => {
  it('asks for the next fixed prefix until one is narrow enough', () => {
    const draws = Array.from({ length: 60 }, (_, i) => (i % 2 ? 1.5 : -1.5));
    // s ≈ 1.5: t s / √n ≤ 0.5 first holds at n = 40 among 10, 15, 20, …
    expect(halfWidthDecision([], rule)).toEqual({ done: false, needed: 10, interval: undefined });
    expect(halfWidthDecision(draws.slice(0, 9), rule)).toMatchObject({ done: false, needed: 10 });
    expect(halfWidthDecision(draws.slice(0, 22), rule)).toMatchObject({ done: false, needed: 25 });
    expect(halfWidthDecision(draws, rule)).toMatchObject({ done: true, n: 40, reached: true });
  });

  it('decides the same however far the replications ran ahead, and whoever fed it', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 7 }), (draws, stride) => {
        const atOnce = halfWidthDecision(draws, rule);
        for (let length = 0; ; length = Math.min(length + stride, draws.length)) {
          const decision = halfWidthDecision(draws.slice(0, length), rule);
          if (!decision.done) continue;
          expect(decision).toEqual(atOnce);
          break;
        }
      }),
    );
  });

  it('stops at the first prefix that satisfies it, and only there', () => {
    fc.assert(
      fc.property(values, (draws) => {
        const decision = halfWidthDecision(draws, rule);
        const looks = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60];
        const first = looks.find((n) => meanInterval(draws.slice(0, n), 0.95).halfWidth <= 0.5);
        expect(decision).toMatchObject({ done: true, n: first ?? 60, reached: first !== undefined });
      }),
    );
  });

  it('takes a fraction of the mean as well', () => {
    const draws = Array.from({ length: 60 }, (_, i) => 100 + (i % 2 ? 1.5 : -1.5));
    const relative = halfWidthDecision(draws, { ...rule, target: { relative: 0.005 } });
    expect(relative).toEqual(halfWidthDecision(draws, rule));
  });

  it('gives up at the maximum, also when that is not on the grid', () => {
    const draws = Array.from({ length: 60 }, (_, i) => (i % 2 ? 100 : -100));
    expect(halfWidthDecision(draws, { ...rule, maximum: 33 })).toMatchObject({
      done: true,
      n: 33,
      reached: false,
    });
  });

  it('counts a replication that observed nothing, and leaves it out of the mean', () => {
    const draws = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? NaN : 2 + (i % 2) / 10));
    expect(halfWidthDecision(draws, rule)).toMatchObject({
      done: true,
      n: 10,
      reached: true,
      interval: { n: 6 },
    });
    const never = halfWidthDecision(new Array<number>(60).fill(NaN), rule);
    expect(never).toEqual({ done: true, n: 60, reached: false, interval: undefined });
  });

  it('needs about (z s / h)² replications of a normal output', () => {
    const lengths = new Tally();
    for (let r = 0; r < 300; r++) {
      const stream = new StreamFamily({ seed: 3, replication: r }).stream('output');
      const draws = Array.from({ length: 400 }, () => gaussian(stream));
      const decision = halfWidthDecision(draws, {
        target: { absolute: 0.15 },
        confidence: 0.95,
        maximum: 400,
      });
      if (decision.done) lengths.add(decision.n);
    }
    // (1.96 / 0.15)² = 171; the rule looks every 10, and stops a little early on average.
    expect(lengths.count).toBe(300);
    expect(lengths.mean).toBeGreaterThan(150);
    expect(lengths.mean).toBeLessThan(190);
  });

  it('refuses a half-width of nothing and an infinite output', () => {
    expect(() => halfWidthDecision([], { ...rule, target: { absolute: 0 } })).toThrow(
      /half-width to reach is 0/,
    );
    expect(() => halfWidthDecision(new Array<number>(10).fill(Infinity), rule)).toThrow(
      /Replication 0 gave Infinity/,
    );
  });
});
