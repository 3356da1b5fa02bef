/** Minutes of a day. */
export const day = 1_440;

/** The opening hours of the days whose statistics count, in minutes since the start of the first day. */
export class OpeningHours {
  readonly #from: number;
  readonly #to: number;
  readonly #first: number;
  readonly #end: number;

  /** Hours of the day at which the clinic opens and closes; the first day that counts, and the one after the last. */
  constructor(fromHour: number, toHour: number, firstDay: number, endDay: number) {
    this.#from = fromHour * 60;
    this.#to = toHour * 60;
    this.#first = firstDay;
    this.#end = endDay;
  }

  /** The clinic never closes, so one day runs into the next. */
  get isRoundTheClock(): boolean {
    return this.#from === 0 && this.#to === day;
  }

  /** Whether the statistics of the day at a time count. */
  counts(time: number): boolean {
    const today = Math.floor(time / day);
    return today >= this.#first && today < this.#end;
  }

  /** Minutes of opening in all days that count. */
  get total(): number {
    return (this.#end - this.#first) * (this.#to - this.#from);
  }

  /** When the clinic opens on the day of a time. */
  opensOnDayOf(time: number): number {
    return Math.floor(time / day) * day + this.#from;
  }

  /** When the clinic closes on the day of a time. */
  closesOnDayOf(time: number): number {
    return Math.floor(time / day) * day + this.#to;
  }

  /** How many minutes between two times fall into opening hours that count. */
  overlap(from: number, to: number): number {
    let sum = 0;
    for (let d = Math.max(this.#first, Math.floor(from / day)); d < this.#end && d * day < to; d++) {
      const start = Math.max(from, d * day + this.#from);
      const end = Math.min(to, d * day + this.#to);
      if (end > start) sum += end - start;
    }
    return sum;
  }
}
