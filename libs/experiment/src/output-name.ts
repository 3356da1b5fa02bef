import type { Model, SeriesDefinition } from './model.ts';
import { VeinlineError, nearestName } from '@veinline/base';

/** Throws OUTPUT_UNKNOWN, with the nearest name, unless the model has the output. */
export function checkOutputName(model: Model, output: string): void {
  if (model.outputNames.includes(output)) return;
  const near = nearestName(output, model.outputNames);
  throw new VeinlineError('OUTPUT_UNKNOWN', `${model.id} has no output "${output}".`, {
    hint: near ? `Did you mean "${near}"?` : `Use one of ${model.outputNames.join(', ')}.`,
    details: { output, outputs: model.outputNames },
  });
}

/** The definition of a series. Throws SERIES_UNKNOWN, with the nearest name, for one the model does not have. */
export function seriesNamed(model: Model, name: string): SeriesDefinition {
  const found = model.series[name];
  if (found && model.seriesNames.includes(name)) return found;
  const near = nearestName(name, model.seriesNames);
  const all = model.seriesNames.join(', ') || '(none)';
  throw new VeinlineError('SERIES_UNKNOWN', `${model.id} has no series "${name}".`, {
    hint: near ? `Did you mean "${near}"?` : `Use one of ${all}.`,
    details: { series: name, known: model.seriesNames },
  });
}
