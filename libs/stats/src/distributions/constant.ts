import { kind } from './law.ts';
import { anyNumber } from './fields.ts';
import { z } from 'zod';

const schema = z
  .strictObject({ type: z.literal('constant'), value: anyNumber('the value, every time') })
  .meta({ title: 'Constant', description: 'Always the same value; a bare number means the same.' });

export type ConstantSpec = z.output<typeof schema>;

export const constant = kind('constant', [schema], ({ value }) => ({
  support: [value, value],
  mean: value,
  variance: 0,
  isDiscrete: true,
  cdf: (x) => (x < value ? 0 : 1),
  quantile: () => value,
  sampler: () => () => value,
}));
