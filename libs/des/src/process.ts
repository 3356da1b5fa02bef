import { type Awaitable } from './awaitable.ts';
import { Outcome, outcomeName } from './outcome.ts';
import { commandRefused, yieldedNothing } from './process-fault.ts';
import {
  RUNNING,
  READY,
  HOLDING,
  WAITING,
  DUE,
  SUSPENDED,
  NEW,
  DONE,
  STATE,
  OUTCOME_SHIFT,
  ALERT,
  HANDLE_SHIFT,
  HANDLE,
  type Commitment,
} from './process-state.ts';
import { type ProcessBody, ProcessRecord } from './process-record.ts';
import { GroupWait, type PendingWait, SingleWait } from './process-wait.ts';

export type { ProcessBody, ProcessOrigin } from './process-record.ts';

/** What a command returns: nothing. `yield` it, and the process sleeps until the command is done. */
export type Wait = undefined;

/** Options of a wait that may be given up. */
export interface WaitOptions {
  /** Longest wait in time units; none by default. */
  readonly patience?: number;
}

/** The one `next` of all generators: found on each body's own prototype it would be looked up anew for each kind of body. */
const next = Object.getPrototypeOf(function* () {}).prototype.next as Generator['next'];

/**
 * A process: a generator with a place on the event list.
 *
 * Commands (`hold`, `seize`, `waitFor`, …) arrange the wake-up before the `yield`, so no command object exists and the yield
 * is bare. How the wait ended is read from `outcome`; nothing is thrown into the body.
 */
export class Process<R = unknown> extends ProcessRecord<R> {
  /** Puts the start of the body on the event list at this time. @internal */
  begin(generator: ProcessBody<R>): void {
    const { kernel } = this.origin;
    this.generator = generator;
    const handle = kernel.events.acquire();
    this.packed = (handle << HANDLE_SHIFT) | NEW;
    kernel.targets[handle] = this;
    kernel.events.scheduleDue(kernel.now, handle);
  }

  /** Lets time pass: a delay in time units. Throws DELAY_INVALID for a delay that is negative or not finite. */
  hold(delay: number, priority = 0): Wait {
    const { kernel } = this.origin;
    const time = kernel.now + delay;
    if (!(delay >= 0) || time === Infinity) throw kernel.invalidDelay('hold', delay, this.name);
    if ((this.packed & (STATE | ALERT)) !== RUNNING && !this.admit('hold', delay)) return;
    this.packed = (this.packed & HANDLE) | HOLDING;
    const handle = this.packed >>> HANDLE_SHIFT;
    if (delay === 0 && priority === 0) kernel.events.scheduleDue(time, handle);
    else kernel.events.schedule(time, handle, priority);
    if (kernel.holdStarts !== null) kernel.holdStarts[handle] = kernel.now;
    if (kernel.trace !== null) this.note('hold', String(delay));
  }

  /** Waits until another process has ended; its `result` is there then. Does not wait for one that has ended already. */
  join(other: Process, options?: WaitOptions): Wait {
    this.waitFor(other, options);
  }

  /** Waits until a signal fires or a process ends, no longer than `patience` (outcome timedOut). */
  waitFor(awaitable: Awaitable, options?: WaitOptions): Wait {
    if (!this.ready('waitFor')) return;
    if (awaitable.hasHappened) this.succeed();
    else this.park(new SingleWait(this, awaitable), options?.patience);
  }

  /** Waits until one of several has happened; `fired` says which. */
  any(awaitables: readonly Awaitable[], options?: WaitOptions): Wait {
    this.waitForGroup('any', awaitables, options);
  }

  /** Waits until each of several has happened. */
  all(awaitables: readonly Awaitable[], options?: WaitOptions): Wait {
    this.waitForGroup('all', awaitables, options);
  }

  /**
   * Ends the wait of another process at once: it resumes at this time with outcome interrupted, the cause, and what remained.
   * It leaves the queue it stood in, and loses units taken from it that it had not got back. One that has not started, or is
   * due at this very time, is interrupted at its next command. False when it has ended. Throws SELF_INTERRUPT.
   */
  interrupt(cause?: unknown): boolean {
    const { kernel } = this.origin;
    if (kernel.turn === this.packed >>> HANDLE_SHIFT && !this.isDone) {
      throw kernel.fault('SELF_INTERRUPT', 'A process cannot interrupt itself: it is not waiting.');
    }
    return this.breakOff(Outcome.interrupted, cause);
  }

