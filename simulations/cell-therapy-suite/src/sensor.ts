import { gaussian } from '@veinline/base';
import type { RandomStream } from '@veinline/base';
import type { Signal } from './signals.ts';

/** One measuring instrument: noise, slow drift, and the faults stuck and drifting. */
export class Sensor {
  readonly #signal: Signal;
  readonly #random: RandomStream;
  /** Signal units per day. */
  readonly #ageing: number;
  #bias = 0;
  #faultPerHour = 0;
  #stuckAt: number | null = null;

  constructor(signal: Signal, random: RandomStream, ageingPerDay = 0) {
    this.#signal = signal;
    this.#random = random;
    this.#ageing = ageingPerDay;
  }

  /** Lets the instrument age by hours of process time. */
  age(hours: number): void {
    this.#bias += (this.#ageing / 24 + this.#faultPerHour) * hours;
  }

  /** Sets the instrument right, as at the start of a batch; faults stay. */
  calibrate(): void {
    this.#bias = 0;
  }

  /** What a controller sees: filtered, with bias and faults but without noise. */
  filtered(truth: number): number {
    return this.#stuckAt ?? truth + this.#bias;
  }

  /** What is served: limited to the full scale. */
  measure(truth: number): number {
    if (this.#stuckAt !== null) return this.#stuckAt;
    const { noise = 0, relativeNoise = 0, range } = this.#signal;
    const value = truth + this.#bias + gaussian(this.#random) * (noise + relativeNoise * Math.abs(truth));
    return Math.min(range[1], Math.max(range[0], value));
  }

  stick(truth: number): void {
    this.#stuckAt = this.measure(truth);
  }

  drift(perHour: number): void {
    this.#faultPerHour = perHour;
  }

  /** Repairs and calibrates the instrument. */
  repair(): void {
    this.#stuckAt = null;
    this.#faultPerHour = 0;
    this.#bias = 0;
  }
}
