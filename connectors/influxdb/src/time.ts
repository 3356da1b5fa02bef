import type { Instant } from '@veinline/base';

/** Whole microseconds of an instant, the resolution of the store. */
export function microseconds(at: Instant): number {
  return Math.round(at * 1000);
}

/** The instant of a number of microseconds. */
export function fromMicroseconds(micros: number): Instant {
  return (micros / 1000) as Instant;
}

/** RFC 3339 with microseconds, kept within the years 1678 to 2261 that InfluxDB can hold. */
export function rfc3339(micros: number): string {
  const inside = Math.max(-9.2e15, Math.min(9.2e15, micros));
  const seconds = Math.floor(inside / 1e6);
  const fraction = String(inside - seconds * 1e6).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}.${fraction}Z`;
}

/** Microseconds of an RFC 3339 text; digits past the sixth are dropped. */
export function parseRfc3339(text: string): number {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return Date.parse(`${whole}Z`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}
