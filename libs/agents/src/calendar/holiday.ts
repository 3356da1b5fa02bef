import { readDay, readYearlyDay } from './local-date.ts';

/** Closed days: a span of day numbers, both ends included, or a month and day of every year. */
export type Holiday = { readonly first: number; readonly last: number } | { readonly yearly: string };

const longestSpanDays = 3660;

/** Reads `2026-12-25`, `12-25` or `2026-12-24..2027-01-02`; returns the problem as text when it is none. */
export function readHoliday(text: string): Holiday | string {
  const [from = '', to, ...rest] = text.split('..');
  if (to === undefined) {
    const day = readDay(from);
    if (day !== null) return { first: day, last: day };
    const yearly = readYearlyDay(from);
    if (yearly !== null) return { yearly };
  } else if (rest.length === 0) {
    const [first, last] = [readDay(from), readDay(to)];
    if (first !== null && last !== null) {
      if (last < first) return `'${text}' ends before it starts. Write the earlier date first.`;
      if (last - first > longestSpanDays) return `'${text}' is longer than ten years. Write a shorter span.`;
      return { first, last };
    }
  }
  return `'${text}' is no holiday. Write '2026-12-25', '12-25' for every year, or '2026-12-24..2027-01-02'.`;
}
