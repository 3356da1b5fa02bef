import { chance, size } from './fields.ts';
import { drawPoisson } from './poisson.ts';
import { invertCount } from '../special-functions/invert.ts';
import { kind } from './law.ts';
import { regularisedBeta } from '../special-functions/incomplete-beta.ts';
import { standardGamma } from './gamma.ts';
import { z } from 'zod';

const description =
  'How many failures come before a number r of successes; for any real r a Poisson count whose mean varies by gamma.';

const successes = size('the number r of successes, which need not be whole; small means more spread');

const byProbability = z
  .strictObject({
    type: z.literal('negative-binomial'),
    successes,
    probability: chance('the probability p that a trial succeeds; the mean is r (1 - p) / p'),
  })
  .meta({ title: 'Negative binomial, by its probability', description });

const byMean = z
  .strictObject({
    type: z.literal('negative-binomial'),
    successes,
    mean: size('the mean m of the count; the variance is m + m^2 / r'),
  })
  .meta({ title: 'Negative binomial, by its mean', description });

export type NegativeBinomialSpec = z.output<typeof byProbability> | z.output<typeof byMean>;

export const negativeBinomial = kind('negative-binomial', [byProbability, byMean], (spec) => {
  const r = spec.successes;
  const p = 'mean' in spec ? r / (r + spec.mean) : spec.probability;
  const q = 'mean' in spec ? spec.mean / (r + spec.mean) : 1 - p;
  const mean = (r * q) / p;
  const cdf = (x: number): number => regularisedBeta(p, r, Math.floor(x) + 1, q);
  return {
    support: [0, q === 0 ? 0 : Infinity],
    mean,
    variance: mean / p,
    isDiscrete: true,
    cdf,
    quantile: (probability) => invertCount(cdf, probability, mean),
    sampler: (stream) => {
      const gamma = standardGamma(r, stream);
      return () => drawPoisson((gamma() * q) / p, stream);
    },
  };
});
