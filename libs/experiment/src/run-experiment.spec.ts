import { ShufflingRunner, formula, station } from './test-models.spec-support.ts';
import { VeinlineError } from '@veinline/base';
import { describe, expect, it } from 'vitest';
import type { Experiment } from './experiment.ts';
import { InlineRunner } from './inline-runner.ts';
import type { Job, ReplicationResult } from './job.ts';
import type { Progress } from './run-experiment.ts';
import type { RunOptions, Runner } from './runner.ts';
import { defineExperiment } from './experiment.ts';
import fc from 'fast-check';
import { findModel } from './catalogue.ts';
import { meanInterval, mser5 } from '@veinline/stats';
import { models as contractModels } from './contract-models.ts';
import { fanChart } from './summary.ts';
import { runExperiment } from './run-experiment.ts';
import { warmUpOf } from './warm-up.ts';

const models = [formula, station, ...contractModels];
const runner = new InlineRunner(models);
const stationRun = defineExperiment({ model: station, settings: { replications: 12, seed: 3 } });
const failing = defineExperiment({
  model: findModel(models, 'contract-failing'),
  settings: { replications: 7 },
});

/** Rearranges by a list of random keys. */
function arranged(keys: readonly number[]) {
  return (results: ReplicationResult[]) =>
    results
      .map((result, i) => ({ result, key: keys[i % keys.length]! }))
      .sort((a, b) => a.key - b.key)
      .map(({ result }) => result);
}

