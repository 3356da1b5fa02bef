import { kind } from './law.ts';
import { logGamma } from '../special-functions/gamma.ts';
import { positive } from './fields.ts';
import { standardExponential } from './ziggurat.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('weibull'),
    shape: positive('the shape; below 1 early failures, 1 chance failures, above 1 wear'),
    scale: positive('the characteristic life, by which 63.2 % have failed'),
  })
  .meta({ title: 'Weibull', description: 'Times to failure.' });

export type WeibullSpec = z.output<typeof schema>;

export const weibull = kind('weibull', [schema], ({ shape, scale }) => {
  const power = 1 / shape;
  const logFirst = logGamma(1 + power);
  const mean = scale * Math.exp(logFirst);
  return {
    support: [0, Infinity],
    mean,
    variance: mean * mean * Math.expm1(logGamma(1 + 2 * power) - 2 * logFirst),
    isDiscrete: false,
    cdf: (x) => -Math.expm1(-((x / scale) ** shape)),
    quantile: (p) => scale * (-Math.log1p(-p)) ** power,
    sampler: (stream) => () => scale * standardExponential(stream) ** power,
  };
});
