/** A source of randomness as a port: uniform numbers in [0, 1). */
export interface RandomStream {
  next(): number;
}

/** Tommy Ettinger's Mulberry32: 32 bits of state, for sensor noise; not for statistics or secrets. */
export class Mulberry32 implements RandomStream {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A standard normal deviate by the Box-Muller transform. */
export function gaussian(stream: RandomStream): number {
  const u = 1 - stream.next();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * stream.next());
}
