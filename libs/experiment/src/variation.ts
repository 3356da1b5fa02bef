import type { Experiment } from './experiment.ts';
import type { JsonValue } from './json.ts';
import { defineExperiment } from './experiment.ts';
import { setParameter } from './set-parameter.ts';

/** Values by parameter path: `{ 'demand.perDay': 12, chairs: 4 }`. */
export type Changes = Readonly<Record<string, JsonValue>>;

/**
 * The same experiment with some parameters changed: same seed, so common random numbers.
 * Throws PARAMETER_UNKNOWN for a path that does not exist, EXPERIMENT_INVALID for a value the model refuses.
 */
export function vary(experiment: Experiment, changes: Changes): Experiment {
  const { model, description, settings } = experiment;
  let parameters = experiment.parameters;
  for (const [path, value] of Object.entries(changes)) parameters = setParameter(parameters, path, value);
  return defineExperiment({
    model,
    name: nameOf(changes) || experiment.name,
    description,
    parameters,
    settings,
  });
}

/** `chairs=4, demand.perDay=12`. */
function nameOf(changes: Changes): string {
  return Object.entries(changes)
    .map(([path, value]) => `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
