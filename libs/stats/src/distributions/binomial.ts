import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { invertCount } from '../special-functions/invert.ts';
import { kind } from './law.ts';
import { logBinomialTerm } from '../special-functions/gamma.ts';
import { regularisedBeta } from '../special-functions/incomplete-beta.ts';
import { wholeSize } from './fields.ts';
import { z } from 'zod';

const schema = z
  .strictObject({
    type: z.literal('binomial'),
    trials: wholeSize('how many independent trials'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .describe('a number from 0 to 1: the probability that a trial succeeds'),
  })
  .meta({ title: 'Binomial', description: 'How many of a fixed number of trials succeed.' });

export type BinomialSpec = z.output<typeof schema>;

export const binomial = kind('binomial', [schema], ({ trials, probability }) => {
  const mean = trials * probability;
  const cdf = (x: number): number => {
    const k = Math.floor(x);
    return regularisedBeta(1 - probability, trials - k, k + 1, probability);
  };
  return {
    support: [probability === 1 ? trials : 0, probability === 0 ? 0 : trials],
    mean,
    variance: mean * (1 - probability),
    isDiscrete: true,
    cdf,
    quantile: (p) =>
      Math.min(
        trials,
        invertCount((k) => (k >= trials ? 1 : cdf(k)), p, mean),
      ),
    sampler: (stream) => {
      if (probability <= 0.5) return successes(trials, probability, stream);
      const failures = successes(trials, 1 - probability, stream);
      return () => trials - failures();
    },
  };
});

function successes(n: number, p: number, stream: Xoshiro128): () => number {
  return n * p < 10 ? bySearch(n, p, stream) : byRejection(n, p, stream);
}

/** Inversion by adding up the probabilities from 0. */
function bySearch(n: number, p: number, stream: Xoshiro128): () => number {
  const odds = p / (1 - p);
  const none = Math.exp(n * Math.log1p(-p));
  return () => {
    for (;;) {
      let u = stream.next();
      let term = none;
      // Past n a u that rounding left over is drawn again.
      for (let k = 0; k <= n && term > 0; k++) {
        if (u < term) return k;
        u -= term;
        term *= (odds * (n - k)) / (k + 1);
      }
    }
  };
}

/** BTRS: Hormann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993). */
function byRejection(n: number, p: number, stream: Xoshiro128): () => number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const quickBound = 0.92 - 4.2 / b;
  const mode = logBinomialTerm(Math.floor((n + 1) * p), n, p);
  return () => {
    for (;;) {
      const u = stream.open() - 0.5;
      const v = stream.open();
      const edge = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / edge + b) * u + centre);
      if (edge >= 0.07 && v <= quickBound) return k;
      if (k < 0 || k > n) continue;
      if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= logBinomialTerm(k, n, p) - mode) return k;
    }
  };
}
