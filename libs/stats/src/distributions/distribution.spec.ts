import { type DistributionSpec, distribution, distributionSchema } from './distribution.ts';
import { describe, expect, it } from 'vitest';
import { referenceCases } from './reference-values.spec-support.ts';
import { z } from 'zod';

const mixed: DistributionSpec = {
  type: 'mixture',
  components: [
    { weight: 0.9, distribution: 3 },
    { weight: 0.1, distribution: { type: 'exponential', mean: 8 } },
  ],
};

describe('distribution', () => {
  it.each<[unknown, string, string]>([
    [
      { type: 'exponential', mean: -3 },
      'Invalid distribution ("exponential"): mean is -3.',
      'Write a number above 0: the mean time between events.',
    ],
    [
      { type: 'exponential' },
      'Invalid distribution ("exponential"): The distribution has no "mean".',
      'Add it: a number above 0: the mean time between events. The fields of type exponential are mean, or rate.',
    ],
    [
      { type: 'exponential', mean: 2, rate: 3 },
      'Invalid distribution ("exponential"): rate is not a field here.',
      'Delete it. The fields of type exponential are mean, or rate.',
    ],
    [
      { type: 'weibull', shape: 'x', scale: NaN },
      'Invalid distribution ("weibull"): shape is "x". scale is NaN.',
      'Write a number above 0: the shape; below 1 early failures, 1 chance failures, above 1 wear. ' +
        'Write a number above 0: the characteristic life, by which 63.2 % have failed.',
    ],
    [
      { type: 'lognormal', median: 9, p90: 4 },
      'Invalid distribution ("lognormal"): p90 is 4, not above the median (9).',
      'Write a p90 above 9.',
    ],
    [
      { type: 'lognormal', mean: 9, cV: 4 },
      'Invalid distribution ("lognormal"): The distribution has no "cv". cV is not a field here.',
      'Add it: a number above 0: the coefficient of variation, standard deviation over mean. ' +
        'The fields of type lognormal are median and p90, or mean and cv, or mu and sigma. Did you mean "cv"?',
    ],
    [
      { type: 'triangular', min: 2, mode: 1, max: 3 },
      'Invalid distribution ("triangular"): mode is 1, below min (2).',
      'Write a mode of at least 2, or a lower min.',
    ],
    [
      { type: 'beta', alpha: 2, beta: 2, min: 5 },
      'Invalid distribution ("beta"): max is 1, below min (5).',
      'Write a max of at least 5, or a lower min.',
    ],
    [
      { type: 'uniform', min: 3, max: 3 },
      'Invalid distribution ("uniform"): max is 3, the same as min.',
      'Write a max above 3; for a fixed value write the number alone.',
    ],
    [
      { type: 'binomial', trials: 2.5, probability: 2 },
      'Invalid distribution ("binomial"): trials is 2.5. probability is 2.',
      'Write a whole number from 1 to 1e9: how many independent trials. ' +
        'Write a number from 0 to 1: the probability that a trial succeeds.',
    ],
    [
      { type: 'empirical', values: [1, 2], weights: [1] },
      'Invalid distribution ("empirical"): weights has 1 entries for 2 values.',
      'Write 2 weights, or none.',
    ],
    [
      { type: 'empirical', values: [] },
      'Invalid distribution ("empirical"): values is [].',
      'Write a list of observed values, repeated as often as observed: [3, 4, 4, 7].',
    ],
    [
      { type: 'discrete', outcomes: [{ value: 1, weight: 0 }] },
      'Invalid distribution ("discrete"): outcomes has no weight above 0.',
      'Give at least one value a weight above 0.',
    ],
    [
      { type: 'discrete', outcomes: [{ value: 1 }] },
      'Invalid distribution ("discrete"): outcomes.0 has no "weight".',
      'Add it: a number of 0 or more: how often it occurs, relative to the others. ' +
        'The fields of type discrete are outcomes.',
    ],
    [
      { type: 'mixture', components: [{ weight: 1, distribution: { type: 'gamma', shape: 2, scale: 0 } }] },
      'Invalid distribution ("mixture"): components.0.distribution.scale is 0.',
      'Write a number above 0: the scale, in the unit of the values.',
    ],
    [
      'soon',
      'Invalid distribution: The distribution is "soon".',
      'Write a number, or a distribution such as { type: exponential, mean: 3 }.',
    ],
    [
      Infinity,
      'Invalid distribution: The distribution is Infinity.',
      'Write a number, or a distribution such as { type: exponential, mean: 3 }.',
    ],
  ])('says of %j what is wrong and what to do', (spec, message, hint) => {
    expect(() => distribution(spec as DistributionSpec)).toThrow(
      expect.objectContaining({ code: 'DISTRIBUTION_INVALID', message, hint }),
    );
  });

  it.each([
    ['exponental', 'exponential'],
    ['log-normal', 'lognormal'],
    ['truncatedNormal', 'truncated-normal'],
    ['Poison', 'poisson'],
    ['negative_binomial', 'negative-binomial'],
  ])('answers the unknown type %s with %s', (type, meant) => {
    expect(() => distribution({ type, mean: 3 } as never)).toThrow(
      expect.objectContaining({
        message: `Invalid distribution ("${type}"): type is "${type}".`,
        hint: expect.stringMatching(`^Did you mean "${meant}"\\? The types are constant, uniform,`) as string,
      }),
    );
  });

  it('suggests nothing for a type that resembles none, and lists all of them', () => {
    expect(() => distribution({ type: 'quasar' } as never)).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/^The types are constant, .* mixture\.$/) as string,
      }),
    );
    expect(() => distribution({} as never)).toThrow('The distribution has no "type".');
  });
});

describe('distributionSchema', () => {
  it.each<DistributionSpec>([...referenceCases.map(({ spec }) => spec), 4, mixed])(
    'reads %j as it is',
    (spec) => {
      expect(distributionSchema.parse(spec)).toEqual(spec);
    },
  );

  it('points into the record it is part of, with problem and fix apart', () => {
    const schema = z.object({ service: distributionSchema });
    const { issues } = schema.safeParse({ service: { type: 'gamma', mean: 4, cv: -1 } }).error!;
    expect(issues).toMatchObject([
      {
        path: ['service', 'cv'],
        message:
          'cv is -1. Write a number of 0.0001 or more: the coefficient of variation, standard deviation over mean.',
        params: { problem: 'is -1' },
      },
    ]);
    expect(schema.safeParse({}).error!.issues).toMatchObject([{ path: ['service'] }]);
  });

  it('becomes a JSON Schema with a title and described fields for every form, mixtures referring to it again', () => {
    const json = z.toJSONSchema(z.object({ service: distributionSchema })) as unknown as {
      readonly properties: { readonly service: { readonly $ref: string } };
      readonly $defs: { readonly Distribution: { readonly anyOf: readonly JsonForm[] } };
    };
    expect(json.properties.service.$ref).toBe('#/$defs/Distribution');
    const [bare, ...forms] = json.$defs.Distribution.anyOf;
    expect(bare!.type).toBe('number');
    expect(new Set(forms.map((form) => form.properties!['type']!.const)).size).toBe(19);
    for (const form of forms) {
      expect(form.title).toBeTruthy();
      for (const [name, field] of Object.entries(form.properties!))
        if (name !== 'type') expect(field.description, `${form.title}: ${name}`).toBeTruthy();
    }
    expect(JSON.stringify(forms.at(-1))).toContain('"$ref":"#/$defs/Distribution"');
  });
});

interface JsonForm {
  readonly type: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, { readonly const?: string; readonly description?: string }>>;
}
