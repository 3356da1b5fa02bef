import { nearestName } from '@veinline/base';
import type { Environment, Problem } from '@veinline/documents';
import { ProblemList, inDocumentOrder, openDocument, readFields } from '@veinline/documents';
import { checkParameters, checkSettings } from './experiment.ts';
import type { Experiment } from './experiment.ts';
import type { Model } from './model.ts';
import { sha256OfText } from './hash.ts';
import { z } from 'zod';

/** Where a scenario comes from and which models it may name. */
export interface ReadScenarioOptions {
  readonly models: readonly Model[];
  /** For messages. */
  readonly fileName: string;
  /** Values for `${NAME}` in the text; none if left out. */
  readonly environment?: Environment;
}

/** An experiment ready to run, or everything that keeps the text from being one. */
export type ScenarioResult =
  | {
      readonly ok: true;
      readonly experiment: Experiment;
      /** SHA-256 of the text, for the manifest. */
      readonly hash: string;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const mapping = z.record(z.string(), z.unknown()).default({});
const scenarioShape = {
  model: z.string().min(1).describe('the id of a model, such as apheresis-clinic'),
  name: z.string().min(1).describe('a name for tables and charts, in quotes if it contains ": "'),
  description: z.string().default('').describe('text, in quotes if it contains ": "'),
  parameters: mapping.describe('parameters of the model, one "key: value" a line'),
  experiment: mapping.describe('replications, seed, confidence, precision and eventLimit'),
};

/**
 * Reads a scenario file: YAML with `model`, `name`, `description`, `parameters` and `experiment`. Never throws for what
 * the text says: all its problems come back at once, each with line, path, the value found and what to write instead.
 */
export function readScenario(text: string, options: ReadScenarioOptions): ScenarioResult {
  const { models, fileName, environment = {} } = options;
  const outline = 'model: ..., name: ..., parameters: {...} and experiment: {...}';
  const source = openDocument(text, { environment, fileName, outline });
  if (source.value === undefined) return { ok: false, problems: source.problems };
  const problems = new ProblemList(source.locate);
  const experiment = readExperiment(source.value, models, problems);
  const found = inDocumentOrder([...source.problems, ...problems.problems]);
  if (!experiment || found.length > 0) return { ok: false, problems: found };
  return { ok: true, experiment, hash: sha256OfText(text), warnings: source.warnings };
}

function readExperiment(
  value: unknown,
  models: readonly Model[],
  problems: ProblemList,
): Experiment | undefined {
  const fields = readFields(scenarioShape, value, [], problems, { what: 'scenario' });
  if (fields?.model === undefined) return undefined;
  const model = modelNamed(fields.model, models, problems);
  if (!model) return undefined;
  const parameters = fields.parameters && checkParameters(model, fields.parameters, ['parameters'], problems);
  const settings = fields.experiment && checkSettings(model, fields.experiment, ['experiment'], problems);
  const { name, description } = fields;
  if (name === undefined || description === undefined) return undefined;
  if (parameters === undefined || settings === undefined) return undefined;
  return { name, description, model, parameters, settings };
}

function modelNamed(id: string, models: readonly Model[], problems: ProblemList): Model | undefined {
  const found = models.find((model) => model.id === id);
  if (found) return found;
  const ids = models.map((model) => model.id);
  const near = nearestName(id, ids);
  problems.add({
    path: ['model'],
    message: `is "${id}", which is no model here.`,
    fix: near ? `Did you mean "${near}"?` : `Write one of ${ids.join(', ')}.`,
  });
  return undefined;
}
