import type { Field, Json, JsonObject, Variant } from './parameter-fields.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value below an object at a path of keys; undefined where there is none. */
export function valueAt(values: Json | undefined, path: readonly string[]): Json | undefined {
  let value = values;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

/** A copy of an object with the value at a path replaced; `undefined` removes the key. */
export function withValue(values: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return isObject(value) ? value : values;
  const inner = values[key];
  const next = rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value);
  if (next !== undefined) return { ...values, [key]: next };
  const { [key]: _, ...others } = values;
  return others;
}

/** True where two JSON values are the same, whatever the order of keys. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key], b[key]));
}

/** Defaults with a scenario's parameters laid over them: groups are merged key by key, all else is replaced. */
export function overlaid(fields: readonly Field[], defaults: JsonObject, changes: JsonObject): JsonObject {
  let values: JsonObject = { ...defaults };
  for (const [key, change] of Object.entries(changes)) {
    const field = fields.find((item) => item.path.at(-1) === key);
    const below = defaults[key];
    const isMerged = field?.kind === 'group' && isObject(change) && isObject(below);
    values = { ...values, [key]: isMerged ? overlaid(field.fields, below, change) : change };
  }
  return values;
}

/** What differs from the defaults; a changed group carries its required fields along, so that it can be read alone. */
export function differencesOf(
  fields: readonly Field[],
  defaults: JsonObject,
  values: JsonObject,
): JsonObject {
  const changes: JsonObject = {};
  for (const [key, value] of Object.entries(values)) {
    const base = defaults[key];
    if (isSame(value, base)) continue;
    const field = fields.find((item) => item.path.at(-1) === key);
    if (field?.kind !== 'group' || !isObject(value) || !isObject(base)) {
      changes[key] = value;
      continue;
    }
    const inner = differencesOf(field.fields, base, value);
    for (const { path, isRequired } of field.fields) {
      const name = path.at(-1) ?? '';
      const own = value[name];
      if (isRequired && own !== undefined && !(name in inner)) inner[name] = own;
    }
    changes[key] = inner;
  }
  return changes;
}

/** All fields that hold a value: groups are opened, variants are not. */
export function leavesOf(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.kind === 'group' ? leavesOf(field.fields) : [field]));
}

/** The variant a value has: by its tag and, where two share a tag, by the fields it has. */
export function variantFor(variants: readonly Variant[], value: Json | undefined): Variant | undefined {
  if (typeof value === 'number' || typeof value === 'string' || value === null) {
    return variants.find((variant) => variant.tag === null);
  }
  if (!isObject(value)) return undefined;
  const tagged = variants.filter((variant) => variant.tag !== null && value[variant.tagName] === variant.tag);
  const fits = (variant: Variant): boolean =>
    variant.fields.every((field) => !field.isRequired || (field.path.at(-1) ?? '') in value);
  return tagged.find(fits) ?? tagged[0];
}

/** A start value for a newly chosen variant: fields of the same name keep their values. */
export function valueOfVariant(variant: Variant, previous: Json | undefined): Json {
  if (variant.tag === null) return typeof previous === 'number' ? previous : firstNumber(previous);
  const value: JsonObject = { [variant.tagName]: variant.tag };
  for (const field of variant.fields) {
    const key = field.path.at(-1) ?? '';
    const kept = isObject(previous) ? previous[key] : undefined;
    if (kept !== undefined) value[key] = kept;
    else if (field.isRequired)
      value[key] = field.kind === 'number' ? firstNumber(previous) : field.kind === 'list' ? [] : null;
  }
  return value;
}

function firstNumber(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  const known = isObject(value) ? Object.values(value).find((item) => typeof item === 'number') : undefined;
  return typeof known === 'number' ? known : 1;
}

/** Unit of a part of a distribution: that of what is drawn, unless the part is a shape, a chance or a count. */
export function unitOfPart(name: string, unit: string): string {
  return /^(shape|alpha|beta|p|probability|k|sigma|mu|weights?|count|trials|n|order)$/i.test(name)
    ? ''
    : unit;
}

/** A numeric, yes-no or choice parameter that an axis or a factor can move. */
export interface Lever {
  /** Dotted path, as requests name it. */
  readonly path: string;
  readonly label: string;
  readonly field: Field;
  readonly value: Json | undefined;
}

/** Parameters that can be swept, with those inside the variants now chosen. */
export function leversOf(fields: readonly Field[], values: JsonObject, prefix = ''): readonly Lever[] {
  return fields.flatMap((field) => {
    const label = prefix === '' ? field.label : `${prefix} › ${field.label.toLowerCase()}`;
    const value = valueAt(values, field.path);
    if (field.kind === 'group') return leversOf(field.fields, values, label);
    if (field.kind === 'variants') {
      const variant = variantFor(field.variants, value);
      if (variant === undefined || variant.tag === null)
        return variant ? [leverOf(variant.fields[0], label, value)].flat() : [];
      return variant.fields.flatMap((inner) => {
        const key = inner.path.at(-1) ?? '';
        const own = isObject(value) ? value[key] : undefined;
        const path = [...field.path, key];
        const unit = inner.unit || unitOfPart(key, field.unit);
        return leverOf({ ...inner, path, unit }, `${label} › ${inner.label.toLowerCase()}`, own);
      });
    }
    return leverOf(field, label, value);
  });
}

function leverOf(field: Field | undefined, label: string, value: Json | undefined): Lever[] {
  if (field === undefined || !['number', 'boolean', 'choice'].includes(field.kind)) return [];
  return [{ path: field.path.join('.'), label, field, value }];
}
