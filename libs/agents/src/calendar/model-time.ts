import { type Instant } from '@veinline/base';
import { type TimeUnit } from '@veinline/des';

const msPer: Readonly<Record<TimeUnit, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** Ties the time of a simulation to the calendar: model time 0 is `origin`, and a day is always 24 hours long. */
export class ModelTime {
  readonly #unitMs: number;

  constructor(
    readonly origin: Instant,
    readonly timeUnit: TimeUnit,
  ) {
    this.#unitMs = msPer[timeUnit];
  }

  /** The instant of a model time, to the microsecond: openings found in calendars come back as they were. */
  toInstant(time: number): Instant {
    return (Math.round((this.origin + time * this.#unitMs) * 1000) / 1000) as Instant;
  }

  /** The model time of an instant; negative before the origin. */
  toModel(at: Instant): number {
    return (at - this.origin) / this.#unitMs;
  }

  /** A number of hours in the time unit of the model. */
  fromHours(hours: number): number {
    return (hours * msPer.hours) / this.#unitMs;
  }
}
