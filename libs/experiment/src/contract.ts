/**
 * The compatibility kit of the `Runner` port: every runner runs it, with `models` of
 * `@veinline/experiment/contract-models` as its catalogue.
 *
 * @example
 * runnerContract('worker threads', () => new WorkerThreadsRunner({ catalogue, workers: 2 }));
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, ReplicationResult } from './job.ts';
import { InlineRunner } from './inline-runner.ts';
import type { Runner } from './runner.ts';
import { defineExperiment } from './experiment.ts';
import { findModel } from './catalogue.ts';
import { models } from './contract-models.ts';
import { runExperiment } from './run-experiment.ts';

export { models } from './contract-models.ts';

const queueParameters = { customers: 200, arrivalMean: 1.25, serviceMean: 1 };

/** A job of the contract's queue model; `changes` replace what differs. */
function contractJob(changes: Partial<Job> = {}): Job {
  return {
    ...{
      modelId: 'contract-queue',
      modelVersion: '1',
      parameters: queueParameters,
      seed: 7,
      from: 0,
      to: 12,
    },
    ...changes,
  };
}

/** Everything a runner streams for a job, in the order it comes. */
async function collect(
  runner: Runner,
  job: Job,
  signal = new AbortController().signal,
): Promise<ReplicationResult[]> {
  const results: ReplicationResult[] = [];
  for await (const result of runner.run(job, { signal })) results.push(result);
  return results;
}

