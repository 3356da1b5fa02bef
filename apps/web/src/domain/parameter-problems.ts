import type { Field, Json, JsonObject, NumberLimits } from './parameter-fields.ts';
import { valueAt, variantFor } from './parameter-values.ts';

/** `0–100`, `above 0`, `at least 1`; empty where there is no limit. */
function limitText({ minimum, maximum, above, below }: NumberLimits): string {
  const low = minimum ?? above;
  const high = maximum ?? below;
  const from = low === null ? '' : above === null ? `at least ${low}` : `above ${low}`;
  const to = high === null ? '' : below === null ? `at most ${high}` : `below ${high}`;
  if (minimum !== null && maximum !== null) return spanText(minimum, maximum);
  return [from, to].filter(Boolean).join(', ');
}

/** `whole, 1–40`, `above 0, at most 100`; empty where anything goes. */
export function rangeText(limits: NumberLimits): string {
  return [limits.isInteger ? 'whole' : '', limitText(limits)].filter(Boolean).join(', ');
}

const spanText = (low: number, high: number): string => (low < 0 ? `${low} to ${high}` : `${low}–${high}`);

/** What is wrong with a number, in words with the value; null if nothing is. */
export function numberProblem(value: Json | undefined, limits: NumberLimits, unit = ''): string | null {
  if (value === undefined || value === null || value === '') return 'Write a number.';
  if (typeof value !== 'number' || !Number.isFinite(value)) return `“${String(value)}” is not a number.`;
  const isOut =
    (limits.isInteger && !Number.isInteger(value)) ||
    (limits.minimum !== null && value < limits.minimum) ||
    (limits.maximum !== null && value > limits.maximum) ||
    (limits.above !== null && value <= limits.above) ||
    (limits.below !== null && value >= limits.below);
  const noun = limits.isInteger ? 'a whole number' : 'a number';
  const range = limitText(limits) === '' ? '' : `, ${limitText(limits)}${unit && ` ${unit}`}`;
  return isOut ? `${value} does not fit: write ${noun}${range}.` : null;
}

/** Problems of all values below some fields, keyed by dotted path. */
export function problemsOf(fields: readonly Field[], values: JsonObject): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const field of fields) collect(field, valueAt(values, field.path), field.path.join('.'), problems);
  return problems;
}

function collect(field: Field, value: Json | undefined, key: string, problems: Map<string, string>): void {
  if (value === undefined && !field.isRequired && field.kind !== 'group') return;
  if (value === null && field.isNullable) return;
  const problem = problemOf(field, value);
  if (problem !== null) problems.set(key, problem);
  if (field.kind === 'group') {
    for (const inner of field.fields) {
      const name = inner.path.at(-1) ?? '';
      collect(inner, valueAt(value, [name]), `${key}.${name}`, problems);
    }
  }
  if (field.kind !== 'variants') return;
  const variant = variantFor(field.variants, value);
  for (const inner of variant?.fields ?? []) {
    const name = inner.path.at(-1) ?? '';
    if (variant?.tag === null) collect(inner, value, key, problems);
    else collect(inner, valueAt(value, [name]), `${key}.${name}`, problems);
  }
}

function problemOf(field: Field, value: Json | undefined): string | null {
  switch (field.kind) {
    case 'number':
      return numberProblem(value, field, field.unit);
    case 'choice':
      return value === undefined || value === null ? `Choose one of ${field.choices.join(', ')}.` : null;
    case 'text':
      return typeof value === 'string' ? null : 'Write a text.';
    case 'list':
      return listProblem(value, field.of);
    case 'json':
      return jsonProblem(unreadableText(value) ?? 'null');
    default:
      return null;
  }
}

function listProblem(value: Json | undefined, of: 'number' | 'text'): string | null {
  if (!Array.isArray(value)) return 'Write values with commas between them.';
  const bad = value.find((item) => of === 'number' && typeof item !== 'number');
  return bad === undefined ? null : `“${String(bad)}” is not a number.`;
}

const unreadableKey = '$unreadable';

/** Holds a text that is not JSON in the place of a value until it is corrected. */
export function unreadable(text: string): Json {
  return { [unreadableKey]: text };
}

/** The text that is not JSON at the place of a value; null for every readable value. */
export function unreadableText(value: Json | undefined): string | null {
  const text = valueAt(value, [unreadableKey]);
  return typeof text === 'string' ? text : null;
}

/** Why a text is not JSON, as the parser says it; null if it is. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (cause) {
    return `Not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
}
