import { type Instant } from '@veinline/base';
import { type CalendarInput } from './calendar-schema.ts';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const minuteMs = 60_000;

/**
 * Which of the `count` minutes from an instant on are open, found by reading the wall clock at every minute with
 * Intl: a shift is open between the first and the last minute that shows a time inside it. Knows nothing of luxon.
 */
export function minuteReference(input: CalendarInput, from: Instant, count: number): Uint8Array {
  const pad = 2 * 1440;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: input.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const wall: number[] = [];
  for (let k = -pad; k < count + pad; k++) {
    const found = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format.format(from + k * minuteMs))!;
    const [day, month, year, hour, minute] = found.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    wall.push(Date.UTC(year, month - 1, day, hour, minute) / minuteMs);
  }
  const open = new Uint8Array(count);
  for (let day = Math.floor(wall[0]! / 1440); day <= Math.floor(wall.at(-1)! / 1440); day++) {
    for (const shift of shiftsOf(input, day)) {
      const [start, end] = shift
        .split('-')
        .map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
      const low = day * 1440 + start!;
      const high = day * 1440 + end! + (end! < start! ? 1440 : 0);
      const first = wall.findIndex((minute) => minute >= low && minute < high);
      const last = wall.findLastIndex((minute) => minute >= low && minute < high);
      if (first >= 0) for (let k = Math.max(first, pad); k <= last && k - pad < count; k++) open[k - pad] = 1;
    }
  }
  return open;
}

function shiftsOf(input: CalendarInput, day: number): readonly string[] {
  const date = new Date(day * 1440 * minuteMs);
  const text = date.toISOString().slice(0, 10);
  if (input.exceptions?.[text]) return input.exceptions[text];
  for (const holiday of input.holidays ?? []) {
    const [first, last = first] = holiday.split('..');
    if (holiday === text.slice(5) || (text >= first! && text <= last! && first!.length === 10)) return [];
  }
  return input.weekly?.[names[date.getUTCDay()]!] ?? [];
}
