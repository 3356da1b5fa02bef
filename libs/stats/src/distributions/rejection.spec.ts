import { chiSquareProbability, drawsOf, equalCellsProbability } from './goodness-of-fit.spec-support.ts';
import { describe, expect, it } from 'vitest';
import { type DistributionSpec, distribution } from './distribution.ts';

// A rejection method with a wrong constant is off by little: these samples are large enough to show it.
const cases: readonly DistributionSpec[] = [
  { type: 'poisson', mean: 10 },
  { type: 'poisson', mean: 40 },
  { type: 'poisson', mean: 250 },
  { type: 'binomial', trials: 60, probability: 0.3 },
  { type: 'binomial', trials: 21, probability: 0.5 },
  { type: 'binomial', trials: 5000, probability: 0.85 },
  { type: 'normal', mean: 0, standardDeviation: 1 },
  { type: 'gamma', shape: 1, scale: 1 },
  { type: 'gamma', shape: 2.5, scale: 1 },
  { type: 'gamma', shape: 0.3, scale: 1 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, min: 1 },
  { type: 'truncated-normal', mean: 0, standardDeviation: 1, min: -0.3, max: 0.5 },
];

describe('sampling by rejection', () => {
  it.each(cases.map((spec) => [JSON.stringify(spec), spec] as const))('is exact for %s', (_, spec) => {
    const tested = distribution(spec);
    const values = drawsOf(tested, 1_000_000, 20_260_302);
    const probability = tested.isDiscrete
      ? chiSquareProbability(values, tested)
      : equalCellsProbability(values, tested, 250);
    expect(probability).toBeGreaterThan(1e-5);
    expect(probability).toBeLessThan(1 - 1e-5);
  });
});
