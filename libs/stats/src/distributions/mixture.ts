import type { Kind, Law } from './law.ts';
import { aliasTable } from './alias-table.ts';
import { invert } from '../special-functions/invert.ts';
import { notNegative, refuse } from './fields.ts';
import { z } from 'zod';

/** A mixture whose components are distributions of type `D`, mixtures among them. */
export interface MixtureSpec<D> {
  readonly type: 'mixture';
  readonly components: readonly { readonly weight: number; readonly distribution: D }[];
}

/** The kind needs the schema and the laws of all kinds, itself included, so it is made from them. */
export function mixtureOf<D>(
  anyDistribution: () => z.ZodType<D>,
  lawOf: (spec: D) => Law,
): Kind<MixtureSpec<D>> {
  const component = z
    .strictObject({
      weight: notNegative('how often this distribution applies, relative to the others'),
      distribution: z.lazy(anyDistribution),
    })
    .describe('a weight and a distribution: { weight: 0.2, distribution: { type: exponential, mean: 3 } }');
  const schema = z
    .strictObject({
      type: z.literal('mixture'),
      components: z
        .array(component)
        .min(1)
        .describe('a list of weights with distributions: [{ weight: 0.9, distribution: 3 }, ...]'),
    })
    .superRefine(({ components }, context) => {
      if (components.every(({ weight }) => weight === 0))
        refuse(
          context,
          'components',
          'has no weight above 0',
          'Give at least one component a weight above 0.',
        );
    })
    .meta({ title: 'Mixture', description: 'Now one distribution and now another, by weight.' });
  return {
    type: 'mixture',
    variants: [schema],
    law: ({ components }) => {
      const used = components.filter(({ weight }) => weight > 0);
      return mixtureLaw(
        used.map(({ weight }) => weight),
        used.map(({ distribution }) => lawOf(distribution)),
      );
    },
  };
}

function mixtureLaw(weights: readonly number[], laws: readonly Law[]): Law {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (f: (law: Law) => number): number =>
    laws.reduce((sum, law, i) => sum + weights[i]! * f(law), 0) / total;
  const mean = average((law) => law.mean);
  const cdf = (x: number): number => average((law) => law.cdf(x));
  return {
    support: [Math.min(...laws.map((law) => law.support[0])), Math.max(...laws.map((law) => law.support[1]))],
    mean,
    variance: average((law) => law.variance + (law.mean - mean) ** 2),
    isDiscrete: laws.every((law) => law.isDiscrete),
    cdf,
    quantile: (p) => {
      const each = laws.map((law) => law.quantile(p));
      const low = Math.min(...each);
      return cdf(low) >= p ? low : invert(cdf, p, low, Math.max(...each));
    },
    sampler: (stream) => {
      const pick = aliasTable(weights, stream);
      const samplers = laws.map((law) => law.sampler(stream));
      return () => samplers[pick()]!();
    },
  };
}
