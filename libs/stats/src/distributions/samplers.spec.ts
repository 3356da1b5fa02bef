import {
  chiSquareProbability,
  drawsOf,
  kolmogorovDistance,
  momentsOf,
} from './goodness-of-fit.spec-support.ts';
import { describe, expect, it } from 'vitest';
import { type DistributionSpec, distribution } from './distribution.ts';
import { StreamFamily } from '../random/stream-family.ts';
import { referenceCases } from './reference-values.spec-support.ts';

const count = 100_000;

const cases: readonly DistributionSpec[] = [
  ...referenceCases.map(({ spec }) => spec),
  { type: 'gamma', shape: 0.999, scale: 1 },
  { type: 'beta', alpha: 0.05, beta: 0.3 },
  { type: 'beta', alpha: 300, beta: 0.8 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, min: 8 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, max: -40 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, min: 30, max: 30.05 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, min: 5, max: 6 },
  { type: 'poisson', mean: 9.99 },
  { type: 'poisson', mean: 1e6 },
  { type: 'binomial', trials: 1, probability: 0.3 },
  { type: 'binomial', trials: 1e6, probability: 1e-6 },
  { type: 'binomial', trials: 21, probability: 0.5 },
  { type: 'negative-binomial', successes: 0.05, mean: 2 },
  { type: 'geometric', probability: 0.9 },
  { type: 'empirical', values: [1, 2, 2, 3.5, 8, 13] },
  {
    type: 'discrete',
    outcomes: Array.from({ length: 30 }, (_, i) => ({ value: i * i, weight: 1 + ((i * 7) % 11) })),
  },
  {
    type: 'mixture',
    components: [
      { weight: 0.2, distribution: { type: 'uniform', min: 0, max: 1 } },
      { weight: 0.5, distribution: { type: 'lognormal', median: 3, p90: 5 } },
      {
        weight: 0.3,
        distribution: {
          type: 'mixture',
          components: [
            { weight: 1, distribution: { type: 'normal', mean: -4, standardDeviation: 2 } },
            { weight: 1, distribution: { type: 'erlang', phases: 4, mean: 9 } },
          ],
        },
      },
    ],
  },
  {
    type: 'mixture',
    components: [
      { weight: 1, distribution: 3 },
      { weight: 2, distribution: { type: 'poisson', mean: 4 } },
    ],
  },
];

describe('sampler', () => {
  it.each(cases.map((spec) => [JSON.stringify(spec), spec] as const))(
    'draws what theory says: %s',
    (_, spec) => {
      const tested = distribution(spec);
      const values = drawsOf(tested, count, 20_260_301);
      const { mean, variance, varianceError } = momentsOf(values);
      expect(Math.abs(mean - tested.mean)).toBeLessThan(5 * Math.sqrt(tested.variance / count));
      expect(Math.abs(variance - tested.variance)).toBeLessThan(5 * varianceError);
      for (const p of [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999]) {
        const x = tested.quantile(p);
        const probability = tested.cdf(x);
        const below = values.reduce((sum, value) => sum + (value <= x ? 1 : 0), 0);
        const error = Math.sqrt(count * probability * (1 - probability));
        expect(Math.abs(below - count * probability)).toBeLessThanOrEqual(5 * error);
      }
      if (tested.isDiscrete) expect(chiSquareProbability(values, tested)).toBeGreaterThan(1e-5);
      else expect(kolmogorovDistance(values.subarray(0, 25_000), tested.cdf)).toBeLessThan(2.5);
    },
  );

  it.each(cases.map((spec) => [JSON.stringify(spec), spec] as const))(
    'stays in the support and repeats: %s',
    (_, spec) => {
      const tested = distribution(spec);
      const [least, greatest] = tested.support;
      const values = drawsOf(tested, 20_000, 4);
      expect(values.every((x) => x >= least && x <= greatest)).toBe(true);
      expect(drawsOf(tested, 100, 4)).toEqual(values.slice(0, 100));
    },
  );

  it('scales with its unit draw by draw, so scenarios that differ in a mean share their random numbers', () => {
    const draws = (mean: number): Float64Array =>
      drawsOf(distribution({ type: 'exponential', mean }), 1_000, 6);
    expect(draws(3)).toEqual(draws(1).map((x) => 3 * x));
  });

  it('may share a stream with another sampler', () => {
    const stream = new StreamFamily({ seed: 8 }).stream('shared');
    const a = distribution({ type: 'normal', mean: 0, standardDeviation: 1 }).sampler(stream);
    const b = distribution({ type: 'exponential', mean: 1 }).sampler(stream);
    let product = 0;
    for (let i = 0; i < count; i++) product += a() * (b() - 1);
    expect(Math.abs(product / count)).toBeLessThan(5 / Math.sqrt(count));
  });
});
