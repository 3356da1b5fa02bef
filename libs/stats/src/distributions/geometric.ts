import { chance } from './fields.ts';
import { kind } from './law.ts';
import { standardExponential } from './ziggurat.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('geometric'),
    probability: chance('the probability that a trial succeeds'),
  })
  .meta({
    title: 'Geometric',
    description: 'How many trials fail before the first success: 0, 1, 2, ...; add 1 to count the trials.',
  });

export type GeometricSpec = z.output<typeof schema>;

export const geometric = kind('geometric', [schema], ({ probability }) => {
  const mean = (1 - probability) / probability;
  const rate = -Math.log1p(-probability);
  const cdf = (x: number): number => -Math.expm1(-rate * (Math.floor(x) + 1));
  return {
    support: [0, probability === 1 ? 0 : Infinity],
    mean,
    variance: mean / probability,
    isDiscrete: true,
    cdf,
    quantile: (p) => {
      const k = Math.max(0, Math.ceil(-Math.log1p(-p) / rate) - 1);
      // The logarithms may round to either side of a step.
      if (cdf(k) < p) return k + 1;
      return k > 0 && cdf(k - 1) >= p ? k - 1 : k;
    },
    // A whole part of an exponential deviate: P(E >= k rate) = (1 - probability)^k.
    sampler: (stream) => () => Math.floor(standardExponential(stream) / rate),
  };
});
