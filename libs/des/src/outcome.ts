/** How the latest wait of a process ended. */
export const Outcome = {
  /** The wait ended as meant: the time is over, the unit is held, the signal came. */
  completed: 0,
  /** Its patience ran out before it was served; it left the queue. */
  reneged: 1,
  /** Somebody interrupted it: see `cause` and `remaining`. */
  interrupted: 2,
  /** A unit it held was taken away from it: see `cause` and `remaining`. */
  preempted: 3,
  /** The time-out of a wait for signals, processes or conditions came first. */
  timedOut: 4,
  /** The queue was full, so it did not join. */
  balked: 5,
} as const;

/** One of the codes in `Outcome`. */
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** The name of an outcome code, for traces and messages. */
export function outcomeName(outcome: Outcome): string {
  return Object.keys(Outcome)[outcome]!;
}
