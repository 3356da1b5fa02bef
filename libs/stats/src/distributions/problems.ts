import { nearestName } from '@veinline/base';
import { z } from 'zod';

/** One thing wrong with a distribution or arrival profile: where, what, and what to do about it. */
export interface SpecProblem {
  readonly path: readonly (string | number)[];
  /** Follows the path: `is -3`. */
  readonly problem: string;
  /** A sentence: `Write a number above 0: the mean.` */
  readonly fix: string;
}

/** The problem as a sentence: `components.0.weight is -1.` */
export function sentence({ path, problem }: SpecProblem, subject: string): string {
  return `${path.length > 0 ? path.join('.') : subject} ${problem}.`;
}

/** A value as it stands in a message, cut if it is long. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What a schema found, as problems; `forms` lists the fields the record may have, for what is missing or too much. */
export function problemsOf(
  error: z.ZodError,
  schema: z.ZodType,
  value: unknown,
  forms: string,
): readonly SpecProblem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownField(path, key, schema, forms));
    if (issue.code === 'custom') return [{ path, ...remedy(issue) }];
    const found = at(value, path);
    const wanted = descriptionAt(schema, path);
    if (found !== undefined) return [{ path, problem: `is ${shown(found)}`, fix: `Write ${wanted}.` }];
    const parent = path.slice(0, -1);
    return [{ path: parent, problem: `has no "${path.at(-1)}"`, fix: `Add it: ${wanted}. ${forms}`.trim() }];
  });
}

function remedy(issue: z.core.$ZodIssueCustom): { readonly problem: string; readonly fix: string } {
  const { problem, fix } = issue.params ?? {};
  return { problem: String(problem ?? issue.message), fix: String(fix ?? 'Correct it.') };
}

function unknownField(
  path: readonly (string | number)[],
  key: string,
  schema: z.ZodType,
  forms: string,
): SpecProblem {
  const record = schemaAt(schema, path);
  const near = record instanceof z.ZodObject ? nearestName(key, Object.keys(record.shape)) : null;
  const fix = near === null ? `Delete it. ${forms}`.trim() : `Did you mean "${near}"?`;
  return { path: [...path, key], problem: 'is not a field here', fix };
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | null | undefined)?.[step];
  return found;
}

function descriptionAt(schema: z.ZodType, path: readonly (string | number)[]): string {
  const found = schemaAt(schema, path);
  return found?.description ?? (found instanceof z.ZodNumber ? 'a number' : 'another value');
}

function schemaAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType | undefined {
  let found: unknown = schema;
  for (const step of path) {
    if (found instanceof z.ZodObject) found = found.shape[step];
    else if (found instanceof z.ZodArray) found = found.element;
    else return undefined;
    if (found instanceof z.ZodOptional) found = found.unwrap();
  }
  return found as z.ZodType | undefined;
}
