import { positive, size, variation, wholeSize } from './fields.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';
import type { Law } from './law.ts';
import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { invert } from '../special-functions/invert.ts';
import { kind } from './law.ts';
import { lowerGamma } from '../special-functions/incomplete-gamma.ts';
import { z } from 'zod';

const description = 'Positive values with a tail to the right; shape 1 is the exponential distribution.';

const byShape = z
  .strictObject({
    type: z.literal('gamma'),
    shape: size('the shape k; the mean is k times the scale'),
    scale: positive('the scale, in the unit of the values'),
  })
  .meta({ title: 'Gamma, by shape and scale', description });

const byMean = z
  .strictObject({
    type: z.literal('gamma'),
    mean: positive('the mean'),
    cv: variation('the coefficient of variation, standard deviation over mean'),
  })
  .meta({ title: 'Gamma, by mean and variation', description });

export type GammaSpec = z.output<typeof byShape> | z.output<typeof byMean>;

export const gamma = kind('gamma', [byShape, byMean], (spec) => {
  if ('shape' in spec) return gammaLaw(spec.shape, spec.scale);
  const cvSquared = spec.cv * spec.cv;
  return gammaLaw(1 / cvSquared, spec.mean * cvSquared);
});

const erlangSchema = z
  .strictObject({
    type: z.literal('erlang'),
    phases: wholeSize('how many exponential phases follow one another'),
    mean: positive('the mean of all phases together'),
  })
  .meta({ title: 'Erlang', description: 'The sum of equal exponential phases, one after the other.' });

export type ErlangSpec = z.output<typeof erlangSchema>;

export const erlang = kind('erlang', [erlangSchema], ({ phases, mean }) => gammaLaw(phases, mean / phases));

function gammaLaw(shape: number, scale: number): Law {
  const mean = shape * scale;
  const cdf = (x: number): number => lowerGamma(shape, x / scale);
  return {
    support: [0, Infinity],
    mean,
    variance: mean * scale,
    isDiscrete: false,
    cdf,
    quantile: (p) => {
      let high = mean;
      while (cdf(high) < p) high *= 2;
      return invert(cdf, p, 0, high);
    },
    sampler: (stream) => {
      const standard = standardGamma(shape, stream);
      return () => scale * standard();
    },
  };
}

/**
 * Gamma deviates with scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26
 * (2000). Below shape 1 a deviate of shape + 1 is multiplied by U^(1/shape).
 */
export function standardGamma(shape: number, stream: Xoshiro128): () => number {
  if (shape < 1) {
    const boosted = standardGamma(shape + 1, stream);
    return () => boosted() * Math.exp(-standardExponential(stream) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return () => {
    for (;;) {
      const z = standardNormal(stream);
      const root = 1 + c * z;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = stream.open();
      const zSquared = z * z;
      if (u < 1 - 0.0331 * zSquared * zSquared) return d * v;
      if (Math.log(u) < 0.5 * zSquared + d * (1 - v + Math.log(v))) return d * v;
    }
  };
}
