import { type CalendarSpec } from './calendar-schema.ts';
import { readHoliday } from './holiday.ts';
import { type Weekday, formatDay, msPerDay, readDay, weekdayOf, weekdays } from './local-date.ts';
import { type Shift, readShift } from './shift.ts';
import { zoneOffsets } from './zone-offsets.ts';

/** Which shifts each local day has, and the instants between which they are open. Takes a calendar without problems. */
export class OpenDays {
  readonly #zone: ReturnType<typeof zoneOffsets>;
  readonly #weekly = new Map<Weekday, Shift[]>();
  readonly #dated = new Map<number, Shift[]>();
  readonly #yearly = new Set<string>();

  constructor(spec: CalendarSpec) {
    this.#zone = zoneOffsets(spec.timeZone);
    for (const day of weekdays) this.#weekly.set(day, sortedShifts(spec.weekly[day] ?? []));
    for (const text of spec.holidays) {
      const holiday = readHoliday(text);
      if (typeof holiday === 'string') continue;
      if ('yearly' in holiday) this.#yearly.add(holiday.yearly);
      else for (let day = holiday.first; day <= holiday.last; day++) this.#dated.set(day, []);
    }
    for (const [date, texts] of Object.entries(spec.exceptions))
      this.#dated.set(readDay(date)!, sortedShifts(texts));
  }

  /** The local day of an instant, as days since 1970-01-01. */
  dayAt(at: number): number {
    return Math.floor((at + this.#zone.offsetMs(at)) / msPerDay);
  }

  /**
   * Appends the open stretches of the shifts that start on days `first` to `last`, as start and end in turn, joined
   * where they touch. A shift is open from the first to the last instant at which the clocks show a time inside it.
   */
  append(bounds: number[], first: number, last: number): void {
    for (let day = first; day <= last; day++) {
      for (const shift of this.#shiftsOf(day)) {
        const start = this.#zone.opening(day * msPerDay + shift.startMinute * 60_000);
        const end = this.#zone.closing(day * msPerDay + shift.endMinute * 60_000);
        if (end <= start) continue;
        const previous = bounds.at(-1);
        if (previous !== undefined && start <= previous) bounds[bounds.length - 1] = Math.max(previous, end);
        else bounds.push(start, end);
      }
    }
  }

  #shiftsOf(day: number): readonly Shift[] {
    const dated = this.#dated.get(day);
    if (dated) return dated;
    if (this.#yearly.size > 0 && this.#yearly.has(formatDay(day).slice(5))) return [];
    return this.#weekly.get(weekdayOf(day))!;
  }
}

function sortedShifts(texts: readonly string[]): Shift[] {
  return texts
    .map(readShift)
    .filter((shift): shift is Shift => typeof shift !== 'string')
    .sort((a, b) => a.startMinute - b.startMinute);
}
