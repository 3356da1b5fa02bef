import { type ArrivalsSpec, arrivalProfile, arrivals, arrivalsSchema } from './arrivals.ts';
import { describe, expect, it } from 'vitest';
import { StreamFamily } from '../random/stream-family.ts';
import fc from 'fast-check';
import { kolmogorovDistance } from './goodness-of-fit.spec-support.ts';

/** A day: closed until 8, a ramp up to 12, a plateau, a ramp down to 20, closed. */
const day: ArrivalsSpec = {
  period: 24,
  rates: [
    { start: 0, rate: 0 },
    { start: 8, rate: 2, endRate: 10 },
    { start: 12, rate: 10 },
    { start: 16, rate: 10, endRate: 0 },
    { start: 20, rate: 0 },
  ],
};

function timesUntil(spec: ArrivalsSpec, end: number, seed: number): number[] {
  const next = arrivals(spec, new StreamFamily({ seed }).stream('arrivals'));
  const times: number[] = [];
  for (let time = next(0); time < end; time = next(time)) times.push(time);
  return times;
}

describe('arrivals', () => {
  const days = 2_000;
  const times = timesUntil(day, 24 * days, 31);

  it.each([
    [8, 9, 3],
    [9, 10, 5],
    [10, 12, 16],
    [12, 16, 40],
    [16, 18, 15],
    [18, 20, 5],
  ])('come as often as the rate says between hour %d and %d: %d a day', (from, to, expected) => {
    const counts = new Array<number>(days).fill(0);
    for (const time of times) {
      const hour = time % 24;
      if (hour >= from && hour < to) counts[Math.floor(time / 24)]! += 1;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(Math.abs(total - days * expected)).toBeLessThan(4.5 * Math.sqrt(days * expected));
    // A Poisson count has its mean as variance, whose estimate has standard error sqrt((m + 2 m^2) / n).
    const variance = counts.reduce((sum, count) => sum + (count - expected) ** 2, 0) / days;
    expect(Math.abs(variance - expected)).toBeLessThan(
      4.5 * Math.sqrt((expected + 2 * expected * expected) / days),
    );
  });

  it('never come while the rate is 0, not even by rounding after a long time', () => {
    expect(times.filter((time) => time % 24 < 8 || time % 24 >= 20)).toEqual([]);
    const open: ArrivalsSpec = {
      period: 3,
      rates: [
        { start: 0, rate: 1e7 },
        { start: 1, rate: 0 },
      ],
    };
    const next = arrivals(open, new StreamFamily({ seed: 5 }).stream('late'));
    // Doubles are 4.8e-7 apart here and arrivals 1e-7, so many would round onto the end of the interval.
    const offsets = Array.from({ length: 1_000 }, () => next(3e9 + 1 - 4.8e-7) - 3e9);
    expect(offsets.filter((offset) => offset >= 1 && offset < 3)).toEqual([]);
    expect(offsets.some((offset) => offset < 1)).toBe(true);
  });

  it('become exponential with mean 1 when time is measured by the expected count', () => {
    const profile = arrivalProfile(day);
    const gaps = times.slice(1, 40_000).map((time, i) => profile.expected(times[i]!, time));
    expect(kolmogorovDistance(Float64Array.from(gaps), (x) => -Math.expm1(-x))).toBeLessThan(2.5);
  });

  it('are an ordinary Poisson process at a constant rate', () => {
    const constant = timesUntil({ rates: [{ start: 0, rate: 4 }] }, 10_000, 8);
    const gaps = Float64Array.from(constant.slice(1), (time, i) => time - constant[i]!);
    expect(kolmogorovDistance(gaps, (x) => -Math.expm1(-4 * x))).toBeLessThan(2.5);
  });

  it('end with Infinity when no rate is left', () => {
    const next = arrivals(
      {
        rates: [
          { start: 0, rate: 5 },
          { start: 2, rate: 0 },
        ],
      },
      new StreamFamily({ seed: 1 }).stream('last'),
    );
    expect(next(2)).toBe(Infinity);
    const never = arrivals(
      { rates: [{ start: 0, rate: 0 }], period: 24 },
      new StreamFamily({ seed: 1 }).stream('x'),
    );
    expect(never(0)).toBe(Infinity);
  });

  it('skip whole periods at once where arrivals are rare', () => {
    const rare: ArrivalsSpec = {
      period: 1,
      rates: [
        { start: 0, rate: 1e-9 },
        { start: 0.5, rate: 0 },
      ],
    };
    const times = timesUntil(rare, 1e13, 3);
    expect(Math.abs(times.length - 5_000)).toBeLessThan(4.5 * Math.sqrt(5_000));
  });
});

describe('arrivalProfile', () => {
  it('knows the rate at any time, ramps and later periods included', () => {
    const profile = arrivalProfile(day);
    expect([3, 8, 10, 11.5, 13, 18, 20, 24 * 7 + 10].map((t) => profile.rateAt(t))).toEqual([
      0, 2, 6, 9, 10, 5, 0, 6,
    ]);
  });

  it('expects as many arrivals as the area under the rates, and finds the time of any count again', () => {
    const interval = fc.record({
      length: fc.double({ min: 0.1, max: 10, noNaN: true }),
      rate: fc.double({ min: 0, max: 20, noNaN: true }),
      endRate: fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        (intervals, now, count) => {
          let start = 0;
          let total = 0;
          const rates = intervals.map(({ length, rate, endRate }) => {
            const entry = { start, rate, endRate };
            start += length;
            total += (length * (rate + (endRate ?? rate))) / 2;
            return entry;
          });
          fc.pre(total > 0.1);
          const profile = arrivalProfile({ rates, period: start });
          expect(profile.expected(0, 5 * start) / (5 * total)).toBeCloseTo(1, 9);
          const time = profile.timeAfter(now, count);
          expect(time).toBeGreaterThan(now);
          expect(profile.expected(now, time) / count).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe('arrivalsSchema', () => {
  it.each<[unknown, string, string]>([
    [
      { rates: [{ start: 1, rate: 3 }] },
      'Invalid arrivals: rates start at 1.',
      'Begin with start 0 and let every start be above the last.',
    ],
    [
      { rates: [{ start: 0, rate: -3 }] },
      'Invalid arrivals: rates.0.rate is -3.',
      'Write a number of 0 or more: arrivals per unit of time.',
    ],
    [
      {
        rates: [
          { start: 0, rate: 3 },
          { start: 9, rate: 1 },
        ],
        period: 8,
      },
      'Invalid arrivals: period is 8, not above the last start (9).',
      'Write a longer period.',
    ],
    [
      { rates: [{ start: 0, rate: 3, endRate: 4 }] },
      'Invalid arrivals: rates end with an endRate that is never reached.',
      'Delete it, or give a period.',
    ],
    [
      { rates: [{ start: 0, rate: 3 }], perod: 24 },
      'Invalid arrivals: perod is not a field here.',
      'Did you mean "period"?',
    ],
  ])('says of %j what is wrong and what to do', (spec, message, hint) => {
    expect(() => arrivalProfile(spec as ArrivalsSpec)).toThrow(
      expect.objectContaining({ code: 'DISTRIBUTION_INVALID', message, hint }),
    );
  });

  it('accepts a week profile', () => {
    const rates = Array.from({ length: 7 }, (_, i) => ({ start: 24 * i, rate: i < 5 ? 3 : 1 }));
    expect(arrivalsSchema.safeParse({ rates, period: 168 }).success).toBe(true);
  });
});
