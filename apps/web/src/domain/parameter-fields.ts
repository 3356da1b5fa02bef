import { wordsOf } from './words.ts';

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** An object of JSON values, such as the parameters of a model. */
export type JsonObject = Record<string, Json>;

interface FieldBase {
  /** Keys from the parameters down to this field. */
  readonly path: readonly string[];
  readonly label: string;
  readonly description: string;
  readonly unit: string;
  /** Where the default comes from, such as a paper; empty if the schema does not say. */
  readonly source: string;
  /** True where a scenario that sets the object around this field must set this field too. */
  readonly isRequired: boolean;
  readonly isNullable: boolean;
}

/** Limits of a number; `null` is no limit. */
export interface NumberLimits {
  readonly isInteger: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly above: number | null;
  readonly below: number | null;
}

/** One of the shapes a value may take, told apart by `tag` in its `type` (null for a plain number). */
export interface Variant {
  readonly key: string;
  readonly label: string;
  readonly tagName: string;
  readonly tag: string | null;
  readonly fields: readonly Field[];
}

/** How one parameter is edited; made from its JSON Schema. */
export type Field = FieldBase &
  (
    | ({ readonly kind: 'number' } & NumberLimits)
    | { readonly kind: 'text' }
    | { readonly kind: 'boolean' }
    | { readonly kind: 'choice'; readonly choices: readonly Json[] }
    | { readonly kind: 'list'; readonly of: 'number' | 'text' }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    | { readonly kind: 'variants'; readonly variants: readonly Variant[] }
    | { readonly kind: 'json' }
  );

const deepestGroup = 3;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const objectsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Fields of an object's JSON Schema (2020-12), in the order of its properties. */
export function fieldsOf(schema: JsonObject): readonly Field[] {
  return groupFields(follow(schema, schema), schema, [], 0);
}

/** Follows a local `$ref`; keys beside the reference win. */
function follow(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#')) return schema;
  let target: Json = root;
  for (const key of reference.slice(2).split('/').filter(Boolean)) {
    target = isObject(target) ? (target[decodeURIComponent(key)] ?? null) : null;
  }
  const { $ref: _, ...own } = schema;
  return isObject(target) && target !== schema ? { ...target, ...own } : own;
}

function groupFields(
  schema: JsonObject,
  root: JsonObject,
  path: readonly string[],
  depth: number,
): readonly Field[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).flatMap(([key, value]) =>
    isObject(value)
      ? fieldOf(value, root, [...path, key], depth, required.includes(key) && !('default' in value))
      : [],
  );
}

/** Unions in unions as one list; `null` taken out. */
function branches(schema: JsonObject, root: JsonObject): JsonObject[] {
  const own = [...objectsOf(schema['anyOf']), ...objectsOf(schema['oneOf'])];
  if (own.length === 0) return schema['type'] === 'null' ? [] : [schema];
  return own.flatMap((branch) => branches(follow(branch, root), root));
}

function fieldOf(
  raw: JsonObject,
  root: JsonObject,
  path: readonly string[],
  depth: number,
  isRequired: boolean,
): Field {
  const schema = follow(raw, root);
  const shapes = branches(schema, root);
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type'] ?? null];
  const hasNullBranch = [...objectsOf(schema['anyOf']), ...objectsOf(schema['oneOf'])].some(
    (branch) => branch['type'] === 'null',
  );
  const only = shapes.length === 1 ? { ...shapes[0], ...withoutUnion(schema) } : schema;
  const base: FieldBase = {
    path,
    label: textOf(only['title']) || wordsOf(path.at(-1) ?? ''),
    description: textOf(only['description']),
    unit: textOf(only['unit'] ?? only['x-unit']),
    source: textOf(only['source'] ?? only['x-source']),
    isRequired,
    isNullable: types.includes('null') || hasNullBranch,
  };
  const type = types.find((name) => name !== 'null') ?? only['type'];
  if (Array.isArray(only['enum'])) return { ...base, kind: 'choice', choices: only['enum'] };
  if (shapes.length > 1) return unionField(shapes, root, base, depth);
  if (only['const'] !== undefined) return { ...base, kind: 'choice', choices: [only['const']] };
  if (type === 'number' || type === 'integer') return { ...base, kind: 'number', ...limitsOf(only, type) };
  if (type === 'boolean') return { ...base, kind: 'boolean' };
  if (type === 'string') return { ...base, kind: 'text' };
  if (type === 'array') return { ...base, ...listKind(only, root) };
  if (type === 'object' && isObject(only['properties']) && depth < deepestGroup) {
    return { ...base, kind: 'group', fields: groupFields(only, root, path, depth + 1) };
  }
  return { ...base, kind: 'json' };
}

function withoutUnion(schema: JsonObject): JsonObject {
  const { anyOf: _any, oneOf: _one, ...rest } = schema;
  return rest;
}

function listKind(
  schema: JsonObject,
  root: JsonObject,
): { kind: 'list'; of: 'number' | 'text' } | { kind: 'json' } {
  const items = isObject(schema['items']) ? follow(schema['items'], root) : {};
  if (items['type'] === 'number' || items['type'] === 'integer') return { kind: 'list', of: 'number' };
  return items['type'] === 'string' ? { kind: 'list', of: 'text' } : { kind: 'json' };
}

function limitsOf(schema: JsonObject, type: Json): NumberLimits {
  const bound = (key: string): number | null => {
    const value = numberOf(schema[key]);
    return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;
  };
  return {
    isInteger: type === 'integer',
    minimum: bound('minimum'),
    maximum: bound('maximum'),
    above: bound('exclusiveMinimum'),
    below: bound('exclusiveMaximum'),
  };
}

/** Constants are a choice; objects told apart by a constant, and a plain number beside them, are variants. */
function unionField(shapes: readonly JsonObject[], root: JsonObject, base: FieldBase, depth: number): Field {
  if (shapes.every((shape) => shape['const'] !== undefined)) {
    return { ...base, kind: 'choice', choices: shapes.map((shape) => shape['const'] ?? null) };
  }
  const variants = shapes.map((shape) => variantOf(shape, root, base, depth));
  const known = variants.filter((variant): variant is Variant => variant !== null);
  if (known.length !== variants.length) return { ...base, kind: 'json' };
  const labels = known.map((variant) => variant.label);
  const named = known.map((variant) =>
    labels.indexOf(variant.label) === labels.lastIndexOf(variant.label)
      ? variant
      : {
          ...variant,
          label: `${variant.label} (${variant.fields.map((f) => f.label.toLowerCase()).join(', ')})`,
        },
  );
  return { ...base, kind: 'variants', variants: named.map((item, at) => ({ ...item, key: String(at) })) };
}

function variantOf(shape: JsonObject, root: JsonObject, base: FieldBase, depth: number): Variant | null {
  if (shape['type'] === 'number' || shape['type'] === 'integer') {
    const { path, unit } = base;
    const plain = fieldOf({ title: 'Value', ...shape, unit }, root, path, depth, true);
    return { key: '', label: 'Fixed number', tagName: '', tag: null, fields: [plain] };
  }
  const properties = isObject(shape['properties']) ? shape['properties'] : {};
  const tagged = Object.entries(properties).find(
    ([, value]) => isObject(value) && typeof value['const'] === 'string',
  );
  if (tagged === undefined || !isObject(tagged[1])) return null;
  const [tagName, { const: tag }] = tagged;
  const fields = groupFields(shape, root, base.path, deepestGroup).filter((f) => f.path.at(-1) !== tagName);
  return { key: '', label: wordsOf(textOf(tag)), tagName, tag: textOf(tag), fields };
}
