/** Milliseconds in a day of the wall-clock count. */
export const msPerDay = 86_400_000;

/** The days of a week by the names calendars use, in ISO 8601 order. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week: `mon` to `sun`. */
export type Weekday = (typeof weekdays)[number];

/** Reads `2026-12-25` as days since 1970-01-01 of the proleptic Gregorian calendar; null when it is no date. */
export function readDay(text: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const ms = Date.UTC(year, month - 1, day);
  return formatDay(ms / msPerDay) === text ? ms / msPerDay : null;
}

/** Reads `12-25`, a date of every year, as its own text; null when no year has it. */
export function readYearlyDay(text: string): string | null {
  return readDay(`2024-${text}`) === null ? null : text;
}

/** The date of a day number, as `2026-12-25`. */
export function formatDay(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The day of the week of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7]!;
}
