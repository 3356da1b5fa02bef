import { anyNumber, ascending } from './fields.ts';
import { kind } from './law.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('uniform'),
    min: anyNumber('the least value'),
    max: anyNumber('the greatest value'),
  })
  .superRefine(ascending('min', 'max'))
  .meta({ title: 'Uniform', description: 'Every value between two bounds is as likely as any other.' });

export type UniformSpec = z.output<typeof schema>;

export const uniform = kind('uniform', [schema], ({ min, max }) => {
  const width = max - min;
  return {
    support: [min, max],
    mean: min + width / 2,
    variance: (width * width) / 12,
    isDiscrete: false,
    cdf: (x) => (x - min) / width,
    quantile: (p) => min + p * width,
    sampler: (stream) => () => min + width * stream.next(),
  };
});
