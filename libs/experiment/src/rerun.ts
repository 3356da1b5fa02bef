import type { ExperimentOptions } from './run-experiment.ts';
import type { Manifest } from './manifest.ts';
import type { Model } from './model.ts';
import type { Experiment } from './experiment.ts';
import { VeinlineError, messageOf } from '@veinline/base';
import { checkedRun } from './checked-run.ts';
import { Collector } from './collector.ts';
import { canonicalJson } from './json.ts';
import { defineExperiment } from './experiment.ts';
import { experimentSettings } from './experiment-settings.ts';
import { findModel } from './catalogue.ts';
import { jobOf } from './run-experiment.ts';
import { sha256OfText } from './hash.ts';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const ends = z.tuple([z.int().min(0), z.int().min(1)]);
const manifestSchema = z.object({
  format: z.literal('veinline-manifest-1'),
  codeVersion: z.string(),
  nodeVersion: z.string(),
  name: z.string(),
  description: z.string(),
  model: z.object({ id: z.string(), version: z.string() }),
  parameters: z.json(),
  parametersHash: hash,
  settings: experimentSettings,
  inputHashes: z.record(z.string(), z.string()),
  status: z.enum(['complete', 'partial', 'cancelled']),
  replications: z.int().min(0),
  ranges: z.array(ends),
  resultHash: hash,
});

/** Reads a manifest file. Throws MANIFEST_INVALID for a text that is none, or whose parameters were edited. */
export function readManifest(text: string): Manifest {
  let read;
  try {
    read = manifestSchema.safeParse(JSON.parse(text));
  } catch (cause) {
    throw invalid(`is no JSON: ${messageOf(cause)}`, cause);
  }
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(
      `is not right at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}`,
      read.error,
    );
  }
  const manifest = read.data as Manifest;
  if (sha256OfText(canonicalJson(manifest.parameters)) !== manifest.parametersHash)
    throw invalid('was edited: its parameters do not have the hash it states');
  return manifest;
}

/** Whether a second run gave the same bits. */
export interface RerunResult {
  readonly isSame: boolean;
  readonly expectedHash: string;
  readonly resultHash: string;
  readonly replications: number;
}

/**
 * Runs the replications of a manifest again and compares the hash of the results. Throws MODEL_UNKNOWN, MODEL_VERSION
 * if this release has another version of the model, EXPERIMENT_INVALID if the model no longer takes the parameters,
 * CANCELLED if the signal fires.
 */
export async function rerun(
  manifest: Manifest,
  models: readonly Model[],
  { runner, signal = new AbortController().signal, onProgress }: ExperimentOptions,
): Promise<RerunResult> {
  const experiment = experimentOf(manifest, models);
  const collector = new Collector(experiment);
  const total = manifest.replications;
  for (const [from, to] of manifest.ranges) {
    for await (const result of checkedRun(runner, jobOf(experiment, from, to), signal)) {
      collector.add(result);
      const { done, failed, events } = collector;
      onProgress?.({ done, total, failed, events, interval: null });
    }
  }
  if (signal.aborted)
    throw new VeinlineError('CANCELLED', `Stopped after ${collector.done} of ${total} replications.`);
  const { resultHash, indices } = collector.columns(Infinity);
  const expectedHash = manifest.resultHash;
  return { isSame: resultHash === expectedHash, expectedHash, resultHash, replications: indices.length };
}

/** The experiment a manifest describes; throws as `rerun` does. */
export function experimentOf(manifest: Manifest, models: readonly Model[]): Experiment {
  const { name, description, parameters, settings } = manifest;
  const model = findModel(models, manifest.model.id, manifest.model.version);
  return defineExperiment({ model, name, description, parameters, settings });
}

function invalid(what: string, cause?: unknown): VeinlineError {
  return new VeinlineError('MANIFEST_INVALID', `The manifest ${what}.`, {
    hint: 'Give the file manifest.json that a run wrote, unchanged.',
    cause,
  });
}
