import { anyNumber, positive, refuse } from './fields.ts';
import { normalCdf, normalQuantile } from '../special-functions/normal.ts';
import { kind } from './law.ts';
import { standardNormal } from './ziggurat.ts';
import { z } from 'zod';

const description = 'Positive values whose logarithm is normal: durations with a few very long ones.';

const byLogarithm = z
  .strictObject({
    type: z.literal('lognormal'),
    mu: anyNumber('the mean of the natural logarithm'),
    sigma: positive('the standard deviation of the natural logarithm'),
  })
  .meta({ title: 'Lognormal, by mu and sigma', description });

const byMean = z
  .strictObject({
    type: z.literal('lognormal'),
    mean: positive('the mean'),
    cv: positive('the coefficient of variation, standard deviation over mean'),
  })
  .meta({ title: 'Lognormal, by mean and variation', description });

const byMedian = z
  .strictObject({
    type: z.literal('lognormal'),
    median: positive('the value that half stay below'),
    p90: positive('the value that nine of ten stay below, above the median'),
  })
  .superRefine(({ median, p90 }, context) => {
    if (p90 <= median)
      refuse(context, 'p90', `is ${p90}, not above the median (${median})`, `Write a p90 above ${median}.`);
  })
  .meta({ title: 'Lognormal, by median and P90', description });

export type LognormalSpec =
  z.output<typeof byLogarithm> | z.output<typeof byMean> | z.output<typeof byMedian>;

export const lognormal = kind('lognormal', [byMedian, byMean, byLogarithm], (spec) => {
  const { mu, sigma } = logarithm(spec);
  const spread = Math.expm1(sigma * sigma);
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  return {
    support: [0, Infinity],
    mean,
    variance: mean * mean * spread,
    isDiscrete: false,
    cdf: (x) => normalCdf((Math.log(x) - mu) / sigma),
    quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
    sampler: (stream) => () => Math.exp(mu + sigma * standardNormal(stream)),
  };
});

function logarithm(spec: LognormalSpec): { readonly mu: number; readonly sigma: number } {
  if ('mu' in spec) return spec;
  if ('median' in spec)
    return { mu: Math.log(spec.median), sigma: Math.log(spec.p90 / spec.median) / normalQuantile(0.9) };
  const sigmaSquared = Math.log1p(spec.cv * spec.cv);
  return { mu: Math.log(spec.mean) - sigmaSquared / 2, sigma: Math.sqrt(sigmaSquared) };
}
