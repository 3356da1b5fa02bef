import { anyNumber, notNegative, refuse } from './fields.ts';
import { aliasTable } from './alias-table.ts';
import type { Law } from './law.ts';
import { kind } from './law.ts';
import { z } from 'zod';

const outcome = z
  .strictObject({
    value: anyNumber('the value'),
    weight: notNegative('how often it occurs, relative to the others'),
  })
  .describe('a value and its weight: { value: 2, weight: 0.3 }');

const discreteSchema = z
  .strictObject({
    type: z.literal('discrete'),
    outcomes: z
      .array(outcome)
      .min(1)
      .describe('a list of values with weights: [{ value: 1, weight: 0.7 }, { value: 2, weight: 0.3 }]'),
  })
  .superRefine(({ outcomes }, context) => {
    if (outcomes.every(({ weight }) => weight === 0))
      refuse(context, 'outcomes', 'has no weight above 0', 'Give at least one value a weight above 0.');
  })
  .meta({
    title: 'Discrete',
    description: 'One of several values, each with a weight; weights need not add to 1.',
  });

export type DiscreteSpec = z.output<typeof discreteSchema>;

export const discrete = kind('discrete', [discreteSchema], ({ outcomes }) =>
  weightedValues(outcomes.map(({ value, weight }) => [value, weight])),
);

const empiricalSchema = z
  .strictObject({
    type: z.literal('empirical'),
    values: z
      .array(z.number())
      .min(1)
      .describe('a list of observed values, repeated as often as observed: [3, 4, 4, 7]'),
    weights: z
      .array(z.number().nonnegative())
      .optional()
      .describe('a list of weights of 0 or more, one for each value; all the same if left out'),
  })
  .superRefine(({ values, weights }, context) => {
    if (weights && weights.length !== values.length)
      refuse(
        context,
        'weights',
        `has ${weights.length} entries for ${values.length} values`,
        `Write ${values.length} weights, or none.`,
      );
    else if (weights?.every((weight) => weight === 0))
      refuse(context, 'weights', 'has no entry above 0', 'Give at least one value a weight above 0.');
  })
  .meta({ title: 'Empirical', description: 'Values as they were observed, drawn again.' });

export type EmpiricalSpec = z.output<typeof empiricalSchema>;

export const empirical = kind('empirical', [empiricalSchema], ({ values, weights }) =>
  weightedValues(values.map((value, i) => [value, weights?.[i] ?? 1])),
);

function weightedValues(pairs: readonly (readonly [value: number, weight: number])[]): Law {
  const merged = new Map<number, number>();
  for (const [value, weight] of pairs) if (weight > 0) merged.set(value, (merged.get(value) ?? 0) + weight);
  const values = Float64Array.from(merged.keys()).sort();
  const weights = Array.from(values, (value) => merged.get(value)!);
  const cumulative: number[] = [];
  for (const weight of weights) cumulative.push((cumulative.at(-1) ?? 0) + weight);
  const total = cumulative.at(-1)!;
  const mean = weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) / total;
  return {
    support: [values[0]!, values.at(-1)!],
    mean,
    variance: weights.reduce((sum, weight, i) => sum + weight * (values[i]! - mean) ** 2, 0) / total,
    isDiscrete: true,
    cdf: (x) => cumulative[firstIndex(values.length, (i) => values[i]! > x) - 1]! / total,
    quantile: (p) => values[firstIndex(values.length - 1, (i) => cumulative[i]! >= p * total)]!,
    sampler: (stream) => {
      const pick = aliasTable(weights, stream);
      return () => values[pick()]!;
    },
  };
}

/** The first index for which a condition holds that stays true once it is; `length` if there is none. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
