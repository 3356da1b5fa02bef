import { anyNumber, ascending } from './fields.ts';
import { kind } from './law.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('triangular'),
    min: anyNumber('the least value'),
    mode: anyNumber('the most likely value, between min and max'),
    max: anyNumber('the greatest value'),
  })
  .superRefine(ascending('min', 'mode', 'max'))
  .meta({ title: 'Triangular', description: 'An estimate in three values: least, most likely, greatest.' });

export type TriangularSpec = z.output<typeof schema>;

export const triangular = kind('triangular', [schema], ({ min, mode, max }) => {
  const width = max - min;
  const rise = mode - min;
  const fall = max - mode;
  const belowMode = rise / width;
  const quantile = (p: number): number =>
    p < belowMode ? min + Math.sqrt(p * width * rise) : max - Math.sqrt((1 - p) * width * fall);
  return {
    support: [min, max],
    mean: (min + mode + max) / 3,
    variance: (rise * rise + rise * fall + fall * fall) / 18,
    isDiscrete: false,
    cdf: (x) => (x < mode ? (x - min) ** 2 / (width * rise) : 1 - (max - x) ** 2 / (width * fall)),
    quantile,
    sampler: (stream) => () => quantile(stream.next()),
  };
});
