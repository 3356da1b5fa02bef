import { describe, expect, it } from 'vitest';
import { formula, ishigami, station } from './test-models.spec-support.ts';
import { InlineRunner } from './inline-runner.ts';
import type { ExperimentResult } from './result.ts';
import type { StudyProgress } from './study.ts';
import { compareScenarios } from './compare.ts';
import { defineExperiment } from './experiment.ts';
import { findModel } from './catalogue.ts';
import { models as contractModels } from './contract-models.ts';
import { pairedInterval } from '@veinline/stats';
import { vary } from './variation.ts';

const models = [station, formula, ishigami, ...contractModels];
const runner = new InlineRunner(models);
const baseline = defineExperiment({
  model: station,
  name: 'One server',
  settings: { replications: 40, seed: 5 },
});
const faster = { ...vary(baseline, { serviceMean: 0.7 }), name: 'Faster' };

describe('compareScenarios', () => {
  it('gives paired intervals for scenario - baseline, output by output', async () => {
    const { baseline: before, alternatives } = await compareScenarios([baseline, faster], { runner });
    const { result, differences } = alternatives[0]!;
    const difference = differences['waitMean']!;
    expect(difference.interval).toEqual(
      pairedInterval(result.outputs['waitMean']!, before.outputs['waitMean']!, 0.95),
    );
    expect(difference).toMatchObject({ unit: 'min', isSignificant: true });
    // M/M/1 with arrival rate 1: Wq = rho / (mu - lambda) is 3.2 and 1.63 min; short runs stay below.
    expect(difference.interval!.mean).toBeLessThan(0);
    expect(difference.relative).toBeCloseTo(
      difference.interval!.mean / before.summary['waitMean']!.interval!.mean,
      12,
    );
  });

  it('profits from common random numbers', async () => {
    const { alternatives } = await compareScenarios([baseline, faster], { runner });
    expect(alternatives[0]!.differences['waitMean']!.varianceRatio).toBeLessThan(0.5);
  });

  it('finds no difference between equal scenarios', async () => {
    const { alternatives } = await compareScenarios([baseline, { ...baseline, name: 'Again' }], { runner });
    expect(alternatives[0]!.differences['waitMean']).toMatchObject({
      interval: { mean: 0, halfWidth: 0 },
      isSignificant: false,
    });
  });

  it('takes seed and replications of the baseline for all', async () => {
    const other = { ...faster, settings: { ...faster.settings, seed: 77, replications: 3 } };
    const { alternatives } = await compareScenarios([baseline, other], { runner });
    expect(alternatives[0]!.result.manifest.settings).toMatchObject({ seed: 5, replications: 40 });
  });

  it('lets the precision of the baseline decide on the number of replications', async () => {
    const precise = defineExperiment({
      model: station,
      settings: { replications: 10, precision: { output: 'waitMean', relative: 0.15 } },
    });
    const comparison = await compareScenarios([precise, faster], { runner });
    const n = comparison.baseline.indices.length;
    expect(n).toBeGreaterThan(10);
    expect(comparison.alternatives[0]!.result.indices).toHaveLength(n);
  });

  it('leaves out pairs that one of the two did not observe', async () => {
    const queue = defineExperiment({
      model: findModel(models, 'contract-queue'),
      settings: { replications: 30 },
    });
    const { baseline: before, alternatives } = await compareScenarios(
      [queue, vary(queue, { serviceMean: 1.1 })],
      { runner },
    );
    const { result, differences } = alternatives[0]!;
    const [a, b] = [before.outputs['firstLongWait']!, result.outputs['firstLongWait']!];
    const pairs = Array.from(a).filter((value, i) => !Number.isNaN(value) && !Number.isNaN(b[i]!)).length;
    expect(pairs).toBeLessThan(30);
    expect(differences['firstLongWait']!.interval!.n).toBe(pairs);
  });

  it('counts progress over all scenarios', async () => {
    const seen: StudyProgress[] = [];
    await compareScenarios([baseline, faster, faster], {
      runner,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toHaveLength(120);
    expect(seen[0]).toEqual({ done: 1, total: 120 });
    expect(seen.at(-1)).toEqual({ done: 120, total: 120 });
  });

  it('refuses a single scenario, and models without a common output', async () => {
    await expect(compareScenarios([baseline], { runner })).rejects.toMatchObject({
      code: 'COMPARISON_INVALID',
    });
    const other = defineExperiment({ model: ishigami });
    await expect(compareScenarios([baseline, other], { runner })).rejects.toThrow('no output in common');
  });

  it('stops at a failing replication, naming scenario and replication', async () => {
    const failing = defineExperiment({ model: findModel(models, 'contract-failing'), name: 'Pumps' });
    await expect(compareScenarios([failing, failing], { runner })).rejects.toMatchObject({
      code: 'STUDY_FAILED',
      message: expect.stringContaining('"Pumps" failed in replication 1') as string,
    });
  });

  it('hands over every result, also the partial one that ends the study', async () => {
    const names: string[] = [];
    const onResult = ({ experiment, status }: ExperimentResult) => names.push(`${experiment.name} ${status}`);
    await compareScenarios([baseline, faster], { runner, onResult });
    expect(names).toEqual(['One server complete', 'Faster complete']);
    const failing = defineExperiment({ model: findModel(models, 'contract-failing'), name: 'Pumps' });
    const study = compareScenarios([failing, failing], { runner, onResult });
    await expect(study).rejects.toMatchObject({ code: 'STUDY_FAILED' });
    expect(names.at(-1)).toBe('Pumps partial');
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const onProgress = ({ done }: StudyProgress) => {
      if (done === 50) abort.abort();
    };
    const run = compareScenarios([baseline, faster], { runner, signal: abort.signal, onProgress });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
