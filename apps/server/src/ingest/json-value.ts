import type { LiveValue } from '@veinline/contracts';
import type { TagValue } from '@veinline/plant';

/** A value in JSON: NaN and infinities by name, 64-bit integers as decimal text, the rest as it is. */
export function toJsonValue(value: TagValue): LiveValue['value'] {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [field, toJsonValue(inner as TagValue)]),
    );
  }
  return value as string | boolean | null;
}
