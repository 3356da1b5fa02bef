import type { TagValue } from '@veinline/plant';

/**
 * Writes any tag value as JSON text that {@link decodeValue} reads back exactly. What JSON lacks is tagged:
 * `{"$i":"9007199254740993"}` is a bigint, `{"$n":"NaN"}`, `{"$n":"-0"}` and `{"$n":"Infinity"}` are numbers;
 * a field name that begins with `$` gets a second one.
 */
export function encodeValue(value: TagValue): string {
  return JSON.stringify(tagged(value));
}

/** Reads the text of {@link encodeValue}; throws SyntaxError if it is not JSON. */
export function decodeValue(text: string): TagValue {
  return untagged(JSON.parse(text) as Json);
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

function tagged(value: TagValue): Json {
  if (typeof value === 'bigint') return { $i: value.toString() };
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $n: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(tagged);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field.startsWith('$') ? `$${field}` : field,
      tagged(inner),
    ]),
  );
}

function untagged(json: Json): TagValue {
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map(untagged);
  if (typeof json.$i === 'string') return BigInt(json.$i);
  if (typeof json.$n === 'string') return Number(json.$n);
  return Object.fromEntries(
    Object.entries(json).map(([field, inner]) => [
      field.startsWith('$') ? field.slice(1) : field,
      untagged(inner),
    ]),
  );
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}
