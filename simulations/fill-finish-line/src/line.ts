import { Mulberry32 } from '@veinline/base';
import { PackMlMachine } from '@veinline/control';
import type { PackMlState } from '@veinline/control';

/** Stations in the order a vial passes them. */
export const stations = ['fill', 'stopper', 'cap', 'inspect'] as const;

/** Parameters of the line; all are assumptions of a small clinical filling line. */
export const lineParameters = {
  /** Vials per minute. */
  speed: 60,
  /** Vials of one batch. */
  batchSize: 6000,
  /** Share of vials that inspection rejects. */
  rejectShare: 0.006,
  /** Mean time between short stops, s. */
  meanTimeToStop: 1500,
  /** Shortest and longest short stop, s. */
  stopSeconds: [45, 240],
  /** Duration of the other acting states, s. */
  actingSeconds: 20,
  /** Clearance between batches, s. */
  turnaroundSeconds: 900,
} as const;

/** Reasons of short stops; external ones suspend the line, internal ones hold it (PackML). */
const reasons = [
  { text: 'Vial infeed empty', command: 'Suspend' },
  { text: 'Downstream buffer full', command: 'Suspend' },
  { text: 'Stopper jam', command: 'Hold' },
  { text: 'Fallen vial at capper', command: 'Hold' },
] as const;

/** What the line shows. */
export interface LineReading {
  readonly State: PackMlState;
  readonly Mode: string;
  /** Vials per minute, now. */
  readonly Speed: number;
  readonly SpeedSetpoint: number;
  /** Vials inspected since the batch began: good and rejected. */
  readonly Produced: number;
  readonly Rejected: number;
  readonly Good: number;
  readonly BatchId: string;
  readonly StopReason: string;
}

/**
 * A fill-and-finish line in PackML, one second a step.
 *
 *   vials -> [fill] -> [stopper] -> [cap] -> [inspect] -+-> good
 *                                                       +-> rejected
 */
export class FillFinishLine {
  readonly #random: Mulberry32;
  readonly #machine = new PackMlMachine('Execute');
  /** Vials that have passed each station in this batch. */
  readonly #passed = [0, 0, 0, 0];
  #rejected = 0;
  #batchNumber = 88;
  #partial = 0;
  /** Seconds left in a state that ends by time. */
  #timer = 0;
  #reason = '';
  #leftover = 0;

  constructor(seed: number) {
    this.#random = new Mulberry32(seed);
  }

  /** Advances by seconds of process time. */
  advance(seconds: number): void {
    this.#leftover += seconds;
    for (; this.#leftover >= 1 - 1e-9; this.#leftover -= 1) this.#second();
  }

  read(): LineReading {
    const produced = this.#passed[3]!;
    return {
      State: this.#machine.state,
      Mode: 'Production',
      Speed: this.#machine.state === 'Execute' ? lineParameters.speed : 0,
      SpeedSetpoint: lineParameters.speed,
      Produced: produced,
      Rejected: this.#rejected,
      Good: produced - this.#rejected,
      BatchId: `FF26-${String(this.#batchNumber).padStart(4, '0')}`,
      StopReason: this.#reason,
    };
  }

  /** Vials between filling and inspection. */
  get inProcess(): number {
    return this.#passed[0]! - this.#passed[3]!;
  }

  #second(): void {
    const state = this.#machine.state;
    if (state === 'Execute') return this.#execute();
    this.#timer -= 1;
    if (this.#timer > 0) return;
    this.#timer = lineParameters.actingSeconds;
    if (state === 'Suspended') this.#machine.command('Unsuspend');
    else if (state === 'Held') this.#machine.command('Unhold');
    else if (state === 'Complete') this.#machine.command('Reset');
    else if (state === 'Idle') this.#startBatch();
    else this.#finishActing();
  }

  #finishActing(): void {
    this.#machine.complete();
    const state = this.#machine.state;
    const [low, high] = lineParameters.stopSeconds;
    if (state === 'Suspended' || state === 'Held')
      this.#timer = low + Math.floor(this.#random.next() * (high - low));
    if (state === 'Complete') this.#timer = lineParameters.turnaroundSeconds;
    if (state === 'Execute') this.#reason = '';
  }

  #startBatch(): void {
    this.#machine.command('Start');
    this.#batchNumber += 1;
    this.#passed.fill(0);
    this.#rejected = 0;
  }

  #execute(): void {
    this.#partial += lineParameters.speed / 60;
    for (; this.#partial >= 1 - 1e-9; this.#partial -= 1) this.#index();
    if (this.#passed[3] === lineParameters.batchSize) {
      this.#machine.complete();
      this.#timer = lineParameters.actingSeconds;
      return;
    }
    if (this.#random.next() >= 1 / lineParameters.meanTimeToStop) return;
    const reason = reasons[Math.floor(this.#random.next() * reasons.length)]!;
    this.#reason = reason.text;
    this.#machine.command(reason.command);
    this.#timer = lineParameters.actingSeconds;
  }

  /** One index of the transport: every station hands its vial to the next, last station first. */
  #index(): void {
    for (let i = stations.length - 1; i > 0; i--) {
      if (this.#passed[i]! >= this.#passed[i - 1]!) continue;
      this.#passed[i]! += 1;
      if (i === stations.length - 1 && this.#random.next() < lineParameters.rejectShare) this.#rejected += 1;
    }
    if (this.#passed[0]! < lineParameters.batchSize) this.#passed[0]! += 1;
  }
}
