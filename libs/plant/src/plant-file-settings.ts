import { nearestName } from '@veinline/base';
import type { DocumentPath, ProblemList } from '@veinline/documents';
import { shown } from '@veinline/documents';
import type { z } from 'zod';

/** The settings schema of each connector kind, from the connector's own package. */
export type SettingsSchemas = Readonly<Record<string, z.ZodType>>;

const secret = /pass|secret|token|key|credential/i;

/** Checks the settings of one connector and reports each problem at its place; secrets are never shown. */
export function checkSettings(
  schema: z.ZodType,
  settings: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  problems: ProblemList,
): void {
  const result = schema.safeParse(settings);
  if (result.success) return;
  for (const issue of result.error.issues) {
    const below = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') reportUnknown(issue.keys, schema, [...path, ...below], problems);
    else {
      const found = below.reduce<unknown>(
        (value, step) => (value as Record<string, unknown> | undefined)?.[step],
        settings,
      );
      const isSecret = below.some((step) => secret.test(String(step)));
      const text =
        below.length === 0
          ? 'has settings that do not go together.'
          : `is ${isSecret ? 'not right' : shown(found)}.`;
      problems.add({ path: [...path, ...below], message: text, fix: `${sentence(issue.message)}` });
    }
  }
}

function reportUnknown(
  keys: readonly string[],
  schema: z.ZodType,
  path: DocumentPath,
  problems: ProblemList,
): void {
  const known = 'shape' in schema ? Object.keys(schema.shape as Record<string, unknown>) : [];
  for (const key of keys) {
    const near = nearestName(key, known);
    const fix = near ? `Did you mean "${near}"?` : `Delete it; there are ${known.join(', ')}.`;
    problems.add({ path: [...path, key], message: 'is no setting of this connector.', fix, at: 'key' });
  }
}

function sentence(text: string): string {
  const end = /[.!?]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
