import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VeinlineError } from '@veinline/base';
import type { ScenarioView } from '@veinline/contracts';
import { readScenario } from '@veinline/experiment';
import { formatProblems } from '@veinline/documents';
import { models } from './models.ts';

/** One scenario of each model's package; its neighbours in the folder are on the shelf as well. */
const shelves = ['@veinline/apheresis-clinic/scenarios/clinic.yaml'];

/**
 * The scenarios that ship with Veinline.
 * @throws VeinlineError SCENARIO_WRONG if one does not fit its model: a fault of the release
 */
export function shippedScenarios(): ScenarioView[] {
  return shelves.flatMap((shelf) => {
    const folder = dirname(fileURLToPath(import.meta.resolve(shelf)));
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    return files.map((name) => shipped(join(folder, name))).sort((a, b) => (a.id < b.id ? -1 : 1));
  });
}

function shipped(path: string): ScenarioView {
  const result = readScenario(readFileSync(path, 'utf8'), { models, fileName: path });
  if (!result.ok) throw new VeinlineError('SCENARIO_WRONG', formatProblems(result.problems, path));
  const { name, description, model, parameters, settings } = result.experiment;
  return {
    id: basename(path, '.yaml'),
    name,
    description,
    model: model.id,
    parameters: parameters as ScenarioView['parameters'],
    replications: settings.replications,
    seed: settings.seed,
  };
}
