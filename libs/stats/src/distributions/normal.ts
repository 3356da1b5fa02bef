import { anyNumber, positive } from './fields.ts';
import { normalCdf, normalQuantile } from '../special-functions/normal.ts';
import { kind } from './law.ts';
import { standardNormal } from './ziggurat.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('normal'),
    mean: anyNumber('the mean'),
    standardDeviation: positive('the standard deviation'),
  })
  .meta({
    title: 'Normal',
    description:
      'Symmetric about its mean and unbounded: for durations prefer lognormal or truncated-normal.',
  });

export type NormalSpec = z.output<typeof schema>;

export const normal = kind('normal', [schema], ({ mean, standardDeviation }) => ({
  support: [-Infinity, Infinity],
  mean,
  variance: standardDeviation * standardDeviation,
  isDiscrete: false,
  cdf: (x) => normalCdf((x - mean) / standardDeviation),
  quantile: (p) => mean + standardDeviation * normalQuantile(p),
  sampler: (stream) => () => mean + standardDeviation * standardNormal(stream),
}));
