import { anyNumber, ascending, positive } from './fields.ts';
import { boundedNormal } from './bounded-normal.ts';
import { boundedNormalSampler } from './bounded-normal-sampler.ts';
import { kind } from './law.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('truncated-normal'),
    mean: anyNumber('the mean of the normal distribution before it is cut'),
    standardDeviation: positive('the standard deviation before it is cut'),
    min: anyNumber('the least value; none if left out').optional(),
    max: anyNumber('the greatest value; none if left out').optional(),
  })
  .superRefine(({ min = -Infinity, max = Infinity }, context) =>
    ascending('min', 'max')({ min, max }, context),
  )
  .meta({
    title: 'Truncated normal',
    description: 'A normal distribution of which only the values between two bounds can occur.',
  });

export type TruncatedNormalSpec = z.output<typeof schema>;

export const truncatedNormal = kind('truncated-normal', [schema], (spec) => {
  const { mean, standardDeviation, min = -Infinity, max = Infinity } = spec;
  const low = (min - mean) / standardDeviation;
  const high = (max - mean) / standardDeviation;
  const standard = boundedNormal(low, high);
  return {
    support: [min, max],
    mean: mean + standardDeviation * standard.mean,
    variance: standardDeviation * standardDeviation * standard.variance,
    isDiscrete: false,
    cdf: (x) => standard.cdf((x - mean) / standardDeviation),
    quantile: (p) => mean + standardDeviation * standard.quantile(p),
    sampler: (stream) => {
      const draw = boundedNormalSampler(low, high, stream);
      // Rounding must not carry a value across the bound it was kept within.
      return () => Math.min(max, Math.max(min, mean + standardDeviation * draw()));
    },
  };
});
