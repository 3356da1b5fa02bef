/**
 * Running count, mean, variance and extremes of observations that arrive one by one, without keeping them.
 * Welford 1962; merging by Chan, Golub & LeVeque 1979. All moments are `NaN` until they are defined.
 */
export class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #minimum = Infinity;
  #maximum = -Infinity;

  /** Takes one observation; a `NaN` makes every later moment `NaN`, as it would a sum. */
  add(value: number): void {
    const count = ++this.#count;
    const delta = value - this.#mean;
    this.#mean += delta / count;
    this.#squares += delta * (value - this.#mean);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
  }

  /** Takes over the observations of another tally. The result depends on the order in its last bits: merge by index. */
  merge(other: Tally): void {
    if (other.#count === 0) return;
    const count = this.#count + other.#count;
    const delta = other.#mean - this.#mean;
    this.#squares += other.#squares + (delta * delta * this.#count * other.#count) / count;
    this.#mean += (delta * other.#count) / count;
    this.#minimum = Math.min(this.#minimum, other.#minimum);
    this.#maximum = Math.max(this.#maximum, other.#maximum);
    this.#count = count;
  }

  /** Forgets everything, as at the end of a warm-up. */
  reset(): void {
    this.#count = 0;
    this.#mean = 0;
    this.#squares = 0;
    this.#minimum = Infinity;
    this.#maximum = -Infinity;
  }

  /** How many observations were taken. */
  get count(): number {
    return this.#count;
  }

  /** Arithmetic mean; `NaN` without observations. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : NaN;
  }

  /** Sample variance with divisor n − 1; `NaN` for fewer than two observations. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : NaN;
  }

  /** Square root of the sample variance, in the unit of the observations. */
  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** Least observation; `NaN` without observations. */
  get minimum(): number {
    return this.#count > 0 ? this.#minimum : NaN;
  }

  /** Greatest observation; `NaN` without observations. */
  get maximum(): number {
    return this.#count > 0 ? this.#maximum : NaN;
  }

  /** Sum of the observations, as count × mean; 0 without observations. */
  get sum(): number {
    return this.#count * this.#mean;
  }
}
