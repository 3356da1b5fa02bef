import { InlineRunner, compareScenarios, readScenario, runExperiment } from '@veinline/experiment';
import { describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { apheresisClinic } from './model.ts';
import { clinicParameters } from './parameters.ts';

const folder = new URL('../scenarios/', import.meta.url);
const runner = new InlineRunner([apheresisClinic]);

function read(name: string, change = (text: string) => text) {
  const text = change(readFileSync(new URL(name, folder), 'utf8'));
  return readScenario(text, { models: [apheresisClinic], fileName: name });
}

function experimentOf(name: string, replications: number) {
  const result = read(name);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...result.experiment, settings: { ...result.experiment.settings, replications } };
}

describe('the scenarios that ship with the model', () => {
  it.each(readdirSync(folder))('%s has no problem', (name) => {
    expect(read(name)).toMatchObject({ ok: true, warnings: [] });
  });

  it('clinic.yaml writes out the defaults of the model, but for the number of days', () => {
    expect(experimentOf('clinic.yaml', 1).parameters).toEqual({ ...clinicParameters.parse({}), days: 20 });
  });

  it('a fourth chair shortens the wait and serves more patients; who comes stays the same', async () => {
    const scenarios = ['clinic.yaml', 'clinic-fourth-chair.yaml'].map((name) => experimentOf(name, 30));
    const { alternatives } = await compareScenarios(scenarios, { runner });
    const { waitMean, collectedPerDay, noShowsPerDay } = alternatives[0]!.differences;
    expect(waitMean!.interval!.high).toBeLessThan(0);
    expect(collectedPerDay!.interval!.low).toBeGreaterThan(0);
    expect(noShowsPerDay!.interval).toMatchObject({ mean: 0, halfWidth: 0 });
    expect(waitMean!.varianceRatio).toBeLessThan(1);
  });

  it('give the same bits every time', async () => {
    const experiment = experimentOf('clinic.yaml', 5);
    const [a, b] = [await runExperiment(experiment, { runner }), await runExperiment(experiment, { runner })];
    expect(a.status).toBe('complete');
    expect(a.manifest.resultHash).toBe(b.manifest.resultHash);
  });
});

describe('a scenario with a mistake says where', () => {
  it.each<[what: string, search: string, replacement: string, path: string, fix: string]>([
    ['closing before opening', 'to: 18', 'to: 7', 'parameters.opening.to', 'Write an hour above 8.'],
    [
      'a last start after closing',
      'lastStart: 14.5',
      'lastStart: 19',
      'parameters.opening.lastStart',
      'at most 18',
    ],
    ['hours out of order', 'hour: 10', 'hour: 13', 'parameters.demand.profile', 'ascending order'],
    ['a chance above 1', 'failure: 0.1', 'failure: 10', 'parameters.access.failure', 'a number from 0 to 1'],
    [
      'an unknown distribution',
      'lognormal',
      'lognorml',
      'parameters.collection.type',
      'Did you mean "lognormal"?',
    ],
    [
      'more warm-up than days',
      'days: 20',
      'days: 20\n  warmUpDays: 20',
      'parameters.warmUpDays',
      'at most 19',
    ],
    ['half a chair', 'chairs: 3', 'chairs: 3.5', 'parameters.chairs', 'how many apheresis chairs'],
  ])('%s', (_what, search, replacement, path, fix) => {
    const result = read('clinic.yaml', (text) => text.replace(search, replacement));
    expect(result.ok ? [] : result.problems).toContainEqual(
      expect.objectContaining({ path, fix: expect.stringContaining(fix) as string }),
    );
  });
});
