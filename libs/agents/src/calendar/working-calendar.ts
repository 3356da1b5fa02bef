import { type Instant, VeinlineError, toIso } from '@veinline/base';
import { type CalendarInput, type CalendarSpec, calendarSchema } from './calendar-schema.ts';
import { formatDay } from './local-date.ts';
import { OpenDays } from './open-days.ts';
import { parsed } from '../parsed.ts';

/** A stretch of open time; open at `start`, closed again at `end`. */
export interface OpenInterval {
  readonly start: Instant;
  readonly end: Instant;
}

const msPerHour = 3_600_000;
const searchDays = 30 * 366;
const marginDays = 3;

/**
 * When a place or a team works: weekly shifts with holidays and exceptions on the clocks of one time zone. Answers are
 * exact through clock changes: a night shift is an hour longer in autumn and an hour shorter in spring.
 */
export class WorkingCalendar {
  readonly spec: CalendarSpec;
  readonly #days: OpenDays;
  #firstDay = 0;
  #lastDay = -1;
  /** Starts and ends of open stretches in turn, and the open milliseconds before each start. */
  #bounds: number[] = [];
  #openBefore: number[] = [];

  /** Throws VeinlineError CALENDAR_INVALID with every problem when the calendar contradicts itself. */
  constructor(input: CalendarInput) {
    this.spec = parsed(calendarSchema, input, 'CALENDAR_INVALID', 'The calendar');
    this.#days = new OpenDays(this.spec);
  }

  /** True when the calendar is open at the instant. */
  isOpen(at: Instant): boolean {
    this.#cover(at, at);
    const index = this.#stretchAtOrBefore(at);
    return index >= 0 && at < this.#bounds[2 * index + 1]!;
  }

  /** The local date of an instant, as `2026-12-25`. */
  dateOf(at: Instant): string {
    return formatDay(this.#days.dayAt(at));
  }

  /** The open stretches within [from, to), cut at its ends. */
  openIntervals(from: Instant, to: Instant): OpenInterval[] {
    const found: OpenInterval[] = [];
    if (to <= from) return found;
    this.#cover(from, to);
    for (let k = Math.max(0, this.#stretchAtOrBefore(from)); 2 * k < this.#bounds.length; k++) {
      const [start, end] = [this.#bounds[2 * k]!, this.#bounds[2 * k + 1]!];
      if (start >= to) break;
      if (end <= from) continue;
      found.push({ start: Math.max(start, from) as Instant, end: Math.min(end, to) as Instant });
    }
    return found;
  }

  /** The first open instant at or after `at`; throws CALENDAR_NEVER_OPENS when 30 years bring none. */
  nextOpening(at: Instant): Instant {
    if (this.isOpen(at)) return at;
    for (let days = 30; ; days *= 4) {
      this.#coverDays(this.#days.dayAt(at), this.#days.dayAt(at) + Math.min(days, searchDays));
      const start = this.#bounds[2 * (this.#stretchAtOrBefore(at) + 1)];
      if (start !== undefined) return start as Instant;
      if (days > searchDays) throw this.#neverOpens(at, 'after');
    }
  }

  /** Open hours within [from, to]; negative when `to` is the earlier. */
  workingHoursBetween(from: Instant, to: Instant): number {
    this.#cover(Math.min(from, to), Math.max(from, to));
    return (this.#openUntil(to) - this.#openUntil(from)) / msPerHour;
  }

  /**
   * The first instant at which `hours` of open time have passed since `start`. With negative hours the last instant
   * from which that much passes until `start`. Zero gives `start`, open or not.
   */
  addWorkingTime(start: Instant, hours: number): Instant {
    if (!Number.isFinite(hours))
      throw new VeinlineError(
        'WORKING_TIME_INVALID',
        `Cannot add ${hours} working hours to ${toIso(start)}.`,
        {
          hint: 'Pass a finite number of hours.',
        },
      );
    if (hours === 0) return start;
    const direction = Math.sign(hours);
    const wanted = Math.abs(hours) * msPerHour;
    for (let days = 30; ; days *= 2) {
      const day = this.#days.dayAt(start);
      if (direction > 0) this.#coverDays(day, day + days);
      else this.#coverDays(day - days, day);
      const target = this.#openUntil(start) + direction * wanted;
      const found = direction > 0 ? this.#firstWith(target) : this.#lastWith(target);
      if (found !== undefined) return found as Instant;
      if (days > searchDays + wanted / (msPerHour / 10))
        throw this.#neverOpens(start, direction > 0 ? 'after' : 'before');
    }
  }

  #firstWith(openMs: number): number | undefined {
    let index = lowerBound(this.#openBefore, openMs) - 1;
    if (index < 0) index = 0;
    const at = this.#bounds[2 * index];
    if (at === undefined) return undefined;
    const instant = at + openMs - this.#openBefore[index]!;
    return instant <= this.#bounds[2 * index + 1]! ? instant : undefined;
  }

  #lastWith(openMs: number): number | undefined {
    if (openMs < 0) return undefined;
    let index = lowerBound(this.#openBefore, openMs);
    if (this.#openBefore[index] !== openMs) index--;
    const at = this.#bounds[2 * index];
    return at === undefined ? undefined : at + openMs - this.#openBefore[index]!;
  }

  /** Open milliseconds from the start of what is covered to an instant inside it. */
  #openUntil(at: number): number {
    const index = this.#stretchAtOrBefore(at);
    if (index < 0) return 0;
    const [start, end] = [this.#bounds[2 * index]!, this.#bounds[2 * index + 1]!];
    return this.#openBefore[index]! + Math.min(at, end) - start;
  }

  #stretchAtOrBefore(at: number): number {
    let low = 0;
    let high = this.#bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#bounds[2 * middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #cover(from: number, to: number): void {
    if (!Number.isFinite(from) || !Number.isFinite(to))
      throw new VeinlineError(
        'INSTANT_INVALID',
        `Not a point in time: ${Number.isFinite(from) ? to : from}.`,
        {
          hint: 'Ask the calendar with finite milliseconds since 1970.',
        },
      );
    this.#coverDays(this.#days.dayAt(from), this.#days.dayAt(to));
  }

  /** Makes the open stretches of these days known; grows by half again so that repeated growth stays cheap. */
  #coverDays(first: number, last: number): void {
    const empty = this.#lastDay < this.#firstDay;
    if (!empty && first - marginDays >= this.#firstDay && last + marginDays <= this.#lastDay) return;
    const from = empty ? first : Math.min(first, this.#firstDay);
    const to = empty ? last : Math.max(last, this.#lastDay);
    const room = marginDays + (empty ? 0 : Math.ceil((to - from) / 2));
    this.#firstDay = !empty && first - marginDays >= this.#firstDay ? this.#firstDay : from - room;
    this.#lastDay = !empty && last + marginDays <= this.#lastDay ? this.#lastDay : to + room;
    this.#bounds = [];
    this.#days.append(this.#bounds, this.#firstDay, this.#lastDay);
    this.#openBefore = [];
    let open = 0;
    for (let k = 0; k < this.#bounds.length; k += 2) {
      this.#openBefore.push(open);
      open += this.#bounds[k + 1]! - this.#bounds[k]!;
    }
  }

  #neverOpens(at: Instant, side: 'after' | 'before'): VeinlineError {
    return new VeinlineError(
      'CALENDAR_NEVER_OPENS',
      `The calendar has too little open time in the 30 years ${side} ${toIso(at)}.`,
      {
        hint: 'Give it weekly shifts, or exceptions near that time.',
        details: { at, timeZone: this.spec.timeZone },
      },
    );
  }
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
