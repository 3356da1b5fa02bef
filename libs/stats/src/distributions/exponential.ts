import { kind } from './law.ts';
import { positive } from './fields.ts';
import { standardExponential } from './ziggurat.ts';
import { z } from 'zod';

const description = 'The time between events that know nothing of each other.';

const byMean = z
  .strictObject({ type: z.literal('exponential'), mean: positive('the mean time between events') })
  .meta({ title: 'Exponential, by its mean', description });

const byRate = z
  .strictObject({ type: z.literal('exponential'), rate: positive('events per unit of time') })
  .meta({ title: 'Exponential, by its rate', description });

export type ExponentialSpec = z.output<typeof byMean> | z.output<typeof byRate>;

export const exponential = kind('exponential', [byMean, byRate], (spec) => {
  const mean = 'mean' in spec ? spec.mean : 1 / spec.rate;
  return {
    support: [0, Infinity],
    mean,
    variance: mean * mean,
    isDiscrete: false,
    cdf: (x) => -Math.expm1(-x / mean),
    quantile: (p) => -mean * Math.log1p(-p),
    sampler: (stream) => () => mean * standardExponential(stream),
  };
});
