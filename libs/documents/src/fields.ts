import type { DocumentPath, ProblemList } from './problems.ts';
import type { z } from 'zod';
import { nearestName } from '@veinline/base';
import { shown } from './problems.ts';

/** The fields of one kind of record; each schema's description completes the sentence "Write ...". */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** What could be read: a field that is wrong was reported and is undefined, so its neighbours are checked too. */
export type Fields<S extends Shape> = { readonly [K in keyof S]: z.output<S[K]> | undefined };

export interface ReadOptions {
  /** What the record is, for messages: `tag`. */
  readonly what: string;
  /** Accept keys the shape does not name. */
  readonly isOpen?: boolean;
}

/** Reads a record field by field and reports everything wrong with it; null if it is no record at all. */
export function readFields<S extends Shape>(
  shape: S,
  value: unknown,
  path: DocumentPath,
  problems: ProblemList,
  { what, isOpen = false }: ReadOptions,
): Fields<S> | null {
  const keys = Object.keys(shape);
  if (!isRecord(value)) {
    const message = `is ${shown(value)}, not a ${what}.`;
    problems.add({ path, message, fix: `Write a ${what} with the keys ${keys.join(', ')}.` });
    return null;
  }
  if (!isOpen) reportUnknownKeys(value, keys, path, problems, what);
  const read: Record<string, unknown> = {};
  for (const key of keys) {
    const schema = shape[key] as z.ZodType;
    const result = schema.safeParse(value[key]);
    if (result.success) read[key] = result.data;
    else if (!Object.hasOwn(value, key))
      problems.add({ path, message: `has no "${key}".`, fix: `Add "${key}": ${described(schema)}.` });
    else
      for (const issue of result.error.issues)
        reportIssue(issue, schema, value[key], [...path, key], problems);
  }
  return read as Fields<S>;
}

/** True for a mapping of the file. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reportUnknownKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: DocumentPath,
  problems: ProblemList,
  what: string,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    const fix = near ? `Did you mean "${near}"?` : `Delete it; a ${what} has the keys ${known.join(', ')}.`;
    problems.add({ path: [...path, key], message: `is not a key of a ${what}.`, fix, at: 'key' });
  }
}

function reportIssue(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  value: unknown,
  path: DocumentPath,
  problems: ProblemList,
): void {
  const below = issue.path.filter((step) => typeof step !== 'symbol');
  const found = valueAt(value, below);
  const near =
    issue.code === 'invalid_value' && typeof found === 'string'
      ? nearestName(found, issue.values.map(String))
      : null;
  const fix = near ? `Did you mean "${near}"? Write ${described(schema)}.` : `Write ${described(schema)}.`;
  problems.add({ path: [...path, ...below], message: `is ${shown(found)}.`, fix });
}

function described(schema: z.ZodType): string {
  return schema.description ?? 'another value';
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | null | undefined)?.[step];
  return found;
}
