import { describe, expect, it } from 'vitest';
import { defineModel } from './model.ts';
import type { ModelDefinition } from './model.ts';
import { findModel } from './catalogue.ts';
import { z } from 'zod';

const parameters = z.strictObject({ chairs: z.int().default(3) });
const definition: ModelDefinition<typeof parameters> = {
  id: 'small-clinic',
  version: '1.0.0',
  title: 'Small clinic',
  description: 'For these tests.',
  timeUnit: 'minutes',
  parameters,
  outputs: { wait: { unit: 'min', description: 'Wait' }, served: { unit: '1', description: 'Served' } },
  build: ({ chairs }) => ({ run() {}, outputs: () => ({ wait: chairs, served: 0 }) }),
};
const output = { unit: '1', description: 'x' };

describe('defineModel', () => {
  it('keeps the outputs in the order in which they are declared', () => {
    expect(defineModel(definition).outputNames).toEqual(['wait', 'served']);
  });

  it.each<[what: string, changes: Partial<typeof definition>, message: string]>([
    ['an id with capitals', { id: 'Clinic' }, 'has no legal id'],
    ['no version', { version: '' }, 'has no version'],
    ['no outputs', { outputs: {} }, 'has no outputs'],
    ['an output that is a number', { outputs: { 1: output } }, 'has the output "1"'],
    [
      'a series without points',
      { series: { s: { ...output, points: 0 } } },
      'has 0 points in the series "s"',
    ],
    [
      'a name used twice',
      { series: { wait: { ...output, points: 5 } } },
      'has an output and a series "wait"',
    ],
  ])('refuses %s', (_what, changes, message) => {
    expect(() => defineModel({ ...definition, ...changes })).toThrow(message);
  });
});

describe('findModel', () => {
  const models = [defineModel(definition)];

  it('finds a model by id and version', () => {
    expect(findModel(models, 'small-clinic', '1.0.0')).toBe(models[0]);
  });

  it('names the nearest id for one that is mistyped', () => {
    expect(() => findModel(models, 'smal-clinic')).toThrow(
      expect.objectContaining({ code: 'MODEL_UNKNOWN', hint: 'Did you mean "small-clinic"?' }),
    );
  });

  it('refuses another version', () => {
    expect(() => findModel(models, 'small-clinic', '2.0.0')).toThrow('has version 1.0.0 here, not 2.0.0');
  });
});