  /** Resumes the body: the event list calls it. @internal */
  fire(): void {
    const { kernel } = this.origin;
    if ((this.packed & STATE) === WAITING && !this.lose()) return;
    if (kernel.trace !== null) this.noteTurn();
    const generator = this.generator!;
    for (;;) {
      this.packed &= ~STATE;
      const step = next.call(generator) as IteratorResult<unknown, R>;
      if (step.done) {
        this.finish(step.value);
        return;
      }
      const state = this.packed & STATE;
      if (state > READY) return;
      if (state === RUNNING) throw yieldedNothing(kernel, this.name, step.value);
      kernel.countSameTimeStep();
    }
  }

  /** True when a command may begin; false when a pending interruption takes its place. @internal */
  ready(command: string): boolean {
    return (this.packed & (STATE | ALERT)) === RUNNING || this.admit(command, -1);
  }

  /** The command is done without waiting: the body goes on as soon as it yields. @internal */
  succeed(outcome: Outcome = Outcome.completed): void {
    if ((this.packed & ALERT) === 0)
      this.packed = (this.packed & HANDLE) | READY | (outcome << OUTCOME_SHIFT);
    else if (this.more.suspensions > 0) this.holdBack(outcome);
    else this.packed = (this.packed & HANDLE) | READY | (outcome << OUTCOME_SHIFT) | ALERT;
  }

  /** The command waits in some list, at most for `patience`. @internal */
  park(wait: PendingWait | null, patience = Infinity): void {
    const { kernel } = this.origin;
    if (wait !== null || this.details !== null) this.more.wait = wait;
    if (patience !== Infinity) {
      if (!(patience >= 0)) throw kernel.invalidDelay('patience', patience, this.name);
      kernel.events.schedule(kernel.now + patience, this.packed >>> HANDLE_SHIFT);
    }
    this.packed = (this.packed & HANDLE) | WAITING | (this.packed & ALERT);
    if (kernel.trace !== null) this.note('wait', this.waitsFor ?? '');
  }

  /** Ends the wait: the body resumes by an event at this time. @internal */
  wake(outcome: Outcome): void {
    const { kernel } = this.origin;
    const handle = this.packed >>> HANDLE_SHIFT;
    if (kernel.events.isPending(handle)) kernel.events.cancel(handle);
    if (this.details !== null) {
      this.details.wait = null;
      if (this.details.suspensions > 0) {
        this.holdBack(outcome);
        return;
      }
    }
    this.packed = (this.packed & HANDLE) | DUE | (outcome << OUTCOME_SHIFT) | (this.packed & ALERT);
    kernel.events.scheduleDue(kernel.now, handle);
  }

  /** Waits report here. @internal */
  conclude(index: number): void {
    this.more.fired = index;
    this.wake(Outcome.completed);
  }

  /** Ends the wait with an outcome and a cause, at once or at the next command. @internal */
  breakOff(outcome: Outcome, cause: unknown): boolean {
    const { events, now } = this.origin.kernel;
    const state = this.packed & STATE;
    if (state === DONE) return false;
    const details = this.more;
    const isHeldBack = state === SUSPENDED && details.heldBack >= 0;
    if ((state !== HOLDING && state !== WAITING && state !== SUSPENDED) || isHeldBack) {
      details.pending = outcome;
      details.pendingCause = cause;
      this.packed |= ALERT;
      return true;
    }
    const handle = this.packed >>> HANDLE_SHIFT;
    if (state === SUSPENDED) details.remaining = details.remainingHold;
    else details.remaining = events.isPending(handle) ? events.timeOf(handle) - now : Infinity;
    if (state === WAITING) this.withdraw();
    this.loseSuspended();
    details.cause = cause;
    this.wake(outcome);
    return true;
  }

  /** A unit it works with was taken away: its clock stops until `restore`. @internal */
  suspend(isRestart: boolean): void {
    const { events, now, holdStarts } = this.origin.kernel;
    const details = this.more;
    details.suspensions++;
    const state = this.packed & STATE;
    const handle = this.packed >>> HANDLE_SHIFT;
    if (state === HOLDING) {
      details.remainingHold = events.timeOf(handle) - (isRestart ? holdStarts![handle]! : now);
      details.heldBack = -1;
      events.cancel(handle);
      this.packed = (this.packed & HANDLE) | SUSPENDED;
    } else if (state === DUE) {
      events.cancel(handle);
      this.holdBack(this.outcome);
    }
    this.packed |= ALERT;
  }

