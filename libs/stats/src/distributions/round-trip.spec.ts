import { describe, expect, it } from 'vitest';
import { type DistributionSpec, distribution } from './distribution.ts';
import fc from 'fast-check';

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
/** Positive numbers over six orders of magnitude. */
const scale = between(-3, 3).map((exponent) => 10 ** exponent);
const shape = between(-1, 2).map((exponent) => 10 ** exponent);
const chance = between(0.001, 0.999);

const continuous: fc.Arbitrary<DistributionSpec> = fc.oneof(
  fc.record({ min: between(-5, 5), width: scale }).map(({ min, width }): DistributionSpec => ({
    type: 'uniform',
    min,
    max: min + width,
  })),
  fc.record({ rise: scale, fall: scale }).map(({ rise, fall }): DistributionSpec => ({
    type: 'pert',
    min: 1,
    mode: 1 + rise,
    max: 1 + rise + fall,
  })),
  fc.record({ rise: scale, fall: scale }).map(({ rise, fall }): DistributionSpec => ({
    type: 'triangular',
    min: 1,
    mode: 1 + rise,
    max: 1 + rise + fall,
  })),
  fc.record({ type: fc.constant('exponential' as const), mean: scale }),
  fc.record({ type: fc.constant('gamma' as const), shape, scale }),
  fc.record({ type: fc.constant('weibull' as const), shape, scale }),
  fc.record({ type: fc.constant('normal' as const), mean: between(-9, 9), standardDeviation: scale }),
  fc.record({ type: fc.constant('lognormal' as const), mean: scale, cv: shape }),
  fc.record({ type: fc.constant('beta' as const), alpha: shape, beta: shape }),
  fc.record({ low: between(-30, 30), width: scale }).map(({ low, width }): DistributionSpec => ({
    type: 'truncated-normal',
    mean: 0,
    standardDeviation: 1,
    min: low,
    max: low + width,
  })),
);

const counts: fc.Arbitrary<DistributionSpec> = fc.oneof(
  fc.record({ type: fc.constant('poisson' as const), mean: scale }),
  fc.record({
    type: fc.constant('binomial' as const),
    trials: fc.integer({ min: 1, max: 2000 }),
    probability: chance,
  }),
  fc.record({ type: fc.constant('negative-binomial' as const), successes: shape, probability: chance }),
  fc.record({ type: fc.constant('geometric' as const), probability: chance }),
);

const outcomes: fc.Arbitrary<DistributionSpec> = fc.record({
  type: fc.constant('empirical' as const),
  values: fc.array(between(-100, 100), { minLength: 1, maxLength: 30 }),
});

const mixtures = (of: fc.Arbitrary<DistributionSpec>): fc.Arbitrary<DistributionSpec> =>
  fc.record({
    type: fc.constant('mixture' as const),
    components: fc.array(fc.record({ weight: scale, distribution: of }), { minLength: 1, maxLength: 3 }),
  });

describe('cdf and quantile', () => {
  it('undo each other where the distribution is continuous', () => {
    fc.assert(
      fc.property(continuous, between(0.001, 0.999), (spec, p) => {
        const tested = distribution(spec);
        const x = tested.quantile(p);
        // x is known to a part in 2^52, which a steep cdf turns into more.
        const step = Math.max(Math.abs(x) * 2 ** -51, Number.MIN_VALUE);
        expect(tested.cdf(x - step) - 1e-10).toBeLessThanOrEqual(p);
        expect(tested.cdf(x + step) + 1e-10).toBeGreaterThanOrEqual(p);
      }),
      { numRuns: 400 },
    );
  });

  it('meet at the first count whose probability reaches p', () => {
    fc.assert(
      fc.property(fc.oneof(counts, mixtures(counts)), between(0.0001, 0.9999), (spec, p) => {
        const tested = distribution(spec);
        const k = tested.quantile(p);
        expect(Number.isInteger(k)).toBe(true);
        expect(tested.cdf(k)).toBeGreaterThanOrEqual(p);
        expect(tested.cdf(k - 1)).toBeLessThan(p);
      }),
      { numRuns: 400 },
    );
  });

  it('rise together, from 0 to 1 and from end to end of the support', () => {
    const any = fc.oneof(continuous, counts, outcomes, mixtures(fc.oneof(continuous, counts, outcomes)));
    fc.assert(
      fc.property(any, fc.array(between(0, 1), { minLength: 2, maxLength: 10 }), (spec, chosen) => {
        const tested = distribution(spec);
        const probabilities = chosen.sort((a, b) => a - b);
        const values = probabilities.map(tested.quantile);
        const heights = values.map(tested.cdf);
        for (let i = 1; i < values.length; i++) {
          expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]!);
          expect(heights[i]!).toBeGreaterThanOrEqual(heights[i - 1]! - 1e-13);
        }
        expect([tested.quantile(0), tested.quantile(1)]).toEqual(tested.support);
        expect(tested.cdf(tested.support[1])).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});
