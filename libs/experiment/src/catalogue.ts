import type { Model } from './model.ts';
import { VeinlineError, nearestName } from '@veinline/base';

/**
 * The model with this id, of this version if one is asked for.
 * Throws MODEL_UNKNOWN, or MODEL_VERSION if a worker and the one who asks have different versions of a model.
 */
export function findModel(models: readonly Model[], id: string, version?: string): Model {
  const found = models.find((model) => model.id === id);
  if (!found) {
    const ids = models.map((model) => model.id);
    const near = nearestName(id, ids);
    throw new VeinlineError('MODEL_UNKNOWN', `There is no model "${id}".`, {
      hint: near ? `Did you mean "${near}"?` : `Use one of: ${ids.join(', ') || '(the catalogue is empty)'}.`,
      details: { model: id, models: ids },
    });
  }
  if (version === undefined || found.version === version) return found;
  throw new VeinlineError('MODEL_VERSION', `${id} has version ${found.version} here, not ${version}.`, {
    hint: 'Let all parts run the same release: restart the workers after an update.',
    details: { model: id, here: found.version, wanted: version },
  });
}
