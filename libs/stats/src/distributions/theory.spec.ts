import { describe, expect, it } from 'vitest';
import { referenceCases, referenceProbabilities } from './reference-values.spec-support.ts';
import { type DistributionSpec, distribution } from './distribution.ts';

const relative = (value: number, truth: number): number =>
  Math.abs(value - truth) / Math.max(1, Math.abs(truth));

describe('distribution', () => {
  it.each(referenceCases)('has the moments, cdf and quantiles that SciPy gives for $spec', (reference) => {
    const { mean, variance, quantiles, cdf, spec } = reference;
    const tested = distribution(spec);
    expect(relative(tested.mean, mean)).toBeLessThan(1e-12);
    expect(relative(tested.variance, variance)).toBeLessThan(1e-11);
    for (const [x, probability] of cdf) expect(tested.cdf(x)).toBeCloseTo(probability, 12);
    for (const [i, p] of referenceProbabilities.entries())
      expect(relative(tested.quantile(p), quantiles[i]!)).toBeLessThan(1e-10);
  });

  it('reads lognormal by median and P90 so that both come out again', () => {
    const turnaround = distribution({ type: 'lognormal', median: 4, p90: 9 });
    expect(turnaround.quantile(0.5)).toBeCloseTo(4, 12);
    expect(turnaround.quantile(0.9)).toBeCloseTo(9, 12);
  });

  it.each(['gamma', 'lognormal'] as const)(
    'reads %s by mean and variation so that both come out again',
    (type) => {
      const tested = distribution({ type, mean: 8, cv: 0.7 } as DistributionSpec);
      expect(tested.mean).toBeCloseTo(8, 12);
      expect(Math.sqrt(tested.variance) / tested.mean).toBeCloseTo(0.7, 12);
    },
  );

  it('has the mean (min + 4 mode + max) / 6 of the textbook PERT estimate', () => {
    expect(distribution({ type: 'pert', min: 2, mode: 3, max: 10 }).mean).toBeCloseTo((2 + 12 + 10) / 6, 12);
  });

  it('takes a bare number for a constant', () => {
    const fixed = distribution(7.5);
    expect(fixed.spec).toEqual({ type: 'constant', value: 7.5 });
    expect([fixed.mean, fixed.variance, fixed.quantile(0), fixed.quantile(0.3), fixed.quantile(1)]).toEqual([
      7.5, 0, 7.5, 7.5, 7.5,
    ]);
    expect([fixed.cdf(7.4), fixed.cdf(7.5)]).toEqual([0, 1]);
  });

  it('weighs discrete outcomes, merging equal values and dropping weights of 0', () => {
    const dice = distribution({
      type: 'discrete',
      outcomes: [
        { value: 5, weight: 1 },
        { value: 2, weight: 3 },
        { value: 5, weight: 1 },
        { value: 99, weight: 0 },
      ],
    });
    expect(dice.mean).toBeCloseTo(3.2, 12);
    expect(dice.variance).toBeCloseTo(0.6 * 1.2 ** 2 + 0.4 * 1.8 ** 2, 12);
    expect([1, 2, 4, 5, 99].map(dice.cdf)).toEqual([0, 0.6, 0.6, 1, 1]);
    expect([0, 0.5, 0.6, 0.61, 1].map(dice.quantile)).toEqual([2, 2, 2, 5, 5]);
  });

  it('makes an empirical distribution the step function of its observations', () => {
    const observed = distribution({ type: 'empirical', values: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3] });
    expect(observed.mean).toBeCloseTo(3.9, 12);
    expect([0.5, 1, 3, 5, 9].map(observed.cdf)).toEqual([0, 0.2, 0.5, 0.8, 1]);
    expect([0.1, 0.2, 0.5, 0.8, 0.95].map(observed.quantile)).toEqual([1, 1, 3, 5, 9]);
    const weighted = distribution({ type: 'empirical', values: [1, 2], weights: [3, 1] });
    expect(weighted.cdf(1)).toBe(0.75);
  });

  it('gives a mixture the moments of total expectation and total variance', () => {
    const mixed = distribution({
      type: 'mixture',
      components: [
        { weight: 3, distribution: { type: 'exponential', mean: 2 } },
        { weight: 1, distribution: { type: 'normal', mean: 10, standardDeviation: 1 } },
        { weight: 0, distribution: 1e9 },
      ],
    });
    expect(mixed.mean).toBeCloseTo(0.75 * 2 + 0.25 * 10, 12);
    expect(mixed.variance).toBeCloseTo(0.75 * 4 + 0.25 * 1 + 0.75 * 0.25 * 8 ** 2, 12);
    expect(mixed.cdf(5)).toBeCloseTo(0.75 * (1 - Math.exp(-2.5)) + 0.25 * 2.866515718791933e-7, 12);
    expect(mixed.cdf(mixed.quantile(0.8))).toBeCloseTo(0.8, 12);
  });

  it('keeps the precision of both ends of the support', () => {
    const wait = distribution({ type: 'exponential', mean: 1 });
    expect([-1, 0, Infinity].map(wait.cdf)).toEqual([0, 0, 1]);
    expect([0, 1].map(wait.quantile)).toEqual([0, Infinity]);
    expect([-0.1, 1.1, NaN].map(wait.quantile)).toEqual([NaN, NaN, NaN]);
    expect(wait.cdf(NaN)).toBeNaN();
    // A gamma deviate of shape 1 is exponential: cdf(x) ~ x near 0.
    expect(distribution({ type: 'gamma', shape: 1, scale: 1 }).quantile(1e-12)).toBeCloseTo(1e-12, 22);
  });
});
