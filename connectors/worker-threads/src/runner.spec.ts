import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InlineRunner,
  defineExperiment,
  findModel,
  runExperiment,
  type Experiment,
} from '@veinline/experiment';
import { runnerContract } from '@veinline/experiment/contract';
import { afterEach, expect, it, vi } from 'vitest';
import { models } from './mortal.spec-support.ts';
import { WorkerThreadsRunner } from './runner.ts';

const catalogue = new URL('./mortal.spec-support.ts', import.meta.url);
const open: WorkerThreadsRunner[] = [];
const runnerWith = (workers: number): WorkerThreadsRunner => {
  const runner = new WorkerThreadsRunner({ catalogue, workers });
  open.push(runner);
  return runner;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

runnerContract('Worker threads', () => new WorkerThreadsRunner({ catalogue, workers: 2 }));

const resultHash = async (
  experiment: Experiment,
  runner: WorkerThreadsRunner | InlineRunner,
): Promise<string> => (await runExperiment(experiment, { runner })).manifest.resultHash;

// Each worker compiles its TypeScript anew, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

it('gives the same result hash with 1, 2 and 4 workers', async () => {
  const queue = defineExperiment({
    model: findModel(models, 'contract-queue'),
    settings: { replications: 40 },
  });
  const inline = await resultHash(queue, new InlineRunner(models));
  for (const workers of [1, 2, 4]) expect(await resultHash(queue, runnerWith(workers))).toBe(inline);
});

function mortal(isStubborn: boolean): Experiment {
  const marker = join(mkdtempSync(join(tmpdir(), 'veinline-mortal-')), 'ended');
  return defineExperiment({
    model: findModel(models, 'mortal'),
    parameters: { marker, isStubborn },
    settings: { replications: 12 },
  });
}

it('runs a replication again whose worker was lost, with the same result', async () => {
  const experiment = mortal(false);
  const lost = await runExperiment(experiment, { runner: runnerWith(2) });
  expect(lost.status).toBe('complete');
  // The marker exists by now, so the inline runner survives the same experiment.
  expect(lost.manifest.resultHash).toBe(await resultHash(experiment, new InlineRunner(models)));
});

it('gives up on a replication that loses every worker, and keeps what was finished', async () => {
  const result = await runExperiment(mortal(true), { runner: runnerWith(1) });
  expect(result.status).toBe('partial');
  expect(result.interruption).toMatchObject({ code: 'WORKER_LOST' });
  expect(result.interruption?.message).toContain('replication 5 of mortal was lost 3 times');
  expect([...result.indices]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
  expect([...result.indices]).not.toContain(5);
});

it('goes on after a run that failed', async () => {
  const runner = runnerWith(1);
  await runExperiment(mortal(true), { runner });
  const experiment = defineExperiment({
    model: findModel(models, 'contract-queue'),
    settings: { replications: 5 },
  });
  expect(await resultHash(experiment, runner)).toBe(await resultHash(experiment, new InlineRunner(models)));
});

it.each([0, -1, 1.5, 257, NaN])('refuses %s workers', (workers) => {
  expect(() => new WorkerThreadsRunner({ catalogue, workers })).toThrow(/is no number of worker threads/);
});

it('says which catalogue no worker could load', async () => {
  const missing = new URL('./no-such-catalogue.ts', import.meta.url);
  const runner = new WorkerThreadsRunner({ catalogue: missing, workers: 2 });
  open.push(runner);
  const experiment = defineExperiment({
    model: findModel(models, 'contract-queue'),
    settings: { replications: 5 },
  });
  await expect(runExperiment(experiment, { runner })).rejects.toThrow(/could load .*no-such-catalogue\.ts/);
});
