import type { Instant } from './instant.ts';

/** Time as a port: libs and simulations never read the wall clock themselves. */
export interface Clock {
  /** The present instant of this clock. */
  now(): Instant;
}

/** A clock that stands still until it is moved; for tests and for virtual time. */
export class ManualClock implements Clock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Moves the clock forward by a number of milliseconds; a clock never runs back. */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`A clock cannot move by ${milliseconds} ms.`);
    this.#now = (this.#now + milliseconds) as Instant;
  }
}
