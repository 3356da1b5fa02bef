import { setTimeout as wait } from 'node:timers/promises';
import {
  InlineRunner,
  defineExperiment,
  findModel,
  runExperiment,
  type Experiment,
} from '@veinline/experiment';
import { models, runnerContract } from '@veinline/experiment/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RedisServer } from './redis.spec-support.ts';
import { BullmqRunner } from './runner.ts';
import { WorkerProcess } from './worker-process.spec-support.ts';
import { startQueueWorker, type QueueWorker } from './worker.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Long enough that workers and Redis can be stopped in the middle: seconds, not minutes. */
const longExperiment: Experiment = defineExperiment({
  model: findModel(models, 'contract-queue'),
  parameters: { customers: 20_000, arrivalMean: 1.25, serviceMean: 1 },
  settings: { replications: 400 },
});

async function resultHash(
  runner: BullmqRunner | InlineRunner,
  onDone: (done: number) => void = () => {},
): Promise<string> {
  const result = await runExperiment(longExperiment, { runner, onProgress: ({ done }) => onDone(done) });
  expect(result.status).toBe('complete');
  return result.manifest.resultHash;
}

let redis: RedisServer;
let inlineHash: string;
beforeAll(async () => {
  redis = await RedisServer.start();
  inlineHash = await resultHash(new InlineRunner(models));
});
afterAll(() => redis.stop());

describe('with a worker', () => {
  let worker: QueueWorker;
  beforeAll(async () => {
    worker = await startQueueWorker({ url: redis.url, runner: new InlineRunner(models) });
  });
  afterAll(() => worker.close());

  runnerContract('The queue', () => new BullmqRunner({ url: redis.url }));
});

it('gives the same result hash when one of two workers is killed in the middle of its work', async () => {
  const [first, second] = await Promise.all([WorkerProcess.start(redis.url), WorkerProcess.start(redis.url)]);
  const runner = new BullmqRunner({ url: redis.url });
  try {
    let isKilled = false;
    const hash = await resultHash(runner, (done) => {
      if (done < 40 || isKilled) return;
      isKilled = true;
      void first.kill();
    });
    expect(isKilled).toBe(true);
    expect(hash).toBe(inlineHash);
    expect(second.blocks).toBeGreaterThan(0);
  } finally {
    await runner.close();
    await Promise.all([first.kill(), second.kill()]);
  }
});

it('gives the same result hash when Redis is restarted and has forgotten everything', async () => {
  const worker = await WorkerProcess.start(redis.url);
  const runner = new BullmqRunner({ url: redis.url });
  try {
    let restarted: Promise<void> | null = null;
    const hash = await resultHash(runner, (done) => {
      if (done >= 40) restarted ??= redis.restart(500);
    });
    await restarted;
    expect(restarted).not.toBeNull();
    expect(hash).toBe(inlineHash);
  } finally {
    await runner.close();
    await worker.kill();
  }
});

it('says that nobody serves the queue, instead of waiting for ever', async () => {
  const runner = new BullmqRunner({ url: redis.url, queue: 'nobody', patienceSeconds: 1 });
  await expect(runExperiment(longExperiment, { runner })).rejects.toMatchObject({
    code: 'QUEUE_WITHOUT_WORKERS',
  });
  await runner.close();
});

it('says that Redis does not answer, without the password of its address', async () => {
  const gone = await RedisServer.start();
  await gone.stop();
  const runner = new BullmqRunner({ url: gone.url.replace('//', '//user:a-secret@') });
  const failed = runExperiment(longExperiment, { runner });
  await expect(failed).rejects.toMatchObject({ code: 'QUEUE_UNREACHABLE' });
  await expect(failed).rejects.not.toThrow(/a-secret/);
  await runner.close();
});

it('stops the workers of a cancelled run', async () => {
  const done: number[] = [];
  const worker = await startQueueWorker({
    url: redis.url,
    runner: new InlineRunner(models),
    onBlock: (replications) => done.push(replications),
  });
  const runner = new BullmqRunner({ url: redis.url });
  const abort = new AbortController();
  const result = await runExperiment(longExperiment, {
    runner,
    signal: abort.signal,
    onProgress: ({ done: count }) => {
      if (count >= 8) abort.abort();
    },
  });
  expect(result.status).toBe('cancelled');
  await wait(500);
  const after = done.length;
  await wait(1_000);
  expect(done.length).toBe(after);
  expect(after).toBeLessThan(100);
  await runner.close();
  await worker.close();
});
