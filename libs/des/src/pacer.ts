import { VeinlineError } from '@veinline/base';

/** What a pacer moves along: a simulation. */
interface PacedSimulation {
  readonly now: number;
  peek(): number;
  step(): boolean;
  run(until: number): unknown;
}

/** Options of a pacer: the wall clock and the waiting are handed in. */
export interface PacerOptions {
  /** Simulated time units per second of wall time, above 0; Infinity for as fast as possible. */
  readonly factor: number;
  /** Wall time in milliseconds, from any origin. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds of wall time, 0 to let others work. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Longest single wait in milliseconds, so that pausing and a new factor take effect soon; 50 by default. */
  readonly granularity?: number;
}

/** Events handled before others get a turn. */
const SLICE = 1000;

/**
 * Paces a simulation to wall time: event by event, none before its wall time, with pause, resume, step and a factor that can
 * change. Pacing never changes what happens, only when it is seen.
 */
export class Pacer {
  readonly #simulation: PacedSimulation;
  readonly #clock: () => number;
  readonly #wait: (milliseconds: number) => Promise<void>;
  readonly #granularity: number;
  #factor: number;
  #isPaused = false;
  #isStopped = false;
  #wallOrigin = 0;
  #timeOrigin = 0;

  /** Throws PACE_INVALID for a factor that is not above 0. */
  constructor(simulation: PacedSimulation, { factor, clock, wait, granularity = 50 }: PacerOptions) {
    this.#simulation = simulation;
    this.#clock = clock;
    this.#wait = wait;
    this.#granularity = granularity;
    this.#factor = checkedFactor(factor);
    this.#anchor();
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Simulated time units per second of wall time. */
  get factor(): number {
    return this.#factor;
  }

  set factor(factor: number) {
    const due = this.#due();
    this.#factor = checkedFactor(factor);
    this.#anchor(due);
  }

  /** Simulated time that wall time has reached, in time units; it does not move while paused. */
  get due(): number {
    return this.#isPaused ? this.#timeOrigin : this.#due();
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#anchor(this.#due());
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#anchor(this.#timeOrigin);
  }

  /** While paused: handles the next event at once; false when there is none. */
  step(): boolean {
    const hasStepped = this.#simulation.step();
    if (hasStepped) this.#anchor(this.#simulation.now);
    return hasStepped;
  }

  /** Ends `run` after its current wait. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Runs paced until a simulated time, until no event is left, or until `stop`. Throws what the simulation throws. */
  async run(until = Infinity): Promise<void> {
    this.#isStopped = false;
    this.#anchor();
    while (!this.#isStopped) {
      if (this.#isPaused) {
        await this.#wait(this.#granularity);
        continue;
      }
      const next = Math.min(this.#simulation.peek(), until);
      if (next === Infinity) return;
      const due = this.#due();
      if (next > due) {
        await this.#wait(Math.min(this.#granularity, Math.ceil(((next - due) / this.#factor) * 1000)));
        continue;
      }
      if (this.#advance(Math.min(due, until)) && due >= until) return;
      await this.#wait(0);
    }
  }

  /** A slice of events up to a time; true when all of them are done and the clock shows that time. */
  #advance(end: number): boolean {
    for (let count = 0; count < SLICE; count++) {
      if (this.#simulation.peek() > end) {
        this.#simulation.run(end);
        return true;
      }
      if (!this.#simulation.step()) {
        this.#isStopped = true;
        return false;
      }
    }
    return false;
  }

  #due(): number {
    if (this.#factor === Infinity) return Infinity;
    return this.#timeOrigin + ((this.#clock() - this.#wallOrigin) / 1000) * this.#factor;
  }

  #anchor(time = this.#simulation.now): void {
    this.#timeOrigin = time === Infinity ? this.#simulation.now : time;
    this.#wallOrigin = this.#clock();
  }
}

function checkedFactor(factor: number): number {
  if (factor > 0) return factor;
  throw new VeinlineError(
    'PACE_INVALID',
    `A simulation cannot be paced at ${factor} time units per second.`,
    {
      hint: 'Give a factor above 0; Infinity runs as fast as possible. Use pause() to stand still.',
    },
  );
}
