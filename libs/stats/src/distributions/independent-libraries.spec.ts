import * as d3 from 'd3-random';
import { describe, expect, it } from 'vitest';
import { type DistributionSpec, distribution } from './distribution.ts';
import { drawsOf, twoSampleDistance } from './goodness-of-fit.spec-support.ts';
import { StreamFamily } from '../random/stream-family.ts';
import jstat from 'jstat';

type Parameters = readonly number[];
interface Oracle {
  cdf(x: number, ...parameters: Parameters): number;
  inv(p: number, ...parameters: Parameters): number;
}
// The library ships no types; these are the parts compared with.
const oracles = jstat.jStat as unknown as Record<string, Oracle>;

const probabilities = [0.001, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98, 0.999];

describe('the cdf and quantile', () => {
  // jStat is good to about 1e-8 in its gamma and beta functions.
  it.each<[string, Parameters, DistributionSpec]>([
    ['uniform', [-2, 5], { type: 'uniform', min: -2, max: 5 }],
    ['triangular', [1, 5, 2], { type: 'triangular', min: 1, mode: 2, max: 5 }],
    ['exponential', [0.25], { type: 'exponential', rate: 0.25 }],
    ['gamma', [2.5, 2], { type: 'gamma', shape: 2.5, scale: 2 }],
    ['gamma', [0.4, 3], { type: 'gamma', shape: 0.4, scale: 3 }],
    ['gamma', [3, 2], { type: 'erlang', phases: 3, mean: 6 }],
    ['weibull', [10, 1.5], { type: 'weibull', shape: 1.5, scale: 10 }],
    ['normal', [-3, 2], { type: 'normal', mean: -3, standardDeviation: 2 }],
    ['lognormal', [1, 0.75], { type: 'lognormal', mu: 1, sigma: 0.75 }],
    ['beta', [2, 3], { type: 'beta', alpha: 2, beta: 3 }],
    ['beta', [0.5, 6], { type: 'beta', alpha: 0.5, beta: 6 }],
  ])('are those of jStat for %s%j', (name, parameters, spec) => {
    const tested = distribution(spec);
    const oracle = oracles[name]!;
    for (const p of probabilities) {
      const x = tested.quantile(p);
      expect(oracle.cdf(x, ...parameters)).toBeCloseTo(p, 7);
      expect(oracle.inv(p, ...parameters) / x).toBeCloseTo(1, 6);
    }
  });

  it.each<[string, Parameters, DistributionSpec]>([
    ['poisson', [7], { type: 'poisson', mean: 7 }],
    ['binomial', [12, 0.25], { type: 'binomial', trials: 12, probability: 0.25 }],
    ['negbin', [5, 0.3], { type: 'negative-binomial', successes: 5, probability: 0.3 }],
    ['negbin', [1, 0.15], { type: 'geometric', probability: 0.15 }],
  ])('add up to those of jStat for %s%j', (name, parameters, spec) => {
    const tested = distribution(spec);
    for (let k = 0; k <= 12; k++) expect(tested.cdf(k)).toBeCloseTo(oracles[name]!.cdf(k, ...parameters), 8);
  });
});

describe('samples', () => {
  const uniforms = new StreamFamily({ seed: 77 }).stream('d3');
  const source = (): number => uniforms.next();

  it.each<[string, () => number, DistributionSpec]>([
    ['uniform', d3.randomUniform.source(source)(-2, 5), { type: 'uniform', min: -2, max: 5 }],
    ['exponential', d3.randomExponential.source(source)(0.25), { type: 'exponential', mean: 4 }],
    ['normal', d3.randomNormal.source(source)(-3, 2), { type: 'normal', mean: -3, standardDeviation: 2 }],
    ['lognormal', d3.randomLogNormal.source(source)(1, 0.75), { type: 'lognormal', mu: 1, sigma: 0.75 }],
    ['gamma above 1', d3.randomGamma.source(source)(2.5, 2), { type: 'gamma', shape: 2.5, scale: 2 }],
    ['gamma below 1', d3.randomGamma.source(source)(0.4, 3), { type: 'gamma', shape: 0.4, scale: 3 }],
    ['beta', d3.randomBeta.source(source)(2, 3), { type: 'beta', alpha: 2, beta: 3 }],
    ['weibull', d3.randomWeibull.source(source)(1.5, 0, 10), { type: 'weibull', shape: 1.5, scale: 10 }],
    ['poisson, small', d3.randomPoisson.source(source)(4), { type: 'poisson', mean: 4 }],
    ['poisson, large', d3.randomPoisson.source(source)(100), { type: 'poisson', mean: 100 }],
    [
      'binomial',
      d3.randomBinomial.source(source)(60, 0.3),
      { type: 'binomial', trials: 60, probability: 0.3 },
    ],
  ])('cannot be told from those of d3-random: %s', (_, oracle, spec) => {
    const n = 50_000;
    const theirs = Float64Array.from({ length: n }, oracle);
    expect(twoSampleDistance(drawsOf(distribution(spec), n, 78), theirs)).toBeLessThan(2.5);
  });

  it('cannot be told from those of d3-random: geometric, which there counts the success as well', () => {
    const n = 50_000;
    const oracle = d3.randomGeometric.source(source)(0.15);
    const theirs = Float64Array.from({ length: n }, () => oracle() - 1);
    const ours = drawsOf(distribution({ type: 'geometric', probability: 0.15 }), n, 79);
    expect(twoSampleDistance(ours, theirs)).toBeLessThan(2.5);
  });
});
