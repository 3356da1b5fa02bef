const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A window on the time axis, milliseconds since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What a page's address says about time: `range=1h` up to now, or fixed `from` and `to`. */
export interface RangeSearch {
  readonly range?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Ranges offered as buttons. */
export const rangeChoices = ['10m', '1h', '3h', '24h', '7d'] as const;

/** Length of a relative range such as `10m`, `3h` or `7d` in milliseconds; null if it is not one. */
export function rangeMs(text: string): number | null {
  const match = /^(\d{1,4})([mhd])$/.exec(text);
  if (match === null) return null;
  const length = Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
  return length > 0 && length <= 400 * unitMs.d ? length : null;
}

/** `10m` as a person reads it: `10 min`. Text that is no range comes back unchanged. */
export function rangeLabel(text: string): string {
  return text.replace(/^(\d+)m$/, '$1 min').replace(/^(\d+)([hd])$/, '$1 $2');
}

/** The window an address asks for; anything unusable falls back to the last hour. */
export function windowOf(search: RangeSearch, nowMs: number): TimeWindow {
  const { from, to } = search;
  if (from !== undefined && to !== undefined && to > from) return { from, to };
  return { from: nowMs - (rangeMs(search.range ?? '1h') ?? unitMs.h), to: nowMs };
}

/** True when the address asks for the most recent stretch of time, which moves with the clock. */
export function isFollowing(search: RangeSearch): boolean {
  return search.from === undefined || search.to === undefined || search.to <= search.from;
}

/** Zooms about the middle: factor 0.5 halves the window, 2 doubles it; never below two seconds. */
export function zoom(window: TimeWindow, factor: number): TimeWindow {
  const middle = (window.from + window.to) / 2;
  const half = Math.max(1000, ((window.to - window.from) * factor) / 2);
  return { from: Math.round(middle - half), to: Math.round(middle + half) };
}

/** Moves the window by a fraction of its length; positive is later. */
export function pan(window: TimeWindow, fraction: number): TimeWindow {
  const by = Math.trunc((window.to - window.from) * fraction);
  return { from: window.from + by, to: window.to + by };
}

/** Reads range, from and to out of untyped search parameters. */
export function readRange(input: Record<string, unknown>): RangeSearch {
  const from = Number(input['from']);
  const to = Number(input['to']);
  if (input['from'] !== undefined && input['to'] !== undefined && to > from) return { from, to };
  return typeof input['range'] === 'string' && rangeMs(input['range']) !== null
    ? { range: input['range'] }
    : {};
}