  /** A unit taken away is back: work goes on once none is missing. @internal */
  restore(): void {
    const { kernel } = this.origin;
    const details = this.more;
    if (--details.suspensions > 0) return;
    if (details.pending < 0) this.packed &= ~ALERT;
    if ((this.packed & STATE) !== SUSPENDED) return;
    const alert = this.packed & ALERT;
    if (details.heldBack >= 0) {
      this.packed = (this.packed & HANDLE) | DUE | (details.heldBack << OUTCOME_SHIFT) | alert;
      kernel.events.scheduleDue(kernel.now, this.packed >>> HANDLE_SHIFT);
    } else {
      this.packed = (this.packed & HANDLE) | HOLDING | alert;
      kernel.events.schedule(kernel.now + details.remainingHold, this.packed >>> HANDLE_SHIFT);
      if (kernel.holdStarts !== null) kernel.holdStarts[this.packed >>> HANDLE_SHIFT] = kernel.now;
    }
  }

  /** The body threw: it is over. @internal */
  abandon(): void {
    if ((this.packed & STATE) === DONE) return;
    this.details?.wait?.withdraw();
    this.close();
  }

  private noteTurn(): void {
    if ((this.packed & STATE) === NEW) this.note('start');
    else this.note('resume', outcomeName(this.outcome));
  }

  private waitForGroup(
    command: 'any' | 'all',
    awaitables: readonly Awaitable[],
    options?: WaitOptions,
  ): void {
    if (!this.ready(command)) return;
    if (awaitables.length === 0) {
      throw this.origin.kernel.fault('CONDITION_EMPTY', `${command} was given nothing to wait for.`);
    }
    this.more.fired = -1;
    const wait = new GroupWait(this, awaitables, command === 'all');
    const { settled } = wait;
    if (settled === undefined) {
      this.park(wait, options?.patience);
    } else {
      wait.withdraw();
      this.more.fired = settled;
      this.succeed();
    }
  }

  /** The closer look a command takes: misuse, a pending interruption, a suspended unit. */
  private admit(command: string, delay: number): boolean {
    const { kernel } = this.origin;
    if ((this.packed & STATE) !== RUNNING) {
      throw commandRefused(kernel, this.name, command, {
        isDone: this.isDone,
        isItsTurn: kernel.turn === this.packed >>> HANDLE_SHIFT,
      });
    }
    const details = this.more;
    if (details.pending >= 0) {
      details.cause = details.pendingCause;
      details.remaining = delay < 0 ? Infinity : delay;
      const outcome = details.pending;
      details.pending = -1;
      if (details.suspensions === 0) this.packed &= ~ALERT;
      this.loseSuspended();
      this.packed = (this.packed & HANDLE) | DUE | (outcome << OUTCOME_SHIFT);
      kernel.events.scheduleDue(kernel.now, this.packed >>> HANDLE_SHIFT);
      return false;
    }
    if (delay < 0) return true;
    details.remainingHold = delay;
    details.heldBack = -1;
    this.packed = (this.packed & HANDLE) | SUSPENDED | ALERT;
    return false;
  }

  /** Its patience ran out; false when it cannot resume yet because a unit is suspended. */
  private lose(): boolean {
    const outcome = this.withdraw();
    const details = this.details;
    if (details !== null && details.suspensions > 0) {
      this.holdBack(outcome);
      return false;
    }
    this.packed = (this.packed & HANDLE) | DUE | (outcome << OUTCOME_SHIFT) | (this.packed & ALERT);
    return true;
  }

  private withdraw(): Outcome {
    const details = this.details;
    if (details !== null && details.wait !== null) {
      const { wait } = details;
      details.wait = null;
      details.fired = -1;
      wait.withdraw();
      return wait.lateOutcome;
    }
    this.claims!.withdraw();
    return Outcome.reneged;
  }

  private loseSuspended(): void {
    const details = this.more;
    if (details.suspensions === 0) return;
    details.suspensions = 0;
    if (details.pending < 0) this.packed &= ~ALERT;
    for (let claim = this.claims; claim !== null;) {
      const next: Commitment | null = claim.nextOfProcess;
      if (claim.isSuspended) claim.withdraw();
      claim = next;
    }
  }

  private holdBack(outcome: number): void {
    this.more.heldBack = outcome;
    this.packed = (this.packed & HANDLE) | SUSPENDED | ALERT | (outcome << OUTCOME_SHIFT);
  }

  private finish(result: R): void {
    if (this.origin.kernel.trace !== null) this.note('end');
    if (result !== undefined) this.more.result = result;
    this.close();
    const waiters = this.details?.waiters;
    if (!waiters) return;
    this.details!.waiters = null;
    for (const waiter of waiters) waiter.happened();
  }

  private close(): void {
    const { events, targets } = this.origin.kernel;
    const handle = this.packed >>> HANDLE_SHIFT;
    this.packed = (this.packed & HANDLE) | DONE | (this.packed & (7 << OUTCOME_SHIFT));
    this.generator = null;
    if (events.isPending(handle)) events.cancel(handle);
    targets[handle] = undefined;
    events.release(handle);
  }
}
