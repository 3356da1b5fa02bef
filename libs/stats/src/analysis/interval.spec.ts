import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, pairedInterval, tallyInterval } from './interval.ts';
import { Tally } from './tally.ts';
import { wilsonInterval } from './wilson-interval.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const confidence = fc.double({ min: 0.01, max: 0.999, noNaN: true });

describe('meanInterval', () => {
  it('is the textbook example: 1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09 gives 1.34 ± 0.24 at 90 %', () => {
    // Law, Simulation Modeling and Analysis, example 4.26.
    const result = meanInterval([1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09], 0.9);
    expect(result.mean).toBeCloseTo(1.34, 2);
    expect(result.halfWidth).toBeCloseTo(0.24, 2);
    expect(result.n).toBe(10);
  });

  it('is symmetric about the mean, and wider with more confidence', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), confidence, (values, level) => {
        const narrow = meanInterval(values, level);
        expect(narrow.high - narrow.mean).toBeCloseTo(narrow.mean - narrow.low, 6);
        expect(narrow.halfWidth).toBeGreaterThanOrEqual(0);
        expect(meanInterval(values, (1 + level) / 2).halfWidth).toBeGreaterThanOrEqual(narrow.halfWidth);
      }),
    );
  });

  it('follows a change of unit', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), (values) => {
        const hours = meanInterval(values);
        const minutes = meanInterval(values.map((x) => 60 * x));
        expect(minutes.halfWidth).toBeCloseTo(60 * hours.halfWidth, 3);
        expect(minutes.mean).toBeCloseTo(60 * hours.mean, 3);
      }),
    );
  });

  it('is the same from a tally', () => {
    const tally = new Tally();
    const values = [3, 1, 4, 1, 5, 9];
    for (const x of values) tally.add(x);
    expect(tallyInterval(tally, 0.9)).toEqual(meanInterval(values, 0.9));
  });

  it('knows nothing of the spread from one observation', () => {
    expect(meanInterval([7])).toMatchObject({
      mean: 7,
      halfWidth: Infinity,
      low: -Infinity,
      high: Infinity,
      n: 1,
    });
  });

  it('refuses nothing, NaN and a confidence of 95', () => {
    expect(() => meanInterval([])).toThrow(expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }));
    expect(() => tallyInterval(new Tally())).toThrow(expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }));
    expect(() => meanInterval([1, NaN])).toThrow(/observation 1: it is NaN/);
    expect(() => meanInterval([1, 2], 95)).toThrow(expect.objectContaining({ code: 'CONFIDENCE_INVALID' }));
  });
});

describe('pairedInterval', () => {
  it('is the interval of the differences', () => {
    expect(pairedInterval([5, 7, 9], [1, 2, 3], 0.9)).toEqual(meanInterval([4, 5, 6], 0.9));
  });

  it('changes sign when the systems change places', () => {
    const there = pairedInterval([5, 7, 9.5], [1, 2, 3]);
    const back = pairedInterval([1, 2, 3], [5, 7, 9.5]);
    expect([back.mean, back.low, back.high]).toEqual([-there.mean, -there.high, -there.low]);
  });

  it('refuses systems with unequal numbers of replications', () => {
    expect(() => pairedInterval([1, 2], [1])).toThrow(/not 2 and 1/);
  });
});

describe('wilsonInterval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published limits for %i of %i', (successes, trials, low, high) => {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    const result = wilsonInterval(successes, trials, 0.95);
    expect(result.low).toBeCloseTo(low, 4);
    expect(result.high).toBeCloseTo(high, 4);
  });

  it('inverts the score test: each end is as far from the observed share as the test allows there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const successes = Math.min(trials - 1, Math.max(1, Math.round(share * trials)));
          const { proportion, low, high } = wilsonInterval(successes, trials, 0.95);
          for (const p of [low, high]) {
            expect(Math.abs(proportion - p) / Math.sqrt((p * (1 - p)) / trials)).toBeCloseTo(1.959964, 5);
          }
        },
      ),
    );
  });

  it('mirrors: failures have the complement of the interval of successes', () => {
    const [a, b] = [wilsonInterval(3, 17), wilsonInterval(14, 17)];
    expect(a.low).toBeCloseTo(1 - b.high, 14);
    expect(a.high).toBeCloseTo(1 - b.low, 14);
    expect(wilsonInterval(20, 20).high).toBe(1);
  });

  it('refuses more successes than trials', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(/3 successes in 2 trials/);
    expect(() => wilsonInterval(0, 0)).toThrow(expect.objectContaining({ code: 'SAMPLE_INVALID' }));
  });
});