describe('an experiment with a fixed number of replications', () => {
  it('has columns by replication, a summary and a manifest', async () => {
    const result = await runExperiment(stationRun, { runner });
    expect(result.status).toBe('complete');
    expect(Array.from(result.indices)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    const waits = result.outputs['waitMean']!;
    expect(waits).toHaveLength(12);
    expect(new Set(waits).size).toBe(12);
    expect(result.summary['waitMean']).toMatchObject({ unit: 'min', n: 12, unobserved: 0 });
    expect(result.summary['waitMean']!.interval).toEqual(meanInterval(waits, 0.95));
    expect(result.series['wait']).toHaveLength(12 * 60);
    expect(result.manifest).toMatchObject({
      model: { id: 'station', version: '2.1' },
      parameters: { servers: 1, serviceMean: 0.8, customers: 500 },
      replications: 12,
      ranges: [[0, 12]],
      status: 'complete',
    });
    expect(result.manifest.resultHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same bits in whatever order results arrive', async () => {
    const expected = await runExperiment(stationRun, { runner });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), async (keys) => {
        const shuffled = await runExperiment(stationRun, {
          runner: new ShufflingRunner(models, arranged(keys)),
        });
        expect(shuffled).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('gives other results for another seed or parameter, and the same for the same', async () => {
    const hashOf = async (experiment: Experiment) =>
      (await runExperiment(experiment, { runner })).manifest.resultHash;
    const first = await hashOf(stationRun);
    expect(await hashOf(stationRun)).toBe(first);
    const other = { ...stationRun, settings: { ...stationRun.settings, seed: 4 } };
    expect(await hashOf(other)).not.toBe(first);
    const slower = defineExperiment({ ...stationRun, parameters: { serviceMean: 0.81 } });
    expect(await hashOf(slower)).not.toBe(first);
  });

  it('gives the replications of a longer experiment the bits of a shorter one', async () => {
    const longer = { ...stationRun, settings: { ...stationRun.settings, replications: 20 } };
    const [short, long] = [
      await runExperiment(stationRun, { runner }),
      await runExperiment(longer, { runner }),
    ];
    expect(long.outputs['waitMean']!.slice(0, 12)).toEqual(short.outputs['waitMean']);
  });

  it('tells its progress after every replication', async () => {
    const seen: Progress[] = [];
    await runExperiment(stationRun, { runner, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done, total }) => [done, total])).toEqual(
      Array.from({ length: 12 }, (_, i) => [i + 1, 12]),
    );
    expect(seen.at(-1)!.events).toBeGreaterThan(12 * 1000);
  });

  it('takes provenance into the manifest', async () => {
    const provenance = { codeVersion: '1.2.3', nodeVersion: 'v20', inputHashes: { 'a.yaml': 'ff' } };
    const { manifest } = await runExperiment(stationRun, { runner, provenance });
    expect(manifest).toMatchObject(provenance);
  });
});

describe('an experiment to a half-width', () => {
  const precise = (precision: object, replications = 10) =>
    defineExperiment({
      model: formula,
      parameters: { noise: 1 },
      settings: { replications, precision: { output: 'y', ...precision } as never },
    });

  it('stops at the first fixed prefix that is narrow enough', async () => {
    const result = await runExperiment(precise({ halfWidth: 0.3, batch: 5 }), { runner });
    const values = result.outputs['y']!;
    expect(result.isPreciseEnough).toBe(true);
    expect(values.length % 5).toBe(0);
    expect(meanInterval(values, 0.95).halfWidth).toBeLessThanOrEqual(0.3);
    for (let n = 10; n < values.length; n += 5)
      expect(meanInterval(values.slice(0, n), 0.95).halfWidth).toBeGreaterThan(0.3);
  });

  it('takes as many replications whatever the order of arrival', async () => {
    const experiment = precise({ relative: 0.02, batch: 7 });
    const expected = await runExperiment(experiment, { runner });
    const backwards = new ShufflingRunner(models, (results) => results.reverse());
    expect(await runExperiment(experiment, { runner: backwards })).toEqual(expected);
    expect(expected.indices.length).toBeGreaterThan(10);
  });

  it('gives up at the maximum, and says so', async () => {
    const result = await runExperiment(precise({ halfWidth: 1e-6, maximum: 35 }), { runner });
    expect(result).toMatchObject({ status: 'complete', isPreciseEnough: false });
    expect(result.indices).toHaveLength(35);
  });

  it('shows the running interval of its output', async () => {
    const seen: Progress[] = [];
    await runExperiment(precise({ halfWidth: 0.5 }), {
      runner,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen[0]!.interval).toBeNull();
    expect(seen.at(-1)!.interval!.halfWidth).toBeLessThanOrEqual(0.5);
  });
});

describe('an experiment that does not go to its end', () => {
  it('keeps failed replications apart and is partial', async () => {
    const result = await runExperiment(failing, { runner });
    expect(result.status).toBe('partial');
    expect(result.failures.map(({ replication }) => replication)).toEqual([1, 4]);
    expect(result.failures[0]!.error).toMatchObject({ process: 'pump', time: 4.5 });
    expect(Array.from(result.outputs['holds']!)).toEqual([5, 3, 5, 5, 3, 5, 5]);
    expect(result.summary['holds']).toMatchObject({ n: 5, interval: { mean: 5 } });
    expect(result.manifest.status).toBe('partial');
  });

  it('keeps what was done when it is cancelled', async () => {
    const abort = new AbortController();
    const onProgress = ({ done }: Progress) => {
      if (done === 5) abort.abort();
    };
    const result = await runExperiment(stationRun, { runner, signal: abort.signal, onProgress });
    expect(result).toMatchObject({ status: 'cancelled', interruption: null });
    expect(Array.from(result.indices)).toEqual([0, 1, 2, 3, 4]);
    const whole = await runExperiment(stationRun, { runner });
    expect(result.outputs['waitMean']).toEqual(whole.outputs['waitMean']!.slice(0, 5));
    expect(result.manifest).toMatchObject({ status: 'cancelled', replications: 5 });
  });

  it('keeps results with gaps, and the manifest says which', async () => {
    const abort = new AbortController();
    const onProgress = ({ done }: Progress) => {
      if (done === 4) abort.abort();
    };
    const odd = new ShufflingRunner(models, (all) => [...all.filter(({ index }) => index % 3 !== 1)]);
    const result = await runExperiment(stationRun, { runner: odd, signal: abort.signal, onProgress });
    expect(Array.from(result.indices)).toEqual([0, 2, 3, 5]);
    expect(result.manifest.ranges).toEqual([
      [0, 1],
      [2, 4],
      [5, 6],
    ]);
  });

  it('is cancelled, not complete, when it is stopped between two batches', async () => {
    const experiment = defineExperiment({
      model: formula,
      parameters: { noise: 1 },
      settings: { replications: 10, precision: { output: 'y', halfWidth: 0.01 } },
    });
    const abort = new AbortController();
    const onProgress = ({ done }: Progress) => {
      if (done === 10) abort.abort();
    };
    const result = await runExperiment(experiment, { runner, signal: abort.signal, onProgress });
    expect(result).toMatchObject({
      status: 'cancelled',
      isPreciseEnough: null,
      manifest: { replications: 10 },
    });
  });

  it('has an empty result when it is cancelled before it begins', async () => {
    const result = await runExperiment(stationRun, { runner, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ status: 'cancelled', summary: { waitMean: { n: 0, interval: null } } });
  });

  const brokenAfter = (count: number, fault: () => Error): Runner => ({
    name: 'broken',
    workers: 1,
    async *run(job: Job, options: RunOptions) {
      let given = 0;
      for await (const result of runner.run(job, options)) {
        if (given++ === count) throw fault();
        yield result;
      }
    },
    close: () => Promise.resolve(),
  });
  const gone = () => new VeinlineError('QUEUE_GONE', 'Redis went away.', { hint: 'Start it.' });

  it('keeps what was done when the runner fails', async () => {
    const result = await runExperiment(stationRun, { runner: brokenAfter(3, gone) });
    expect(result).toMatchObject({
      status: 'partial',
      interruption: { code: 'QUEUE_GONE', message: 'Redis went away.', hint: 'Start it.' },
    });
    expect(result.indices).toHaveLength(3);
  });

  it('throws what the runner throws when nothing was done', async () => {
    await expect(runExperiment(stationRun, { runner: brokenAfter(0, gone) })).rejects.toThrow(
      'Redis went away.',
    );
  });

  it('throws for a runner that gives a replication twice or stops early', async () => {
    const twice = new ShufflingRunner(models, (all) => [all[0]!, all[0]!]);
    await expect(runExperiment(stationRun, { runner: twice })).rejects.toMatchObject({
      code: 'RUNNER_BROKEN',
    });
    const short = new ShufflingRunner(models, () => []);
    await expect(runExperiment(stationRun, { runner: short })).rejects.toMatchObject({
      code: 'RUNNER_INCOMPLETE',
    });
  });
});

describe('an experiment is refused', () => {
  it('with every problem listed', () => {
    const define = () =>
      defineExperiment({
        model: station,
        parameters: { servers: 0, serviceMaen: 1 },
        settings: { replications: -1, precision: { output: 'waitMaen', halfWidth: 1 } },
      });
    expect(define).toThrow(/parameters\.servers {2}is 0\..*Did you mean "serviceMean"/s);
    expect(define).toThrow(/experiment\.replications {2}is -1/);
  });

  it('for an output of precision that the model does not have', () => {
    const settings = { precision: { output: 'waitMaen', halfWidth: 1 } };
    expect(() => defineExperiment({ model: station, settings })).toThrow('Did you mean "waitMean"?');
  });
});

describe('curves over replications', () => {
  it('become a fan of quantiles on the axis of the series', async () => {
    const result = await runExperiment(stationRun, { runner });
    const fan = fanChart(result, 'wait');
    expect(fan).toMatchObject({ unit: 'min', axisUnit: '1' });
    expect(Array.from(fan.axis.slice(0, 3))).toEqual([1, 2, 3]);
    const column = Array.from({ length: 12 }, (_, row) => result.series['wait']![row * 60 + 40]!).sort(
      (a, b) => a - b,
    );
    expect(fan.mean[40]).toBeCloseTo(column.reduce((sum, value) => sum + value) / 12, 12);
    expect(fan.p50[40]).toBeCloseTo((column[5]! + column[6]!) / 2, 12);
    expect(fan.p10[40]!).toBeLessThanOrEqual(fan.p25[40]!);
  });

  it('that the model does not have are refused with the nearest name', async () => {
    const result = await runExperiment(stationRun, { runner });
    expect(() => fanChart(result, 'wiat')).toThrow(
      expect.objectContaining({ code: 'SERIES_UNKNOWN', hint: 'Did you mean "wait"?' }),
    );
  });

  it('are judged for warm-up by MSER-5 on their mean', async () => {
    const result = await runExperiment(stationRun, { runner });
    expect(warmUpOf(result, 'wait')).toEqual(mser5(fanChart(result, 'wait').mean));
  });
});
