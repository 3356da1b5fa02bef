import { type Awaitable, type Waiter } from './awaitable.ts';
import { type Kernel } from './kernel.ts';
import { Outcome } from './outcome.ts';
import {
  RUNNING,
  HOLDING,
  WAITING,
  SUSPENDED,
  NEW,
  DONE,
  STATE,
  OUTCOME_SHIFT,
  HANDLE_SHIFT,
  type Commitment,
  Details,
} from './process-state.ts';

/** The body of a process: a generator that yields after each command and may return a result. */
export type ProcessBody<R = unknown> = Generator<unknown, R, void>;

/** What the processes of one body share. */
export interface ProcessOrigin {
  readonly kernel: Kernel;
  readonly label: string;
  /** The label names one process only. */
  readonly isUnique: boolean;
}

/** What is known of a process, and how it can be asked. */
export abstract class ProcessRecord<R> implements Awaitable {
  // Few words, the busiest first: a process fills about one cache line, and a million of them little memory.
  protected readonly origin: ProcessOrigin;
  protected generator: ProcessBody<R> | null = null;
  /** State, outcome and alert in seven bits, the handle on the event list above them: together one small integer. */
  protected packed = NEW;
  protected details: Details<R> | null = null;
  /** Newest claim on a resource first. @internal */
  claims: Commitment | null = null;
  /** Serial number within its simulation, from 1, in the order of spawning. */
  readonly id: number;

  /** Simulations make processes; a model calls `spawn`. @internal */
  constructor(origin: ProcessOrigin, id: number) {
    this.origin = origin;
    this.id = id;
  }

  /** The name given at `spawnNamed`, or the name of the body and the id. */
  get name(): string {
    const { label, isUnique } = this.origin;
    return isUnique ? label : `${label}#${this.id}`;
  }

  /** How the latest wait ended. */
  get outcome(): Outcome {
    return ((this.packed >> OUTCOME_SHIFT) & 7) as Outcome;
  }

  /** The latest wait was given up without service: patience ran out, or the queue was full. */
  get reneged(): boolean {
    const { outcome } = this;
    return outcome === Outcome.reneged || outcome === Outcome.balked;
  }

  /** What the latest interruption or preemption was given as its cause. */
  get cause(): unknown {
    return this.details?.cause;
  }

  /** What the latest interruption left of the wait, in time units (Infinity for a wait without patience). */
  get remaining(): number {
    return this.details?.remaining ?? 0;
  }

  /** Which of the awaitables given to the latest `any` or `all` came (for `all`: came last), -1 after a time-out. */
  get fired(): number {
    return this.details?.fired ?? -1;
  }

  /** What the body returned; undefined while it lives. */
  get result(): R | undefined {
    return this.details?.result;
  }

  get isDone(): boolean {
    return (this.packed & STATE) === DONE;
  }

  get hasHappened(): boolean {
    return this.isDone;
  }

  /** What it waits for (a facility, a signal, another process), undefined when nothing or when it only holds. */
  get waitsFor(): string | undefined {
    const state = this.packed & STATE;
    if (state !== WAITING && state !== SUSPENDED) return undefined;
    if (state === WAITING && this.details?.wait) return this.details.wait.name;
    let claim = this.claims;
    while (state === SUSPENDED && claim && !claim.isSuspended) claim = claim.nextOfProcess;
    return claim?.name;
  }

  subscribe(waiter: Waiter): void {
    (this.more.waiters ??= new Set()).add(waiter);
  }

  unsubscribe(waiter: Waiter): void {
    this.details?.waiters?.delete(waiter);
  }

  /** It is running its body just now (a grant needs no event). @internal */
  get isRunning(): boolean {
    return (this.packed & STATE) === RUNNING;
  }

  /** Its hold ends at this very time. @internal */
  get isEnding(): boolean {
    const { events, now } = this.origin.kernel;
    return (this.packed & STATE) === HOLDING && events.timeOf(this.packed >>> HANDLE_SHIFT) === now;
  }

  /** What a store handed over. @internal */
  get received(): unknown {
    return this.details?.received;
  }

  set received(item: unknown) {
    this.more.received = item;
  }

  /** Writes a trace line; only call while tracing. @internal */
  note(action: string, detail = ''): void {
    const { kernel } = this.origin;
    kernel.trace?.({ time: kernel.now, action, subject: this.name, detail });
  }

  /** The details, made when first needed. */
  protected get more(): Details<R> {
    return (this.details ??= new Details<R>());
  }
}
