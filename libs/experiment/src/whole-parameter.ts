import type { Model } from './model.ts';
import type { Ranges } from './ranges.ts';
import { stepsOf } from './set-parameter.ts';
import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** The ranges, with whole numbers wherever the model's schema takes only those: 2.7 chairs are no chairs. */
export function wholeWhereNeeded(model: Model, ranges: Ranges): Ranges {
  const root = z.toJSONSchema(model.parameters, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(ranges).map(([path, range]) => [
      path,
      { isWhole: schemaAt(root, path)?.type === 'integer', ...range },
    ]),
  );
}

function schemaAt(root: Schema, path: string): Schema | undefined {
  let at: Schema | undefined = root;
  for (const step of stepsOf(path)) {
    const child: unknown = typeof step === 'number' ? at?.items : at?.properties?.[step];
    at = typeof child === 'object' && child !== null && !Array.isArray(child) ? (child as Schema) : undefined;
  }
  return at;
}
