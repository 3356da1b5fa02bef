import { anyNumber, ascending, size } from './fields.ts';
import type { Law } from './law.ts';
import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { invert } from '../special-functions/invert.ts';
import { kind } from './law.ts';
import { regularisedBeta } from '../special-functions/incomplete-beta.ts';
import { standardExponential } from './ziggurat.ts';
import { standardGamma } from './gamma.ts';
import { z } from 'zod';

const betaSchema = z
  .strictObject({
    type: z.literal('beta'),
    alpha: size('the first shape; the mean is alpha / (alpha + beta) of the way from min to max'),
    beta: size('the second shape'),
    min: anyNumber('the least value; 0 if left out').optional(),
    max: anyNumber('the greatest value; 1 if left out').optional(),
  })
  .superRefine(({ min = 0, max = 1 }, context) => ascending('min', 'max')({ min, max }, context))
  .meta({ title: 'Beta', description: 'A proportion, or any value between two bounds.' });

export type BetaSpec = z.output<typeof betaSchema>;

export const beta = kind('beta', [betaSchema], ({ alpha, beta, min = 0, max = 1 }) =>
  betaLaw(alpha, beta, min, max),
);

const pertSchema = z
  .strictObject({
    type: z.literal('pert'),
    min: anyNumber('the least value'),
    mode: anyNumber('the most likely value, between min and max'),
    max: anyNumber('the greatest value'),
    lambda: size('how strongly values gather about the mode; 4 if left out').optional(),
  })
  .superRefine(ascending('min', 'mode', 'max'))
  .meta({ title: 'PERT', description: 'An estimate in three values, smoother than the triangular one.' });

export type PertSpec = z.output<typeof pertSchema>;

/** Malcolm et al., "Application of a technique for research and development program evaluation", 1959. */
export const pert = kind('pert', [pertSchema], ({ min, mode, max, lambda = 4 }) => {
  const width = max - min;
  return betaLaw(1 + (lambda * (mode - min)) / width, 1 + (lambda * (max - mode)) / width, min, max);
});

function betaLaw(alpha: number, beta: number, min: number, max: number): Law {
  const width = max - min;
  const sum = alpha + beta;
  const unitCdf = (x: number): number => regularisedBeta(x, alpha, beta);
  return {
    support: [min, max],
    mean: min + (width * alpha) / sum,
    variance: (width * width * alpha * beta) / (sum * sum * (sum + 1)),
    isDiscrete: false,
    cdf: (x) => regularisedBeta((x - min) / width, alpha, beta, (max - x) / width),
    quantile: (p) => min + width * invert(unitCdf, p, 0, 1),
    sampler: (stream) => {
      const unit = alpha < 1 && beta < 1 ? bySmallShapes(alpha, beta, stream) : byGammas(alpha, beta, stream);
      return () => min + width * unit();
    },
  };
}

function byGammas(alpha: number, beta: number, stream: Xoshiro128): () => number {
  const first = standardGamma(alpha, stream);
  const second = standardGamma(beta, stream);
  return () => {
    const x = first();
    return x / (x + second());
  };
}

/** The same by logarithms: with two small shapes both gamma deviates may be too small for a double. */
function bySmallShapes(alpha: number, beta: number, stream: Xoshiro128): () => number {
  const first = standardGamma(alpha + 1, stream);
  const second = standardGamma(beta + 1, stream);
  return () => {
    const x = Math.log(first()) - standardExponential(stream) / alpha;
    const y = Math.log(second()) - standardExponential(stream) / beta;
    return 1 / (1 + Math.exp(y - x));
  };
}
