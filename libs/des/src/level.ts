import { type Kernel } from './kernel.ts';

/** A quantity that stays at a level until it changes (queue length, units busy, stock), with its time-weighted statistics. */
export class Level {
  readonly name: string;
  private readonly kernel: Kernel;
  private level: number;
  private since: number;
  private start: number;
  private integral = 0;
  private lowest: number;
  private highest: number;

  /** Simulations make monitors. @internal */
  constructor(kernel: Kernel, name: string, initial = 0) {
    this.name = name;
    this.kernel = kernel;
    this.level = initial;
    this.lowest = initial;
    this.highest = initial;
    this.start = kernel.now;
    this.since = kernel.now;
  }

  /** The level now. */
  get value(): number {
    return this.level;
  }

  /** Sets the level from now on. */
  set(value: number): void {
    const { now } = this.kernel;
    this.integral += this.level * (now - this.since);
    this.since = now;
    this.level = value;
    if (value > this.highest) this.highest = value;
    else if (value < this.lowest) this.lowest = value;
  }

  /** Raises the level, or lowers it by a negative change. */
  add(change: number): void {
    this.set(this.level + change);
  }

  /** Level integrated over time since the last reset, in level × time units. */
  get area(): number {
    return this.integral + this.level * (this.kernel.now - this.since);
  }

  /** Time-weighted mean since the last reset; `NaN` when no time has passed. */
  get mean(): number {
    return this.area / (this.kernel.now - this.start);
  }

  /** Lowest level since the last reset. */
  get minimum(): number {
    return this.lowest;
  }

  /** Highest level since the last reset. */
  get maximum(): number {
    return this.highest;
  }

  /** Forgets the past; the level itself stays. */
  resetStatistics(): void {
    this.start = this.kernel.now;
    this.since = this.start;
    this.integral = 0;
    this.lowest = this.level;
    this.highest = this.level;
  }
}
