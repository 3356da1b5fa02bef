import { type Claim } from './claim.ts';
import { ClaimHeap, ClaimList, type ClaimQueue } from './claim-queue.ts';
import { type Process } from './process.ts';

/** A place in a queue or among the holders, as policies read it. */
export interface ClaimView {
  readonly process: Process;
  readonly units: number;
  /** Lower is served first. */
  readonly priority: number;
  /** When it was requested; for holders, when it was granted. In time units. */
  readonly since: number;
}

/** What policies may read of a claim. */
export function viewOf({ process, units, priority, since }: Claim): ClaimView {
  return { process, units, priority, since };
}

/** A queue order of the model's own: negative when `a` goes first; ties in the order of request. It must not change while they wait. */
export type QueueOrder = (a: ClaimView, b: ClaimView) => number;

/** Who is served next: by order of request, the latest first, or by priority (lower first, ties by order of request). */
export type Discipline = 'fifo' | 'lifo' | 'priority' | QueueOrder;

/** The queue of a discipline. Interrupted work goes before new requests of its kind. */
export function queueOf(discipline: Discipline): ClaimQueue {
  if (discipline === 'fifo') return new ClaimList();
  if (discipline === 'lifo') return new ClaimHeap(isLater);
  if (discipline === 'priority') return new ClaimHeap(isUrgent);
  return new ClaimHeap((a, b) => (discipline(a, b) || a.sequence - b.sequence) < 0);
}

function isLater(a: Claim, b: Claim): boolean {
  return a.isSuspended === b.isSuspended ? a.sequence > b.sequence : a.isSuspended;
}

function isUrgent(a: Claim, b: Claim): boolean {
  return a.priority === b.priority ? a.sequence < b.sequence : a.priority < b.priority;
}
