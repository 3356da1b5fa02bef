import type { ExperimentView, ModelView } from '@veinline/contracts';
import { scenariosOf } from '../../../domain/experiment-status.ts';
import { fieldsOf, type JsonObject } from '../../../domain/parameter-fields.ts';
import { leversOf, overlaid, type Lever } from '../../../domain/parameter-values.ts';
import { wordsOf } from '../../../domain/words.ts';

/** Parameters that an experiment could move, as its first scenario has them; none while the model is not known. */
function leversIn(experiment: ExperimentView, model: ModelView | undefined): readonly Lever[] {
  if (model === undefined) return [];
  const fields = fieldsOf(model.parameters as JsonObject);
  const changes = (scenariosOf(experiment.request)[0]?.parameters ?? {}) as JsonObject;
  return leversOf(fields, overlaid(fields, model.defaults as JsonObject, changes));
}

/** Finds the words for a dotted path: its full and its last name, and its unit. */
export function namesOfPaths(experiment: ExperimentView, model: ModelView | undefined) {
  const levers = leversIn(experiment, model);
  return (path: string): { full: string; short: string; unit: string } => {
    const lever = levers.find((item) => item.path === path);
    const words = path.split('.').map((key, at) => (at === 0 ? wordsOf(key) : wordsOf(key).toLowerCase()));
    return {
      full: lever?.label ?? words.join(' › '),
      short: lever?.field.label ?? wordsOf(path.split('.').at(-1) ?? path),
      unit: lever?.field.unit ?? '',
    };
  };
}
