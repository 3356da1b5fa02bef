import { ShufflingRunner, formula, station } from './test-models.spec-support.ts';
import { describe, expect, it } from 'vitest';
import { optimiseExhaustively, optimiseLocally } from './optimise.ts';
import { selectByKn, selectByOcba } from './select-best.ts';
import { InlineRunner } from './inline-runner.ts';
import { defineExperiment } from './experiment.ts';
import { findModel } from './catalogue.ts';
import { models as contractModels } from './contract-models.ts';
import { vary } from './variation.ts';

const models = [formula, station, ...contractModels];
const runner = new InlineRunner(models);
const noisy = defineExperiment({
  model: formula,
  parameters: { noise: 1 },
  settings: { replications: 5, seed: 2 },
});
const systems = [0, 1, 2, 3, 4, 5].map((x1) => vary(noisy, { x1 }));
const least = { output: 'y', objective: 'minimise' } as const;

describe('selectByKn', () => {
  it('finds the least of six, and drops clear losers early', async () => {
    // With common random numbers the noise cancels, so the first stage decides.
    const selection = await selectByKn(systems, { ...least, indifference: 0.5 }, { runner });
    expect(selection).toMatchObject({ best: 3, probability: 0.95 });
    expect(selection.experiment.parameters).toMatchObject({ x1: 3 });
    expect(selection.replications).toHaveLength(6);
  });

  it('finds the greatest as well, and the same on every runner', async () => {
    const goal = { output: 'y', objective: 'maximise', indifference: 0.5 } as const;
    const selection = await selectByKn(systems, goal, { runner });
    expect(selection.best).toBe(0);
    const other = new ShufflingRunner(models, (results) => results.reverse(), 3);
    expect(await selectByKn(systems, goal, { runner: other })).toEqual(selection);
  });

  it('races stations with different numbers of servers to the end', async () => {
    const base = defineExperiment({ model: station, parameters: { customers: 100, serviceMean: 1.4 } });
    const stations = [2, 3, 4].map((servers) => vary(base, { servers }));
    const goal = { output: 'waitMean', objective: 'minimise', indifference: 0.02 } as const;
    const selection = await selectByKn(stations, goal, { runner });
    expect(selection.best).toBe(2);
    expect(selection.replications[0]!).toBeLessThanOrEqual(selection.replications[2]!);
  });

  it('refuses an output that a replication does not observe, and a failing model', async () => {
    const queue = defineExperiment({ model: findModel(models, 'contract-queue') });
    const goal = { output: 'firstLongWait', objective: 'minimise', indifference: 1 } as const;
    const pair = [queue, vary(queue, { serviceMean: 0.5 })];
    await expect(selectByKn(pair, goal, { runner })).rejects.toMatchObject({ code: 'OUTPUT_UNOBSERVED' });
    const failing = defineExperiment({ model: findModel(models, 'contract-failing') });
    await expect(
      selectByKn([failing, failing], { ...goal, output: 'holds' }, { runner }),
    ).rejects.toMatchObject({ code: 'STUDY_FAILED' });
  });

  it('can be cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(
      selectByKn(systems, { ...least, indifference: 0.5 }, { runner, signal }),
    ).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

describe('selectByOcba', () => {
  it('spends its budget, most of it on the close ones', async () => {
    const selection = await selectByOcba(systems, { ...least, budget: 300 }, { runner });
    expect(selection.best).toBe(3);
    expect(selection.replications.reduce((sum, n) => sum + n)).toBe(300);
    expect(selection.replications[3]!).toBeGreaterThan(selection.replications[0]!);
    expect(selection.probability).toBeGreaterThan(0.95);
  });

  it('gives every experiment its own random numbers', async () => {
    const alike = [systems[3]!, systems[3]!];
    const selection = await selectByOcba(alike, { ...least, budget: 40 }, { runner });
    expect(selection.means[0]).not.toBe(selection.means[1]);
  });
});

describe('optimiseExhaustively', () => {
  const choices = { x1: [1, 2, 3, 4], x2: [0, 1, 2] };

  it.each<[how: string, goal: { budget: number } | { indifference: number }]>([
    ['KN', { indifference: 0.5 }],
    ['OCBA', { budget: 400 }],
  ])('finds the best combination by %s', async (_how, goal) => {
    const optimum = await optimiseExhaustively(noisy, choices, { ...least, ...goal }, { runner });
    expect(optimum.changes).toEqual({ x1: 3, x2: 0 });
    expect(optimum.tried).toHaveLength(12);
    expect(optimum.experiment.parameters).toMatchObject({ x1: 3, x2: 0, noise: 1 });
  });
});

describe('optimiseLocally', () => {
  const choices = {
    x1: [-4, -2, -1, 0, 1, 2, 3, 4, 6, 9],
    x2: [0, 1, 2, 3, 4, 5],
    'deep.x3': [5, 4, 3, 2, 1],
  };

  it('finds the best of many combinations without trying all, the same on every runner', async () => {
    const plan = { ...least, restarts: 3 };
    const optimum = await optimiseLocally(noisy, choices, plan, { runner });
    expect(optimum.changes).toEqual({ x1: 3, x2: 0, 'deep.x3': 1 });
    expect(optimum.tried.length).toBeLessThan(150);
    expect(optimum.tried[0]!.mean).toBe(optimum.mean);
    const other = new ShufflingRunner(models, (results) => results.reverse(), 4);
    expect(await optimiseLocally(noisy, choices, plan, { runner: other })).toEqual(optimum);
  });

  it('goes up as well as down', async () => {
    const plan = { output: 'y', objective: 'maximise', restarts: 4 } as const;
    const optimum = await optimiseLocally(noisy, choices, plan, { runner });
    expect(optimum.changes).toEqual({ x1: -4, x2: 5, 'deep.x3': 5 });
  });

  it('lets KN decide between the finalists if asked', async () => {
    const optimum = await optimiseLocally(
      noisy,
      choices,
      { ...least, restarts: 2, indifference: 0.1 },
      { runner },
    );
    expect(optimum.selection).toMatchObject({ probability: 0.95 });
    expect(optimum.changes).toEqual({ x1: 3, x2: 0, 'deep.x3': 1 });
  });

  it('stops near the number of combinations it may try', async () => {
    const plan = { ...least, restarts: 50, maximumTried: 10 };
    const { tried } = await optimiseLocally(noisy, choices, plan, { runner });
    expect(tried.length).toBeGreaterThanOrEqual(10);
    expect(tried.length).toBeLessThan(10 + 6);
  });

  it('refuses a parameter without choices', async () => {
    await expect(optimiseLocally(noisy, { x1: [] }, { ...least, restarts: 1 }, { runner })).rejects.toThrow(
      'x1 has nothing to choose from',
    );
  });
});
