import type { JsonValue } from './json.ts';
import type { Model } from './model.ts';
import { ProblemList, checkSchema, formatProblems, nowhere } from '@veinline/documents';
import type { DocumentPath, Problem } from '@veinline/documents';
import { canonicalJson, throughJson } from './json.ts';
import { VeinlineError, nearestName } from '@veinline/base';
import { experimentSettings } from './experiment-settings.ts';
import type { ExperimentSettings } from './experiment-settings.ts';
import type { z } from 'zod';

/** A model, its parameters and how often to run it: everything the results depend on. */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly model: Model;
  /** Complete (defaults filled in) and checked by the model's schema. */
  readonly parameters: JsonValue;
  readonly settings: ExperimentSettings;
}

/** An experiment as a program writes it; what is left out takes its default. */
export interface ExperimentDefinition {
  readonly model: Model;
  readonly name?: string;
  readonly description?: string;
  readonly parameters?: unknown;
  readonly settings?: z.input<typeof experimentSettings>;
}

/** Checks and completes an experiment. Throws EXPERIMENT_INVALID, which lists every problem. */
export function defineExperiment(definition: ExperimentDefinition): Experiment {
  const { model, name = model.title, description = '', parameters = {}, settings = {} } = definition;
  const problems = new ProblemList(nowhere);
  const checked = checkParameters(model, parameters, ['parameters'], problems);
  const complete = checkSettings(model, settings, ['experiment'], problems);
  if (checked === undefined || complete === undefined || problems.problems.length > 0)
    throw new VeinlineError('EXPERIMENT_INVALID', `${name} cannot run:\n${listed(problems.problems)}`, {
      hint: 'Correct what is listed.',
      details: { problems: problems.problems },
    });
  return { name, description, model, parameters: checked, settings: complete };
}

/** Parameters checked and completed, or undefined after reporting what is wrong with them. */
export function checkParameters(
  model: Model,
  parameters: unknown,
  path: DocumentPath,
  problems: ProblemList,
): JsonValue | undefined {
  const what = `parameter of ${model.id}`;
  const read = checkSchema(model.parameters, parameters, path, problems, { what });
  if (read === undefined) return undefined;
  const complete = throughJson(read);
  // A worker hands them to the model as they are, and a manifest gives them to the schema again.
  const again = model.parameters.safeParse(complete);
  if (again.success && canonicalJson(again.data) === canonicalJson(complete)) return complete;
  throw new VeinlineError(
    'MODEL_INVALID',
    `The parameter schema of ${model.id} does not take back what it returns.`,
    { hint: 'Use defaults, but no transform: what the schema returns is stored as JSON and read again.' },
  );
}

/** Settings checked and completed, or undefined after reporting what is wrong with them. */
export function checkSettings(
  model: Model,
  settings: unknown,
  path: DocumentPath,
  problems: ProblemList,
): ExperimentSettings | undefined {
  const read = checkSchema(experimentSettings, settings, path, problems, {
    what: 'setting of an experiment',
  });
  const output = read?.precision?.output;
  if (output === undefined || model.outputNames.includes(output)) return read;
  const near = nearestName(output, model.outputNames);
  problems.add({
    path: [...path, 'precision', 'output'],
    message: `is "${output}", which is no output of ${model.id}.`,
    fix: near ? `Did you mean "${near}"?` : `Write one of ${model.outputNames.join(', ')}.`,
  });
  return undefined;
}

function listed(problems: readonly Problem[]): string {
  return formatProblems(problems, 'experiment');
}
