import type { DocumentPath } from './problems.ts';
import { isRecord } from './fields.ts';
import type { z } from 'zod';

/** The parts of a Zod definition that this walk reads, whatever the kind of schema. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly left?: z.ZodType;
  readonly right?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly valueType?: z.ZodType;
  readonly values?: readonly unknown[];
}

/** The schemas that may stand at a path of a schema, nearest first; the value decides between the kinds of a union. */
export function schemasAt(schema: z.ZodType, path: DocumentPath, value: unknown): z.ZodType[] {
  let schemas = [schema];
  let found = value;
  for (const step of path) {
    schemas = schemas.flatMap((each) => alternatives(each, found)).flatMap((each) => child(each, step));
    found = (found as Record<string | number, unknown> | null | undefined)?.[step];
  }
  return schemas;
}

/** The keys the objects among the schemas have, each once. */
export function keysOf(schemas: readonly z.ZodType[], value: unknown): string[] {
  const all = schemas.flatMap((each) => alternatives(each, value));
  return [...new Set(all.flatMap((each) => Object.keys(definition(each).shape ?? {})))];
}

/** What a description says of the value: the schema's own, or that of what it wraps. */
export function descriptionOf(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  const { innerType, in: input } = definition(schema);
  const inner = innerType ?? input;
  return inner === undefined ? undefined : descriptionOf(inner);
}

function definition(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}

/** Looks through wrappers and unions to the schemas that say something about the value. */
function alternatives(schema: z.ZodType, value: unknown): z.ZodType[] {
  const { innerType, in: input, getter, options, discriminator, left, right } = definition(schema);
  const inner = innerType ?? input ?? getter?.();
  if (inner !== undefined) return alternatives(inner, value);
  if (left !== undefined && right !== undefined)
    return [...alternatives(left, value), ...alternatives(right, value)];
  if (options === undefined) return [schema];
  const kind = discriminator !== undefined && isRecord(value) ? value[discriminator] : undefined;
  const fitting = options.filter((option) => isKind(option, discriminator, kind));
  return (fitting.length > 0 ? fitting : options).flatMap((option) => alternatives(option, value));
}

function isKind(option: z.ZodType, discriminator: string | undefined, kind: unknown): boolean {
  if (discriminator === undefined || kind === undefined) return false;
  return child(option, discriminator).some((each) => definition(each).values?.includes(kind));
}

function child(schema: z.ZodType, step: string | number): z.ZodType[] {
  const { shape, element, items, valueType } = definition(schema);
  const found = shape?.[String(step)] ?? items?.[Number(step)] ?? element ?? valueType;
  return found === undefined ? [] : [found];
}
