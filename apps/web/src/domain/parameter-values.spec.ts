import { describe, expect, it } from 'vitest';
import { fieldsOf, type JsonObject } from './parameter-fields.ts';
import {
  differencesOf,
  isSame,
  leversOf,
  overlaid,
  valueOfVariant,
  variantFor,
  withValue,
} from './parameter-values.ts';

const tagged = (tag: string, ...keys: string[]) => ({
  type: 'object',
  properties: {
    type: { type: 'string', const: tag },
    ...Object.fromEntries(keys.map((key) => [key, { type: 'number' }])),
  },
  required: ['type', ...keys],
});
const fields = fieldsOf({
  type: 'object',
  properties: {
    chairs: { type: 'integer' },
    stay: {
      unit: 'h',
      anyOf: [{ type: 'number' }, tagged('exponential', 'mean'), tagged('gamma', 'shape', 'mean')],
    },
    demand: {
      type: 'object',
      properties: { rate: { type: 'number' }, peak: { type: 'number', default: 2 } },
      required: ['rate'],
    },
  },
});
const defaults: JsonObject = {
  chairs: 4,
  stay: { type: 'exponential', mean: 3 },
  demand: { rate: 5, peak: 2 },
};

describe('what differs from the defaults', () => {
  it('is nothing for the defaults themselves, in whatever order their keys are', () => {
    expect(differencesOf(fields, defaults, { ...defaults, demand: { peak: 2, rate: 5 } })).toEqual({});
  });
  it('names a changed value of a group together with the required ones beside it', () => {
    expect(differencesOf(fields, defaults, withValue(defaults, ['demand', 'peak'], 3))).toEqual({
      demand: { rate: 5, peak: 3 },
    });
  });
  it('replaces a distribution as a whole, so that no field of the old type is left', () => {
    const stay = { type: 'gamma', shape: 2, mean: 3 };
    const changes = differencesOf(fields, defaults, { ...defaults, stay });
    expect(changes).toEqual({ stay });
    expect(overlaid(fields, defaults, changes)).toEqual({ ...defaults, stay });
  });
  it('gives the same values back when it is laid over the defaults', () => {
    const values = withValue(withValue(defaults, ['chairs'], 7), ['demand', 'rate'], 6);
    expect(overlaid(fields, defaults, differencesOf(fields, defaults, values))).toEqual(values);
  });
});

describe('variants', () => {
  const stay = fields.find(({ path }) => path[0] === 'stay');
  const variants = stay?.kind === 'variants' ? stay.variants : [];
  it('are recognised by their tag, a bare number as the constant', () => {
    expect(variantFor(variants, 3)?.label).toBe('Fixed number');
    expect(variantFor(variants, { type: 'gamma', shape: 1, mean: 2 })?.label).toBe('Gamma');
    expect(variantFor(variants, { type: 'cauchy' })).toBeUndefined();
  });
  it('keep what has the same name when another is chosen', () => {
    const gamma = variants.find(({ tag }) => tag === 'gamma');
    expect(gamma && valueOfVariant(gamma, { type: 'exponential', mean: 3 })).toEqual({
      type: 'gamma',
      shape: 3,
      mean: 3,
    });
    expect(variants[0] && valueOfVariant(variants[0], { type: 'exponential', mean: 3 })).toBe(3);
  });
});

it('offers every number as a lever, those inside the chosen distribution with the unit of what it draws', () => {
  const levers = leversOf(fields, { ...defaults, stay: { type: 'gamma', shape: 2, mean: 3 } });
  expect(levers.map(({ path, label, value, field }) => [path, label, value, field.unit])).toEqual([
    ['chairs', 'Chairs', 4, ''],
    ['stay.shape', 'Stay › shape', 2, ''],
    ['stay.mean', 'Stay › mean', 3, 'h'],
    ['demand.rate', 'Demand › rate', 5, ''],
    ['demand.peak', 'Demand › peak', 2, ''],
  ]);
});

it('compares by value', () => {
  expect(isSame({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
  expect(isSame({ a: 1 }, { a: 1, b: null })).toBe(false);
});
