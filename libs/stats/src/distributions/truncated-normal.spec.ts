import { describe, expect, it } from 'vitest';
import { distribution } from './distribution.ts';
import { drawsOf } from './goodness-of-fit.spec-support.ts';
import fc from 'fast-check';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

describe('truncated-normal', () => {
  // Computed with mpmath at 40 digits, by quadrature of the density.
  it.each([
    {
      low: 8,
      high: undefined,
      mean: 8.121368112236112,
      variance: 0.014324883443340911,
      median: 8.084911007391543,
    },
    {
      low: 40,
      high: undefined,
      mean: 40.02496884720726,
      variance: 0.0006226683785913888,
      median: 40.01731412676465,
    },
    {
      low: 1000,
      high: undefined,
      mean: 1000.000999998,
      variance: 9.999940000499995e-7,
      median: 1000.0006931462472,
    },
    {
      low: 30,
      high: 30.05,
      mean: 30.01896828673774,
      variance: 0.0001867895974921075,
      median: 30.016386177259964,
    },
    { low: 5, high: 6, mean: 5.183147090477173, variance: 0.029452430768483057, median: 5.131371763283919 },
  ])('is exact where both bounds lie far in a tail: from $low to $high', (far) => {
    const { low, high, mean, variance, median } = far;
    const upper = distribution({
      type: 'truncated-normal',
      mean: 0,
      standardDeviation: 1,
      min: low,
      max: high,
    });
    expect(upper.mean).toBeCloseTo(mean, 11);
    expect(upper.variance / variance).toBeCloseTo(1, 10);
    expect(upper.quantile(0.5)).toBeCloseTo(median, 10);
    expect(upper.cdf(median)).toBeCloseTo(0.5, 8);
    const min = high === undefined ? undefined : -high;
    const lower = distribution({ type: 'truncated-normal', mean: 0, standardDeviation: 1, min, max: -low });
    expect(lower.mean).toBeCloseTo(-mean, 11);
    expect(lower.quantile(0.5)).toBeCloseTo(-median, 10);
  });

  it('is the normal distribution where the bounds are out of reach', () => {
    const cut = distribution({
      type: 'truncated-normal',
      mean: 3,
      standardDeviation: 2,
      min: -200,
      max: 200,
    });
    const whole = distribution({ type: 'normal', mean: 3, standardDeviation: 2 });
    expect(cut.mean).toBeCloseTo(3, 12);
    expect(cut.variance).toBeCloseTo(4, 11);
    for (const x of [-4, 0, 3, 7]) expect(cut.cdf(x)).toBeCloseTo(whole.cdf(x), 13);
    for (const p of [0.01, 0.4, 0.99]) expect(cut.quantile(p)).toBeCloseTo(whole.quantile(p), 11);
  });

  it('has the mean of the closed form (phi(a) - phi(b)) / (Phi(b) - Phi(a)) near the middle', () => {
    const normal = distribution({ type: 'normal', mean: 0, standardDeviation: 1 });
    const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    fc.assert(
      fc.property(between(-3, 2), between(0.1, 4), (low, width) => {
        const high = low + width;
        const cut = distribution({
          type: 'truncated-normal',
          mean: 0,
          standardDeviation: 1,
          min: low,
          max: high,
        });
        const expected = (density(low) - density(high)) / (normal.cdf(high) - normal.cdf(low));
        expect(cut.mean).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('keeps every draw between its bounds, wherever they are', () => {
    fc.assert(
      fc.property(between(-60, 60), between(1e-6, 100), between(-5, 5), (min, width, mean) => {
        const max = min + width;
        const cut = distribution({ type: 'truncated-normal', mean, standardDeviation: 1.5, min, max });
        expect(drawsOf(cut, 50, 3).every((x) => x >= min && x <= max)).toBe(true);
        expect(cut.mean).toBeGreaterThanOrEqual(min);
        expect(cut.mean).toBeLessThanOrEqual(max);
      }),
    );
  });
});
