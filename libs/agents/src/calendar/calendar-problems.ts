import { readHoliday } from './holiday.ts';
import { type Weekday, readDay, weekdays } from './local-date.ts';
import { type Shift, minutesPerDay, readShift } from './shift.ts';
import { isTimeZone } from './zone-offsets.ts';

/** What is wrong with a calendar and where in it. */
export interface CalendarProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A calendar as read, before it is known to make sense. */
interface UncheckedCalendar {
  readonly timeZone: string;
  readonly weekly: { readonly [Day in Weekday]?: readonly string[] | undefined };
  readonly holidays: readonly string[];
  readonly exceptions: Readonly<Record<string, readonly string[]>>;
}

/** Every contradiction and unreadable value of a calendar; empty when it can be worked by. */
export function calendarProblems(spec: UncheckedCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  if (!isTimeZone(spec.timeZone))
    problems.push({
      path: ['timeZone'],
      message: `'${spec.timeZone}' is no IANA time zone. Write one such as 'Europe/Zurich' or 'UTC'.`,
    });
  weekProblems(spec, problems);
  const closed = holidayProblems(spec, problems);
  exceptionProblems(spec, closed, problems);
  const lists = [...Object.values(spec.weekly), ...Object.values(spec.exceptions)];
  if (!lists.some((list) => list && list.length > 0))
    problems.push({
      path: [],
      message: 'The calendar is never open. Write shifts under weekly or exceptions.',
    });
  return problems;
}

function weekProblems(spec: UncheckedCalendar, problems: CalendarProblem[]): void {
  const week = weekdays.map((day) => dayShifts(spec.weekly[day] ?? [], ['weekly', day], problems));
  week.forEach((shifts, index) => {
    const next = (index + 1) % 7;
    const [late, early] = [shifts.at(-1), week[next]![0]];
    if (late && early && late.endMinute > early.startMinute + minutesPerDay)
      problems.push({
        path: ['weekly', weekdays[index]!],
        message: `The last shift of ${weekdays[index]!} ends at ${clock(late.endMinute)}, after the first of ${weekdays[next]!} starts at ${clock(early.startMinute)}. End it earlier or start the other later.`,
      });
  });
}

/** The readable shifts of one day in order of start, overlaps reported. */
function dayShifts(
  texts: readonly string[],
  path: (string | number)[],
  problems: CalendarProblem[],
): Shift[] {
  const read: { shift: Shift; index: number }[] = [];
  texts.forEach((text, index) => {
    const shift = readShift(text);
    if (typeof shift === 'string') problems.push({ path: [...path, index], message: shift });
    else read.push({ shift, index });
  });
  read.sort((a, b) => a.shift.startMinute - b.shift.startMinute || a.index - b.index);
  read.forEach(({ shift, index }, position) => {
    const before = read[position - 1];
    if (before && before.shift.endMinute > shift.startMinute)
      problems.push({
        path: [...path, index],
        message: `'${texts[index]!}' overlaps '${texts[before.index]!}'. Write shifts of a day that do not overlap.`,
      });
  });
  return read.map(({ shift }) => shift);
}

/** Reports unreadable and repeated holidays; returns which entry closes each dated day. */
function holidayProblems(spec: UncheckedCalendar, problems: CalendarProblem[]): Map<number, string> {
  const closed = new Map<number, string>();
  const yearly = new Set<string>();
  spec.holidays.forEach((text, index) => {
    const holiday = readHoliday(text);
    const refuse = (message: string): void => void problems.push({ path: ['holidays', index], message });
    if (typeof holiday === 'string') return refuse(holiday);
    if ('yearly' in holiday) {
      if (yearly.has(holiday.yearly)) refuse(`'${text}' is listed twice. Remove one.`);
      yearly.add(holiday.yearly);
      return;
    }
    let double: string | undefined;
    for (let day = holiday.first; day <= holiday.last; day++) {
      double ??= closed.get(day);
      closed.set(day, text);
    }
    if (double !== undefined) refuse(`'${text}' closes days that '${double}' closes already. Remove one.`);
  });
  return closed;
}

function exceptionProblems(
  spec: UncheckedCalendar,
  closed: ReadonlyMap<number, string>,
  problems: CalendarProblem[],
): void {
  for (const [date, texts] of Object.entries(spec.exceptions)) {
    const path = ['exceptions', date];
    const day = readDay(date);
    if (day === null)
      problems.push({
        path,
        message: `'${date}' is no date. Write it as 'YYYY-MM-DD', such as '2026-12-31'.`,
      });
    else if (closed.has(day))
      problems.push({
        path,
        message: `${date} is both a holiday ('${closed.get(day)!}') and an exception. Keep the one that is meant.`,
      });
    dayShifts(texts, path, problems);
  }
}

function clock(minute: number): string {
  const within = minute > minutesPerDay ? minute - minutesPerDay : minute;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}
