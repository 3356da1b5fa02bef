import { OpeningHours, day } from './opening-hours.ts';
import type { ClinicParameters } from './parameters.ts';
import { quantile } from '@veinline/stats';

/** The grid of the curves: every quarter of an hour from 6:00 to 22:00. */
export const curveGrid = { points: 65, startHour: 6, stepHours: 0.25 } as const;

/** What the clinic writes down, day by day, and what follows from it. Times are minutes since the first midnight. */
export class DayBook {
  readonly hours: OpeningHours;
  readonly #parameters: ClinicParameters;
  readonly #countedDays: number;
  readonly #waits: number[] = [];
  readonly #lastLeft = new Map<number, number>();
  readonly #queueCurve = new Float64Array(curveGrid.points);
  readonly #chairCurve = new Float64Array(curveGrid.points);
  #curveDays = 0;
  #noShows = 0;
  #turnedAway = 0;
  #accessFailed = 0;
  #collected = 0;
  #stay = 0;
  #waiting = 0;
  #chairBusy = 0;
  #nurseBusy = 0;

  constructor(parameters: ClinicParameters) {
    const { opening, warmUpDays, days } = parameters;
    this.#parameters = parameters;
    this.#countedDays = days - warmUpDays;
    this.hours = new OpeningHours(opening.from, opening.to, warmUpDays, days);
  }

  noShow(at: number): void {
    if (this.hours.counts(at)) this.#noShows += 1;
  }

  turnedAway(came: number, left: number): void {
    this.#waiting += this.hours.overlap(came, left);
    if (this.hours.counts(came)) this.#turnedAway += 1;
  }

  /** A nurse begins with a patient: the wait is over. */
  began(came: number, at: number): void {
    this.#waiting += this.hours.overlap(came, at);
    if (this.hours.counts(came)) this.#waits.push(at - came);
  }

  /** A patient leaves, with cells or without (no vein gave enough flow). */
  left(came: number, at: number, isCollected: boolean): void {
    if (!this.hours.counts(came)) return;
    const today = Math.floor(came / day);
    this.#lastLeft.set(today, Math.max(at, this.#lastLeft.get(today) ?? 0));
    if (!isCollected) {
      this.#accessFailed += 1;
      return;
    }
    this.#collected += 1;
    this.#stay += at - came;
  }

  chairWasBusy(from: number, to: number): void {
    this.#chairBusy += this.hours.overlap(from, to);
  }

  nurseWasBusy(from: number, to: number): void {
    this.#nurseBusy += this.hours.overlap(from, to);
  }

  /** One look at the clinic, for the curves; point 0 begins a day. */
  look(at: number, point: number, waiting: number, chairs: number): void {
    if (!this.hours.counts(at)) return;
    if (point === 0) this.#curveDays += 1;
    this.#queueCurve[point]! += waiting;
    this.#chairCurve[point]! += chairs;
  }

  /** The outputs of the model; means over nobody are NaN. */
  outputs(): Readonly<Record<string, number>> {
    const { chairs, nurses, acceptableWait } = this.#parameters;
    const waits = this.#waits;
    const { total } = this.hours;
    return {
      waitMean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
      waitP90: waits.length === 0 ? NaN : quantile(waits, 0.9),
      onTime: (100 * waits.filter((wait) => wait <= acceptableWait).length) / waits.length,
      stayMean: this.#stay / this.#collected,
      collectedPerDay: this.#collected / this.#countedDays,
      turnedAwayPerDay: this.#turnedAway / this.#countedDays,
      accessFailedPerDay: this.#accessFailed / this.#countedDays,
      noShowsPerDay: this.#noShows / this.#countedDays,
      chairUtilisation: (100 * this.#chairBusy) / (chairs * total),
      nurseUtilisation: (100 * this.#nurseBusy) / (nurses * total),
      queueMean: this.#waiting / total,
      overtimePerDay: this.#overtime() / this.#countedDays,
    };
  }

  /** Curves over the day, averaged over the days that count. */
  series(): Readonly<Record<string, Float64Array>> {
    const perDay = (sum: number) => sum / this.#curveDays;
    return { queueLength: this.#queueCurve.map(perDay), chairsBusy: this.#chairCurve.map(perDay) };
  }

  /** Minutes between closing and the last patient's leaving, over all days. */
  #overtime(): number {
    if (this.hours.isRoundTheClock) return 0;
    let sum = 0;
    for (const [today, at] of this.#lastLeft) sum += Math.max(0, at - this.hours.closesOnDayOf(today * day));
    return sum;
  }
}
