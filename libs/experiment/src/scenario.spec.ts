import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { distributionSchema } from '@veinline/stats';
import fc from 'fast-check';
import { defineModel } from './model.ts';
import { formatProblems } from '@veinline/documents';
import { readScenario } from './scenario.ts';
import { station } from './test-models.spec-support.ts';
import { z } from 'zod';

const bank = defineModel({
  id: 'bank',
  version: '1',
  title: 'Bank',
  description: 'For these tests.',
  timeUnit: 'minutes',
  parameters: z.strictObject({
    clerks: z.int().min(1).max(20).describe('how many clerks there are, a whole number'),
    service: distributionSchema.describe('the service time in minutes'),
    demand: z
      .strictObject({ rate: z.number().positive().default(2).describe('arrivals per minute') })
      .prefault({}),
  }),
  outputs: { waitMean: { unit: 'min', description: 'Mean wait' } },
  build: () => ({ run() {}, outputs: () => ({ waitMean: 0 }) }),
});
const models = [bank, station];

const good = `model: bank
name: Two clerks
description: As it is.
parameters:
  clerks: 2
  service: { type: exponential, mean: 3 }
  demand:
    rate: 0.5
experiment:
  replications: 30
  seed: 9
  precision: { output: waitMean, halfWidth: 0.5 }
`;
const read = (text: string) => readScenario(text, { models, fileName: 'bank.yaml' });

function linesAfter(search: string, replacement: string): string {
  expect(good).toContain(search);
  const result = read(good.replace(search, replacement));
  return result.ok ? '' : formatProblems(result.problems, 'bank.yaml');
}

describe('a good scenario', () => {
  it('becomes an experiment with every default filled in, and the hash of its text', () => {
    const result = read(good);
    if (!result.ok) throw new Error(formatProblems(result.problems, 'bank.yaml'));
    expect(result.experiment).toEqual({
      name: 'Two clerks',
      description: 'As it is.',
      model: bank,
      parameters: { clerks: 2, service: { type: 'exponential', mean: 3 }, demand: { rate: 0.5 } },
      settings: {
        replications: 30,
        seed: 9,
        confidence: 0.95,
        eventLimit: 1e9,
        precision: { output: 'waitMean', halfWidth: 0.5, batch: 10, maximum: 10_000 },
      },
    });
    expect(result.hash).toBe(createHash('sha256').update(good).digest('hex'));
  });

  it('may leave out all that has a default', () => {
    const result = read('model: station\nname: S\n');
    expect(result.ok && result.experiment.parameters).toEqual({
      servers: 1,
      serviceMean: 0.8,
      customers: 500,
    });
  });

  it('takes values from the environment it is given', () => {
    const text = good.replace('Two clerks', '${BRANCH:-Main} clerks');
    const result = readScenario(text, { models, fileName: 'bank.yaml', environment: { BRANCH: 'North' } });
    expect(result.ok && result.experiment.name).toBe('North clerks');
  });
});

describe('each problem of a scenario names line, path, value and fix', () => {
  it.each<[what: string, search: string, replacement: string, line: string]>([
    [
      'unknown model',
      'model: bank',
      'model: bnak',
      'bank.yaml:1:8  model  is "bnak", which is no model here.  Fix: Did you mean "bank"?',
    ],
    ['no model', 'model: bank\n', '', 'has no "model".'],
    ['no name', 'name: Two clerks\n', '', 'has no "name".'],
    [
      'unknown key',
      'parameters:',
      'paramters:',
      'bank.yaml:4:1  paramters  is not a key of a scenario.  Fix: Did you mean "parameters"?',
    ],
    [
      'unknown parameter',
      'clerks: 2',
      'clerk: 2',
      'bank.yaml:5:3  parameters.clerk  is no parameter of bank.  Fix: Did you mean "clerks"?',
    ],
    [
      'missing parameter',
      '  clerks: 2\n',
      '',
      'parameters  has no "clerks".  Fix: Add "clerks": how many clerks there are, a whole number.',
    ],
    [
      'out of range',
      'clerks: 2',
      'clerks: 21',
      'bank.yaml:5:11  parameters.clerks  is 21.  Fix: Write how many clerks there are, a whole number (at most 20).',
    ],
    [
      'below',
      'rate: 0.5',
      'rate: -0.5',
      'bank.yaml:8:11  parameters.demand.rate  is -0.5.  Fix: Write arrivals per minute',
    ],
    [
      'unknown distribution',
      'type: exponential',
      'type: exponental',
      'bank.yaml:6:20  parameters.service.type  is "exponental".  Fix: Did you mean "exponential"?',
    ],
    [
      'distribution out of range',
      'mean: 3',
      'mean: -3',
      'bank.yaml:6:39  parameters.service.mean  is -3.  Fix: Write a number above 0',
    ],
    [
      'unknown output',
      'output: waitMean',
      'output: waitmaen',
      'bank.yaml:12:24  experiment.precision.output  is "waitmaen", which is no output of bank.  Fix: Did you mean "waitMean"?',
    ],
    [
      'no replications',
      'replications: 30',
      'replications: 0',
      'bank.yaml:10:17  experiment.replications  is 0.',
    ],
    [
      'both half-widths',
      'halfWidth: 0.5',
      'halfWidth: 0.5, relative: 0.1',
      'experiment.precision  needs either "halfWidth" or "relative", not both or none.',
    ],
    [
      'maximum too low',
      'halfWidth: 0.5',
      'halfWidth: 0.5, maximum: 20',
      'experiment.precision.maximum  is 20, below the 30 replications before the first decision.  Fix: Write 30 or more',
    ],
    [
      'confidence',
      'seed: 9',
      'confidence: 95',
      'experiment.confidence  is 95.  Fix: Write the confidence of the intervals',
    ],
    [
      'a list for a mapping',
      'parameters:\n  clerks: 2\n  service: { type: exponential, mean: 3 }\n  demand:\n    rate: 0.5',
      'parameters: [1]',
      'bank.yaml:4:13  parameters  is [1].',
    ],
    ['a tab', '  seed', '\tseed', 'Indent with spaces'],
  ])('%s', (_what, search, replacement, line) => {
    expect(linesAfter(search, replacement)).toContain(line);
  });

  it('lists all problems at once', () => {
    const text = good
      .replace('clerks: 2', 'clerks: no')
      .replace('rate: 0.5', 'rate: 0')
      .replace('seed: 9', 'sede: 9');
    const result = read(text);
    expect(result.ok ? [] : result.problems.map(({ line }) => line)).toEqual([5, 8, 11]);
  });

  it('says what belongs into an empty file', () => {
    const result = read('');
    expect(result.ok ? [] : result.problems[0]?.fix).toContain('model: ...');
  });

  it('never throws on a good file with one part replaced', () => {
    const parts = good.split(/(?<=[\s:{}[\],])/);
    const junk = fc.oneof(
      fc.constantFrom('null', '[]', '{}', '"', '- ', ': ', '*a', '${', '.inf', '.nan', '-1'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.nat(parts.length - 1), junk, (i, text) => {
        const result = read(parts.with(i, text).join(''));
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
