/**
 * A point in time: milliseconds since 1970-01-01T00:00:00Z. Fractions carry microseconds, the resolution of
 * the historian; OPC UA's 100 ns ticks are truncated to it.
 */
export type Instant = number & { readonly __brand: 'Instant' };

/** Reads an ISO 8601 text, a number of milliseconds or a Date as an instant; throws RangeError otherwise. */
export function instant(value: string | number | Date): Instant {
  const ms = typeof value === 'number' ? value : new Date(value).getTime();
  if (!Number.isFinite(ms))
    throw new RangeError(`Not a point in time: ${String(value)}. Use ISO 8601 in UTC.`);
  return ms as Instant;
}

/** ISO 8601 in UTC, millisecond resolution. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
