import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { invertCount } from '../special-functions/invert.ts';
import { kind } from './law.ts';
import { logPoissonTerm } from '../special-functions/gamma.ts';
import { size } from './fields.ts';
import { upperGamma } from '../special-functions/incomplete-gamma.ts';
import { z } from 'zod';

const schema = z
  .strictObject({ type: z.literal('poisson'), mean: size('the mean count') })
  .meta({ title: 'Poisson', description: 'How many independent events happen in a fixed time.' });

export type PoissonSpec = z.output<typeof schema>;

export const poisson = kind('poisson', [schema], ({ mean }) => {
  const cdf = (x: number): number => upperGamma(Math.floor(x) + 1, mean);
  return {
    support: [0, Infinity],
    mean,
    variance: mean,
    isDiscrete: true,
    cdf,
    quantile: (p) => invertCount(cdf, p, mean),
    sampler: (stream) => () => drawPoisson(mean, stream),
  };
});

/** A Poisson count; the mean may differ from draw to draw. */
export function drawPoisson(mean: number, stream: Xoshiro128): number {
  return mean < 10 ? bySearch(mean, stream) : byRejection(mean, stream);
}

/** Inversion by adding up the probabilities from 0. */
function bySearch(mean: number, stream: Xoshiro128): number {
  const none = Math.exp(-mean);
  for (;;) {
    let u = stream.next();
    let term = none;
    // Beyond 200 lies less than a double can tell; a u that rounding left over is drawn again.
    for (let k = 0; k < 200; k++) {
      if (u < term) return k;
      u -= term;
      term *= mean / (k + 1);
    }
  }
}

/** PTRS: Hormann, "The transformed rejection method for generating Poisson random variables", 1993. */
function byRejection(mean: number, stream: Xoshiro128): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quickBound = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.open() - 0.5;
    const v = stream.open();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= quickBound) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    if (Math.log((v * inverseAlpha) / (a / (edge * edge) + b)) <= logPoissonTerm(k, mean)) return k;
  }
}