/** Declares the suite for one runner; `createRunner` may start workers or a queue. */
export function runnerContract(name: string, createRunner: () => Runner | Promise<Runner>): void {
  describe(`${name} keeps the Runner contract`, { timeout: 60_000 }, () => {
    const measure = new InlineRunner(models);
    let runner: Runner;

    // One runner for all tests: starting workers takes longer than they do, and each test must leave it usable.
    beforeAll(async () => {
      runner = await createRunner();
    });
    afterAll(async () => {
      await runner.close();
    });

    const byIndex = (results: readonly ReplicationResult[]) => [...results].sort((a, b) => a.index - b.index);

    /** The runner gives the bits that the inline runner gives, each index once. */
    const expectSameBits = async (job: Job): Promise<void> => {
      const results = byIndex(await collect(runner, job));
      expect(results.map(bitsOf)).toEqual((await collect(measure, job)).map(bitsOf));
    };

    it('says its name and how many workers it has', () => {
      expect(runner.name).not.toBe('');
      expect(runner.workers).toBeGreaterThanOrEqual(1);
    });

    it.each<[what: string, job: Job]>([
      ['a whole job', contractJob()],
      ['a range that does not begin at 0', contractJob({ from: 5, to: 14 })],
      ['a single replication', contractJob({ from: 3, to: 4 })],
      ['another seed', contractJob({ seed: 2 ** 52 + 1 })],
      ['other parameters', contractJob({ parameters: { ...queueParameters, serviceMean: 1.2 } })],
      [
        'more replications than workers',
        contractJob({ to: 100, parameters: { ...queueParameters, customers: 5 } }),
      ],
    ])('gives the bits of the inline runner, each index once: %s', async (_, job) => {
      await expectSameBits(job);
    });

    it('streams nothing for an empty range', async () => {
      expect(await collect(runner, contractJob({ from: 4, to: 4 }))).toEqual([]);
    });

    it('gives the same result hash as the inline runner', async () => {
      const experiment = defineExperiment({
        model: findModel(models, 'contract-queue'),
        settings: { replications: 10, precision: { output: 'waitMean', relative: 0.2, maximum: 60 } },
      });
      const here = await runExperiment(experiment, { runner });
      const there = await runExperiment(experiment, { runner: measure });
      expect(here.status).toBe('complete');
      expect(here.manifest).toEqual(there.manifest);
    });

    it('keeps two jobs at once apart', async () => {
      const jobs = [contractJob({ seed: 1, to: 15 }), contractJob({ seed: 2, from: 3, to: 18 })] as const;
      const [first, second] = await Promise.all(jobs.map((job) => collect(runner, job)));
      expect(byIndex(first!).map(bitsOf)).toEqual((await collect(measure, jobs[0])).map(bitsOf));
      expect(byIndex(second!).map(bitsOf)).toEqual((await collect(measure, jobs[1])).map(bitsOf));
    });

    it('gives a failing replication as a partial result and goes on with the others', async () => {
      const job = contractJob({ modelId: 'contract-failing', parameters: {}, to: 8 });
      await expectSameBits(job);
      const results = byIndex(await collect(runner, job));
      expect(results.map(({ error }) => error !== null)).toEqual(
        [0, 1, 2, 3, 4, 5, 6, 7].map((i) => i % 3 === 1),
      );
      const { error, outputs } = results[1]!;
      expect(error).toMatchObject({ process: 'pump', time: 4.5 });
      expect(error?.message).toContain('The pump ran dry.');
      expect(Array.from(outputs)).toEqual([3]);
    });

    it('gives up a replication that never ends', async () => {
      const job = contractJob({ modelId: 'contract-endless', parameters: {}, to: 2, eventLimit: 1_000 });
      await expectSameBits(job);
      const [result] = await collect(runner, job);
      expect(result?.error?.code).toBe('EVENT_LIMIT');
    });

    it('ends without an error when it is cancelled, and can be used again', async () => {
      const abort = new AbortController();
      const job = contractJob({ to: 100_000 });
      let received = 0;
      for await (const _result of runner.run(job, { signal: abort.signal })) {
        received += 1;
        if (received === 3) abort.abort();
      }
      expect(received).toBeGreaterThanOrEqual(3);
      expect(received).toBeLessThan(10_000);
      await expectSameBits(contractJob({ seed: 11 }));
    });

    it('streams nothing for a signal that is aborted already', async () => {
      const results = await collect(runner, contractJob({ to: 1_000 }), AbortSignal.abort());
      expect(results).toEqual([]);
      await expectSameBits(contractJob({ seed: 12 }));
    });

    it('can be used again after a consumer that stopped asking', async () => {
      for await (const { index } of runner.run(contractJob({ to: 100_000 }), {
        signal: new AbortController().signal,
      })) {
        expect(index).toBeLessThan(100_000);
        break;
      }
      await expectSameBits(contractJob({ seed: 13 }));
    });

    it('waits for a consumer that is slow, and loses nothing', async () => {
      const seen: number[] = [];
      const signal = new AbortController().signal;
      for await (const { index } of runner.run(contractJob({ to: 40 }), { signal })) {
        if (index % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push(index);
      }
      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    });

    it.each<[what: string, changes: Partial<Job>, code: string]>([
      ['an unknown model', { modelId: 'contract-queu' }, 'MODEL_UNKNOWN'],
      ['another version of a model', { modelVersion: '2' }, 'MODEL_VERSION'],
    ])('throws for %s, and can be used again', async (_, changes, code) => {
      await expect(collect(runner, contractJob(changes))).rejects.toMatchObject({ code });
      await expectSameBits(contractJob({ seed: 14 }));
    });

    it('can be closed twice, and refuses work from then on', async () => {
      const other = await createRunner();
      await collect(other, contractJob({ to: 1 }));
      await other.close();
      await expect(other.close()).resolves.toBeUndefined();
      await expect(collect(other, contractJob())).rejects.toMatchObject({ code: 'RUNNER_CLOSED' });
    });
  });
}

/** A result with its numbers as bits, so that -0, NaN and the last digit count. */
function bitsOf({ index, outputs, series, events, error }: ReplicationResult): unknown {
  return { index, outputs: hex(outputs), series: series.map(hex), events, error };
}

function hex(values: Float64Array): string {
  const copy = Float64Array.from(values, (value) => (Number.isNaN(value) ? NaN : value));
  return Buffer.from(copy.buffer).toString('hex');
}
