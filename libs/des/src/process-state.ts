import { type Waiter } from './awaitable.ts';
import { type PendingWait } from './process-wait.ts';

/*
 * The state of a process in one small integer: state in three bits, outcome in three, alert in one, its handle above them.
 */
/** Its body runs, and no command has been given yet. */
export const RUNNING = 0;
/** Its body runs, and a command that is done already waits for its yield. */
export const READY = 1;
/** The end of its hold is on the event list. */
export const HOLDING = 2;
/** It stands in some list; an event of its own is its time-out. */
export const WAITING = 3;
/** Its wait is over; the event that resumes it is at this time. */
export const DUE = 4;
/** A unit it works with was taken away; no event resumes it before it has it back. */
export const SUSPENDED = 5;
/** Spawned, not started. */
export const NEW = 6;
/** Its body has returned or thrown. */
export const DONE = 7;
/** Mask of the state. */
export const STATE = 7;
/** Place of the outcome. */
export const OUTCOME_SHIFT = 3;
/** An interruption is pending or a unit is suspended: the next command looks closer. */
export const ALERT = 64;
/** Place of the handle. */
export const HANDLE_SHIFT = 7;
/** Mask of the handle. */
export const HANDLE = ~127;

/** A claim on a resource, held or queued, as its process sees it. */
export interface Commitment {
  nextOfProcess: Commitment | null;
  readonly name: string;
  /** Gives the claim up, wherever it stands. */
  withdraw(): void;
  /** It was held, was taken away, and waits to be given back. */
  readonly isSuspended: boolean;
}

/** The rarely needed part of a process, made when first needed: a parked process stays small. */
export class Details<R> {
  cause: unknown = undefined;
  remaining = 0;
  result: R | undefined = undefined;
  received: unknown = undefined;
  fired = -1;
  wait: PendingWait | null = null;
  waiters: Set<Waiter> | null = null;
  /** Units taken from it that it must get back before it goes on. */
  suspensions = 0;
  /** Outcome to resume with once nothing is suspended; -1 for a hold of `remainingHold`. */
  heldBack = -1;
  remainingHold = 0;
  /** Outcome of an interruption that takes effect at the next command; -1 for none. */
  pending = -1;
  pendingCause: unknown = undefined;
}
