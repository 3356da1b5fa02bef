import type { Experiment } from './experiment.ts';
import type { ExperimentSettings } from './experiment-settings.ts';
import type { ExperimentStatus } from './experiment-status.ts';
import type { JsonValue } from './json.ts';
import { canonicalJson } from './json.ts';
import { sha256OfText } from './hash.ts';

/** What only the app knows of a run; it goes into the manifest. */
export interface Provenance {
  /** Release or commit of Veinline. */
  readonly codeVersion: string;
  /** Version of Node: for information, since results should not depend on it. */
  readonly nodeVersion: string;
  /** SHA-256 of the files that went in, by name. */
  readonly inputHashes: Readonly<Record<string, string>>;
}

/** Everything it takes to run an experiment again, and the hash that the second run must give. */
export interface Manifest {
  readonly format: 'veinline-manifest-1';
  readonly codeVersion: string;
  readonly nodeVersion: string;
  readonly name: string;
  readonly description: string;
  readonly model: { readonly id: string; readonly version: string };
  readonly parameters: JsonValue;
  /** SHA-256 of the canonical JSON of the parameters. */
  readonly parametersHash: string;
  readonly settings: ExperimentSettings;
  readonly inputHashes: Readonly<Record<string, string>>;
  readonly status: ExperimentStatus;
  /** How many replications there are results of. */
  readonly replications: number;
  /** Which ones: [first, end), ascending. One range unless a cancel left gaps. */
  readonly ranges: readonly (readonly [number, number])[];
  /** SHA-256 over the results by index: outputs, then series, in the order the model declares them. */
  readonly resultHash: string;
}

/** What the manifest says of the results. */
export interface ManifestResults {
  readonly status: ExperimentStatus;
  readonly indices: Uint32Array;
  readonly resultHash: string;
}

const unknownProvenance: Provenance = { codeVersion: 'unknown', nodeVersion: 'unknown', inputHashes: {} };

/** Makes the manifest of a run. */
export function makeManifest(
  { name, description, model, parameters, settings }: Experiment,
  { status, indices, resultHash }: ManifestResults,
  { codeVersion, nodeVersion, inputHashes }: Provenance = unknownProvenance,
): Manifest {
  return {
    format: 'veinline-manifest-1',
    codeVersion,
    nodeVersion,
    name,
    description,
    model: { id: model.id, version: model.version },
    parameters,
    parametersHash: sha256OfText(canonicalJson(parameters)),
    settings,
    inputHashes,
    status,
    replications: indices.length,
    ranges: rangesOf(indices),
    resultHash,
  };
}

/** The manifest as a file: JSON that people can read. */
export function manifestJson(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function rangesOf(indices: Uint32Array): [number, number][] {
  const ranges: [number, number][] = [];
  for (const index of indices) {
    const last = ranges.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else ranges.push([index, index + 1]);
  }
  return ranges;
}
