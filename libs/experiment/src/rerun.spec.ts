import { describe, expect, it } from 'vitest';
import { experimentOf, readManifest, rerun } from './rerun.ts';
import { formula, station } from './test-models.spec-support.ts';
import { InlineRunner } from './inline-runner.ts';
import { defineExperiment } from './experiment.ts';
import { findModel } from './catalogue.ts';
import { manifestJson } from './manifest.ts';
import { models as contractModels } from './contract-models.ts';
import { runExperiment } from './run-experiment.ts';

const models = [formula, station, ...contractModels];
const runner = new InlineRunner(models);
const experiment = defineExperiment({
  model: station,
  parameters: { customers: 100 },
  settings: { replications: 6, precision: { output: 'waitMean', relative: 0.2, maximum: 40 } },
});

async function manifestText(): Promise<string> {
  const { manifest } = await runExperiment(experiment, { runner });
  return manifestJson(manifest);
}

describe('rerun', () => {
  it('gives the same hash from the manifest file alone', async () => {
    const manifest = readManifest(await manifestText());
    const result = await rerun(manifest, models, { runner });
    expect(result).toEqual({
      isSame: true,
      expectedHash: manifest.resultHash,
      resultHash: manifest.resultHash,
      replications: manifest.replications,
    });
  });

  it('finds that a result was another one', async () => {
    const manifest = readManifest(await manifestText());
    const changed = { ...manifest, resultHash: '0'.repeat(64) };
    expect((await rerun(changed, models, { runner })).isSame).toBe(false);
  });

  it('repeats failures and cancelled runs with gaps too', async () => {
    const failing = defineExperiment({
      model: findModel(models, 'contract-failing'),
      settings: { replications: 5 },
    });
    const { manifest } = await runExperiment(failing, { runner });
    expect(manifest.status).toBe('partial');
    expect((await rerun(manifest, models, { runner })).isSame).toBe(true);
  });

  it('runs the experiment of the manifest, sequential rule and all', async () => {
    const manifest = readManifest(await manifestText());
    const again = await runExperiment(experimentOf(manifest, models), { runner });
    expect(again.manifest).toEqual(manifest);
  });

  it('refuses another version of the model', async () => {
    const manifest = readManifest(await manifestText());
    const newer = { ...station, version: '3.0' };
    await expect(rerun(manifest, [newer], { runner })).rejects.toMatchObject({ code: 'MODEL_VERSION' });
  });

  it('throws when it is cancelled', async () => {
    const manifest = readManifest(await manifestText());
    const signal = AbortSignal.abort();
    await expect(rerun(manifest, models, { runner, signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a manifest file is refused', () => {
  it.each<[what: string, change: (text: string) => string, message: string]>([
    ['that is no JSON', () => 'nonsense', 'is no JSON'],
    [
      'without a hash',
      (text) => text.replace(/"resultHash": "[0-9a-f]+"/, '"resultHash": "none"'),
      'resultHash',
    ],
    ['of another format', (text) => text.replace('veinline-manifest-1', 'veinline-manifest-9'), 'format'],
    ['with edited parameters', (text) => text.replace('"customers": 100', '"customers": 101'), 'was edited'],
  ])('%s', async (_what, change, message) => {
    const text = change(await manifestText());
    expect(() => readManifest(text)).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
