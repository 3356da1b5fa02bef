const boundsMs = Array.from({ length: 64 }, (_, i) => 2 ** (i / 4));
const windowMs = 30_000;

/**
 * Quantiles of latency over the last 30 to 60 s: logarithmic buckets a quarter octave wide (at most 19 % too
 * high), two windows that take turns.
 */
export class LatencyWindow {
  #now = new Uint32Array(boundsMs.length);
  #before = new Uint32Array(boundsMs.length);
  #turned = 0;

  /** Counts one latency in milliseconds, at a wall-clock time in milliseconds. */
  record(latencyMs: number, at: number): void {
    if (at - this.#turned > windowMs) this.#turn(at);
    const index = latencyMs <= 1 ? 0 : Math.min(boundsMs.length - 1, Math.ceil(4 * Math.log2(latencyMs)));
    this.#now[index] = (this.#now[index] ?? 0) + 1;
  }

  /** Upper bound of the bucket that holds the quantile, or null with nothing recorded lately. */
  quantile(share: number, at: number): number | null {
    if (at - this.#turned > windowMs) this.#turn(at);
    let total = 0;
    for (let i = 0; i < boundsMs.length; i++) total += (this.#now[i] ?? 0) + (this.#before[i] ?? 0);
    if (total === 0) return null;
    let left = Math.ceil(share * total);
    for (let i = 0; i < boundsMs.length; i++) {
      left -= (this.#now[i] ?? 0) + (this.#before[i] ?? 0);
      if (left <= 0) return boundsMs[i] ?? null;
    }
    return boundsMs.at(-1) ?? null;
  }

  #turn(at: number): void {
    const isFresh = at - this.#turned <= 2 * windowMs;
    this.#before = isFresh ? this.#now : new Uint32Array(boundsMs.length);
    this.#now = new Uint32Array(boundsMs.length);
    this.#turned = at;
  }
}
