import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VeinlineError, messageOf } from '@veinline/base';
import { formatProblems } from '@veinline/documents';
import {
  defineExperiment,
  readScenario,
  setParameter,
  type Experiment,
  type JsonValue,
} from '@veinline/experiment';
import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import type { SettingsOptions } from './options.ts';
import { models } from './models.ts';

/** A scenario as it was read, changed by the command line. */
export interface LoadedScenario {
  readonly experiment: Experiment;
  /** SHA-256 of the file by its name, for the manifest. */
  readonly inputHashes: Readonly<Record<string, string>>;
}

/** One scenario of each model's package; its neighbours in the folder ship as well. */
const shelves = ['@veinline/apheresis-clinic/scenarios/clinic.yaml'];

/** The scenario files that ship with Veinline, by the name that stands for them on the command line. */
export function shippedScenarios(): ReadonlyMap<string, string> {
  const files = shelves.flatMap((shelf) => {
    const folder = dirname(fileURLToPath(import.meta.resolve(shelf)));
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [basename(name, '.yaml'), join(folder, name)] as const);
  });
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Reads a scenario file, or one that ships with Veinline, and applies `--set` and the experiment's options.
 * @throws UsageError if there is none; VeinlineError SCENARIO_WRONG with every problem of the file
 */
export function loadScenario(name: string, options: SettingsOptions, terminal: Terminal): LoadedScenario {
  const file = existsSync(name) ? name : shippedScenarios().get(name);
  if (file === undefined)
    throw new UsageError(
      `There is no scenario ${name}.`,
      `Give the path of a scenario file, or one of those that ship: ${[...shippedScenarios().keys()].join(', ')}.`,
    );
  const result = readScenario(textOf(file), { models, fileName: file, environment: terminal.environment });
  if (!result.ok)
    throw new VeinlineError('SCENARIO_WRONG', formatProblems(result.problems, file), {
      hint: `${result.problems.length} problem(s); nothing was run.`,
    });
  if (result.warnings.length > 0) terminal.error(formatProblems(result.warnings, `warning: ${file}`));
  return { experiment: changed(result.experiment, options), inputHashes: { [basename(file)]: result.hash } };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot open ${file}: ${messageOf(error)}.`, 'Give the path of a scenario file.');
  }
}

function changed(experiment: Experiment, options: SettingsOptions): Experiment {
  const { model, name, description, settings } = experiment;
  let parameters = experiment.parameters;
  for (const [path, value] of options.set ?? [])
    parameters = setParameter(parameters, path, value as JsonValue);
  const { replications, seed, confidence, precision, maxReplications } = options;
  const { precision: planned, ...others } = settings;
  const wanted =
    precision === undefined
      ? planned
      : { ...precision, ...(planned?.output === precision.output ? { batch: planned.batch } : {}) };
  return defineExperiment({
    ...{ model, name, description, parameters },
    settings: {
      ...others,
      ...(replications === undefined ? {} : { replications }),
      ...(seed === undefined ? {} : { seed }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(wanted === undefined
        ? {}
        : {
            precision: { ...wanted, ...(maxReplications === undefined ? {} : { maximum: maxReplications }) },
          }),
    },
  });
}
