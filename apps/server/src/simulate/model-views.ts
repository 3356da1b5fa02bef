import type { ModelView } from '@veinline/contracts';
import type { Model, OutputDefinition, SeriesDefinition } from '@veinline/experiment';
import { z } from 'zod';

/** A model as the API shows it: its parameter schema as JSON Schema, and the defaults that schema gives. */
export function modelView(model: Model): ModelView {
  const { id, version, title, description, parameters, timeUnit } = model;
  return {
    id,
    version,
    title,
    description,
    timeUnit,
    parameters: z.toJSONSchema(parameters, {
      io: 'input',
      unrepresentable: 'any',
    }) as ModelView['parameters'],
    defaults: (parameters.safeParse({}).data ?? {}) as ModelView['defaults'],
    outputs: Object.entries(model.outputs).map(([name, output]) => outputView(name, output)),
    series: Object.entries(model.series).map(([name, series]) => seriesView(name, series)),
  };
}

function outputView(name: string, { unit, description }: OutputDefinition): ModelView['outputs'][number] {
  return { name, unit, description };
}

/** A series as the API shows it: where its points lie. */
export function seriesView(
  name: string,
  { unit, description, points, axis = { unit: '1', start: 0, step: 1 } }: SeriesDefinition,
): ModelView['series'][number] {
  return { name, unit, description, points, from: axis.start, step: axis.step, timeUnit: axis.unit };
}
