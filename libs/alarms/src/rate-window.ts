/**
 * Slope of a value over the last seconds by ordinary least squares, in units per minute.
 *
 * The value that held when the window began counts as its first point, so a source that reports by exception is
 * judged by what its value was. The slope is null until the points span half the window: two noisy values a
 * second apart say nothing about a rate. Closely spaced points are thinned to about 600 per window.
 */
export class RateWindow {
  readonly #window: number;
  readonly #times: number[] = [];
  readonly #values: number[] = [];

  constructor(windowSeconds: number) {
    this.#window = windowSeconds * 1000;
  }

  /** Adds a value at a time in milliseconds, not before the last one. */
  add(at: number, value: number): void {
    const count = this.#times.length;
    const last = this.#times[count - 1];
    const before = this.#times[count - 2];
    if (last === at || (last !== undefined && before !== undefined && last - before < this.#window / 600)) {
      this.#times.pop();
      this.#values.pop();
    }
    this.#times.push(at);
    this.#values.push(value);
    const start = at - this.#window;
    while ((this.#times[1] ?? Infinity) <= start) {
      this.#times.shift();
      this.#values.shift();
    }
    if ((this.#times[0] ?? start) < start) this.#times[0] = start;
  }

  /** Forgets everything, after a time in which the value was unknown. */
  clear(): void {
    this.#times.length = 0;
    this.#values.length = 0;
  }

  /** Units per minute, or null while too little is known. */
  slope(): number | null {
    const count = this.#times.length;
    const first = this.#times[0] ?? 0;
    if (count < 2 || (this.#times[count - 1] ?? 0) - first < this.#window / 2) return null;
    let meanTime = 0;
    let meanValue = 0;
    for (let i = 0; i < count; i++) {
      meanTime += ((this.#times[i] ?? 0) - first) / count;
      meanValue += (this.#values[i] ?? 0) / count;
    }
    let covariance = 0;
    let variance = 0;
    for (let i = 0; i < count; i++) {
      const dt = (this.#times[i] ?? 0) - first - meanTime;
      covariance += dt * ((this.#values[i] ?? 0) - meanValue);
      variance += dt * dt;
    }
    const perMinute = (covariance / variance) * 60_000;
    return Number.isFinite(perMinute) ? perMinute : null;
  }
}
