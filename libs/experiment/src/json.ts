import { VeinlineError } from '@veinline/base';

/** A value that JSON can carry. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * The one JSON text of a value, after RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no
 * white space, numbers as ECMAScript prints them, -0 as 0. Keys whose value is undefined are left out.
 * Throws JSON_INVALID, naming the path, for what JSON cannot carry: NaN, infinities, functions, dates, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', new Set());
}

/** The value as it comes back from its canonical text: what every worker sees, wherever it runs. */
export function throughJson(value: unknown): JsonValue {
  return JSON.parse(canonicalJson(value)) as JsonValue;
}

function write(value: unknown, path: string, above: Set<object>): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw invalid(path, `the number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw invalid(path, value === undefined ? 'nothing' : `a ${typeof value}`);
  if (above.has(value)) throw invalid(path, 'a reference to what contains it');
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, path, above) : writeObject(value, path, above);
  above.delete(value);
  return text;
}

function writeArray(values: readonly unknown[], path: string, above: Set<object>): string {
  return `[${Array.from(values, (value, i) => write(value, `${path}[${i}]`, above)).join(',')}]`;
}

function writeObject(value: object, path: string, above: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw invalid(path, `a ${value.constructor.name}`);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  // The default order of sort() is by UTF-16 code units, which is what the RFC asks for.
  const keys = entries.map(([key]) => key).sort();
  const record = value as Readonly<Record<string, unknown>>;
  const fields = keys.map((key) => {
    const below = path === '' ? key : `${path}.${key}`;
    return `${JSON.stringify(key)}:${write(record[key], below, above)}`;
  });
  return `{${fields.join(',')}}`;
}

function invalid(path: string, what: string): VeinlineError {
  const where = path === '' ? 'The value' : path;
  return new VeinlineError('JSON_INVALID', `${where} is ${what}, which JSON cannot carry.`, {
    hint: 'Use finite numbers, text, true, false, null, lists and plain objects.',
    details: { path },
  });
}
