import { describe, expect, it } from 'vitest';
import { fieldsOf, type Field, type JsonObject } from './parameter-fields.ts';

const exponential = {
  type: 'object',
  properties: {
    type: { type: 'string', const: 'exponential' },
    mean: { type: 'number', exclusiveMinimum: 0 },
  },
  required: ['type', 'mean'],
};
const lognormal = (a: string, b: string) => ({
  type: 'object',
  properties: {
    type: { type: 'string', const: 'lognormal' },
    [a]: { type: 'number' },
    [b]: { type: 'number' },
  },
  required: ['type', a, b],
});
const schema: JsonObject = {
  type: 'object',
  $defs: {
    time: {
      anyOf: [
        { type: 'number' },
        { oneOf: [exponential, lognormal('median', 'p90'), lognormal('mu', 'sigma')] },
      ],
    },
  },
  properties: {
    chairs: {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
      default: 4,
      description: 'In use',
      unit: '1',
    },
    share: { type: ['number', 'null'], default: null },
    mode: { enum: ['a', 'b'] },
    isOpen: { type: 'boolean' },
    days: { type: 'array', items: { type: 'integer' } },
    stay: { $ref: '#/$defs/time', unit: 'h', source: 'Log 2024' },
    demand: {
      type: 'object',
      properties: { ratePerDay: { type: 'number' }, peak: { type: 'number', default: 2 } },
      required: ['ratePerDay', 'peak'],
    },
    failures: { type: 'array', items: { type: 'object', properties: {} } },
  },
  required: ['mode'],
};
const fields = fieldsOf(schema);
const field = (key: string): Field | undefined => fields.find(({ path }) => path[0] === key);

describe('fields made from a JSON Schema', () => {
  it('have the kind of control that their type needs', () => {
    expect(fields.map(({ path, kind }) => `${path.join('.')} ${kind}`)).toEqual([
      'chairs number',
      'share number',
      'mode choice',
      'isOpen boolean',
      'days list',
      'stay variants',
      'demand group',
      'failures json',
    ]);
  });
  it('carry words, limits, unit and source; the limits of a safe integer are none', () => {
    expect(field('chairs')).toMatchObject({
      label: 'Chairs',
      description: 'In use',
      minimum: 1,
      maximum: null,
      isInteger: true,
    });
    expect(field('stay')).toMatchObject({ unit: 'h', source: 'Log 2024' });
    expect(field('share')?.isNullable).toBe(true);
  });
  it('follow references and flatten unions; variants of the same type are told apart by their fields', () => {
    const stay = field('stay');
    const variants = stay?.kind === 'variants' ? stay.variants : [];
    expect(variants.map(({ label }) => label)).toEqual([
      'Fixed number',
      'Exponential',
      'Lognormal (median, p90)',
      'Lognormal (mu, sigma)',
    ]);
    expect(variants[1]?.fields.map(({ path }) => path.join('.'))).toEqual(['stay.mean']);
  });
  it('are required in their group only where the schema has no default for them', () => {
    const demand = field('demand');
    const inner = demand?.kind === 'group' ? demand.fields : [];
    expect(inner.map(({ isRequired }) => isRequired)).toEqual([true, false]);
  });
});
