import { type Kernel } from './kernel.ts';

/** A quantity that stays at a level until it changes (queue length, units busy, stock), with its time-weighted statistics. */
export class Level {
  readonly name: string;
  readonly #kernel: Kernel;
  #value: number;
  #since: number;
  #start: number;
  #area = 0;
  #minimum: number;
  #maximum: number;

  /** Simulations make monitors. @internal */
  constructor(kernel: Kernel, name: string, initial = 0) {
    this.name = name;
    this.#kernel = kernel;
    this.#value = initial;
    this.#minimum = initial;
    this.#maximum = initial;
    this.#start = kernel.now;
    this.#since = kernel.now;
  }

  /** The level now. */
  get value(): number {
    return this.#value;
  }

  /** Sets the level from now on. */
  set(value: number): void {
    const { now } = this.#kernel;
    this.#area += this.#value * (now - this.#since);
    this.#since = now;
    this.#value = value;
    if (value > this.#maximum) this.#maximum = value;
    else if (value < this.#minimum) this.#minimum = value;
  }

  /** Raises the level, or lowers it by a negative change. */
  add(change: number): void {
    this.set(this.#value + change);
  }

  /** Level integrated over time since the last reset, in level × time units. */
  get area(): number {
    return this.#area + this.#value * (this.#kernel.now - this.#since);
  }

  /** Time-weighted mean since the last reset; `NaN` when no time has passed. */
  get mean(): number {
    return this.area / (this.#kernel.now - this.#start);
  }

  /** Lowest level since the last reset. */
  get minimum(): number {
    return this.#minimum;
  }

  /** Highest level since the last reset. */
  get maximum(): number {
    return this.#maximum;
  }

  /** Forgets the past; the level itself stays. */
  resetStatistics(): void {
    this.#start = this.#kernel.now;
    this.#since = this.#start;
    this.#area = 0;
    this.#minimum = this.#value;
    this.#maximum = this.#value;
  }
}
