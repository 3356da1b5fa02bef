import { VeinlineError } from '@veinline/base';
import { DUE, EventLane, LATER } from './event-lane.ts';

/** Priorities are integers in [-PRIORITY_RANGE, PRIORITY_RANGE); lower runs first among events of one time. */
export const PRIORITY_RANGE = 512;

/** One priority step in a rank: sequence numbers stay below it, so rank order is (priority, sequence) order, exact in an f64. */
const PRIORITY_STEP = 2 ** 43;

const MAX_HANDLES = 2 ** 25;

/** What an event can be addressed to besides a plain function; the handle says which of its events it is. */
export interface EventTarget {
  readonly name: string;
  fire(handle: number): void;
  /** Its `fire` has thrown. */
  abandon?(): void;
}

/**
 * The future event list: total order (time, priority, sequence). The earliest event stands at the head of one of three:
 *
 * - a lane for events due at the time they are scheduled (starts of processes, wake-ups, grants);
 * - a lane for events not earlier than the one that entered it before (constant delays, equal patience, a calendar);
 * - an indexed 4-ary heap on typed arrays for all others, and for all priorities but the default.
 *
 * In the heap times and handles lie in heap order; rank and position lie per handle, so only ties pay for the rank. An event
 * is named by an integer handle from a free list and is pending at most once.
 *
 * Taking the root leaves it as a hole: the first event that enters the heap while the taken one is handled (a process that
 * holds again, a customer that starts the next) replaces the root with one sift-down instead of a removal and an insertion.
 */
export class EventList {
  /** Event times in heap order, in time units of the simulation. */
  times: Float64Array;
  /** Event handles in heap order. */
  handles: Int32Array;
  /** priority * 2^43 + sequence, by handle. */
  ranks: Float64Array;
  /**
   * Heap index by handle, or DUE or LATER and the slot in that lane; below 0 while not pending, and then, of a free handle, -2
   * less the free handle below it on the stack.
   */
  positions: Int32Array;
  /** What the events of each handle are addressed to; grows with the rest, so keep no reference to it. */
  targets: (EventTarget | (() => void) | undefined)[];
  /** Heap entries, the hole included. */
  size = 0;
  /** The root is an event already taken. */
  hole = false;
  /** Events due at the time they were scheduled. */
  readonly due = new EventLane(DUE);
  /** Events not earlier than the one before them in here. */
  readonly later = new EventLane(LATER);
  /** Sequence number of the next event. */
  sequence: number;
  private lastFree = -1;
  private used = 0;

  constructor(capacity = 64, firstSequence = 0) {
    this.times = new Float64Array(capacity);
    this.handles = new Int32Array(capacity);
    this.ranks = new Float64Array(capacity);
    this.positions = new Int32Array(capacity).fill(-1);
    this.targets = new Array<undefined>(capacity);
    this.sequence = firstSequence;
  }

  /** Events pending. */
  get pending(): number {
    return this.size + this.due.size + this.later.size - (this.hole ? 1 : 0);
  }

  /** Handles ever in use at once: every handle is below it. */
  get handleCount(): number {
    return this.used;
  }

  /** A handle that is nobody else's; throws EVENT_LIST_FULL beyond 2^25 of them. */
  acquire(): number {
    const handle = this.lastFree;
    if (handle >= 0) {
      this.lastFree = -2 - this.positions[handle]!;
      this.positions[handle] = -1;
      return handle;
    }
    if (this.used === this.positions.length) this.grow();
    return this.used++;
  }

  /** Gives a handle back; it must not be pending. */
  release(handle: number): void {
    this.positions[handle] = -2 - this.lastFree;
    this.lastFree = handle;
  }

  /**
   * Makes a handle that is not pending an event at `time`. Callers check the time (finite, not in the past) where they can
   * name who asked. Throws PRIORITY_OUT_OF_RANGE and, after 2^43 events, SEQUENCE_EXHAUSTED.
   */
  schedule(time: number, handle: number, priority = 0): void {
    const sequence = this.sequence++;
    if (sequence >= PRIORITY_STEP) throw sequenceExhausted();
    if (priority !== 0) {
      this.scheduleRanked(time, handle, sequence + priorityRank(priority));
    } else if (time >= this.later.last) {
      this.ranks[handle] = sequence;
      this.later.push(time, handle, this.positions);
    } else {
      this.scheduleRanked(time, handle, sequence);
    }
  }

  /**
   * Makes a handle that is not pending an event at the time the clock shows, of default priority. The clock must stand still
   * until it is taken, as it does when events are taken in their order. Throws SEQUENCE_EXHAUSTED.
   */
  scheduleDue(now: number, handle: number): void {
    const rank = this.sequence++;
    if (rank >= PRIORITY_STEP) throw sequenceExhausted();
    this.ranks[handle] = rank;
    this.due.push(now, handle, this.positions);
  }

  /** Makes a handle an event with a rank that was taken from `sequence` before. */
  scheduleRanked(time: number, handle: number, rank: number): void {
    this.ranks[handle] = rank;
    // The time travels to the sift through the array: as an argument it would be boxed on the heap.
    if (this.hole) {
      this.hole = false;
      this.times[0] = time;
      this.siftDown(0, handle);
    } else {
      if (this.size === this.times.length) this.growHeap();
      const index = this.size++;
      this.times[index] = time;
      this.siftUp(index, handle);
    }
  }

  /** Removes the earliest event and returns its handle. The list must not be empty. */
  take(): number {
    if (this.hole) this.closeHole();
    return this.takeFrom(this.earliest());
  }

  /** Where the earliest event is: DUE or LATER for the head of a lane, 0 for the root, -1 for nowhere. Only without a hole. */
  earliest(): number {
    const { due, later } = this;
    let place = -1;
    let time = Infinity;
    if (this.size > 0) {
      place = 0;
      time = this.times[0]!;
    }
    if (later.size > 0) {
      const laterTime = later.time;
      if (
        laterTime < time ||
        (laterTime === time && this.ranks[later.head]! < this.ranks[this.handles[0]!]!)
      ) {
        place = LATER;
        time = laterTime;
      }
    }
    if (due.size > 0 && (due.time < time || this.ranks[due.head]! < this.ranks[this.headAt(place)]!))
      return DUE;
    return place;
  }

  /** Handle of the event at a place told by `earliest`. */
  headAt(place: number): number {
    if (place === 0) return this.handles[0]!;
    return place === DUE ? this.due.head : this.later.head;
  }

  /** Time of the event at a place told by `earliest`. */
  timeAt(place: number): number {
    if (place === 0) return this.times[0]!;
    return place === DUE ? this.due.time : this.later.time;
  }

  /** Removes the event at a place told by `earliest` and returns its handle; in the heap this leaves a hole. */
  takeFrom(place: number): number {
    let handle: number;
    if (place === 0) {
      handle = this.handles[0]!;
      this.hole = true;
    } else {
      handle = place === DUE ? this.due.shift() : this.later.shift();
    }
    this.positions[handle] = -1;
    return handle;
  }

  /** Fills the hole from the end of the heap. Only with a hole. */
  closeHole(): void {
    this.hole = false;
    const last = --this.size;
    if (last > 0) {
      this.times[0] = this.times[last]!;
      this.siftDown(0, this.handles[last]!);
    }
  }

  /** Time of the earliest event, Infinity when there is none. */
  peek(): number {
    if (this.hole) this.closeHole();
    const place = this.earliest();
    return place < 0 ? Infinity : this.timeAt(place);
  }

  /** Rank of the earliest event, Infinity when there is none. */
  peekRank(): number {
    if (this.hole) this.closeHole();
    const place = this.earliest();
    return place < 0 ? Infinity : this.ranks[this.headAt(place)]!;
  }

  isPending(handle: number): boolean {
    return this.positions[handle]! >= 0;
  }

  /** Time of a pending event. */
  timeOf(handle: number): number {
    const position = this.positions[handle]!;
    if (position < DUE) return this.times[position]!;
    return position < LATER ? this.due.time : this.later.times[position - LATER]!;
  }

  /** The sequence number of a pending event, without its priority. */
  sequenceOf(handle: number): number {
    const rank = this.ranks[handle]!;
    return rank - Math.floor(rank / PRIORITY_STEP) * PRIORITY_STEP;
  }

  /** Takes a pending event off the list; false when it was not pending. */
  cancel(handle: number): boolean {
    const position = this.positions[handle]!;
    if (position < 0) return false;
    if (position >= DUE) {
      if (position < LATER) this.due.remove(position - DUE);
      else this.later.remove(position - LATER);
      this.positions[handle] = -1;
      return true;
    }
    if (this.hole) this.closeHole();
    const index = this.positions[handle]!;
    this.positions[handle] = -1;
    const last = --this.size;
    if (index === last) return true;
    const moved = this.handles[last]!;
    this.times[index] = this.times[last]!;
    if (index > 0 && this.isBefore(index, moved, (index - 1) >> 2)) this.siftUp(index, moved);
    else this.siftDown(index, moved);
    return true;
  }

  /** The event `handle` whose time stands at `index` comes before the one at `parent`. */
  private isBefore(index: number, handle: number, parent: number): boolean {
    const time = this.times[index]!;
    const other = this.times[parent]!;
    return time < other || (time === other && this.ranks[handle]! < this.ranks[this.handles[parent]!]!);
  }

  private siftUp(start: number, handle: number): void {
    const { times, handles, positions, ranks } = this;
    const time = times[start]!;
    const rank = ranks[handle]!;
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time) break;
      const parentHandle = handles[parent]!;
      if (parentTime === time && ranks[parentHandle]! < rank) break;
      times[index] = parentTime;
      handles[index] = parentHandle;
      positions[parentHandle] = index;
      index = parent;
    }
    times[index] = time;
    handles[index] = handle;
    positions[handle] = index;
  }

  /**
   * Full groups of four are searched without branches the processor could guess wrong: a comparison becomes 0 or 1 and is
   * added to an index. Only ties, told by rank, take a branch.
   */
  private siftDown(start: number, handle: number): void {
    const { times, handles, positions, ranks, size } = this;
    const time = times[start]!;
    let index = start;
    for (;;) {
      const child = 4 * index + 1;
      let least: number;
      if (child + 3 < size) {
        const time0 = times[child]!;
        const time1 = times[child + 1]!;
        const time2 = times[child + 2]!;
        const time3 = times[child + 3]!;
        const left = child + (Number(time1 < time0) | 0);
        const right = child + 2 + (Number(time3 < time2) | 0);
        const leftTime = times[left]!;
        const rightTime = times[right]!;
        if (time0 === time1 || time2 === time3 || leftTime === rightTime)
          least = this.leastOf(child, child + 4);
        else least = left + Math.imul(right - left, Number(rightTime < leftTime) | 0);
      } else if (child < size) {
        least = this.leastOf(child, size);
      } else {
        break;
      }
      const leastTime = times[least]!;
      const leastHandle = handles[least]!;
      if (time < leastTime || (time === leastTime && ranks[handle]! < ranks[leastHandle]!)) break;
      times[index] = leastTime;
      handles[index] = leastHandle;
      positions[leastHandle] = index;
      index = least;
    }
    times[index] = time;
    handles[index] = handle;
    positions[handle] = index;
  }

  private leastOf(start: number, end: number): number {
    const { times, handles, ranks } = this;
    let least = start;
    let leastTime = times[start]!;
    for (let other = start + 1; other < end; other++) {
      const otherTime = times[other]!;
      if (
        otherTime < leastTime ||
        (otherTime === leastTime && ranks[handles[other]!]! < ranks[handles[least]!]!)
      ) {
        least = other;
        leastTime = otherTime;
      }
    }
    return least;
  }

  private growHeap(): void {
    const capacity = this.times.length * 2;
    this.times = grown(this.times, new Float64Array(capacity));
    this.handles = grown(this.handles, new Int32Array(capacity));
  }

  private grow(): void {
    const capacity = this.positions.length * 2;
    if (capacity > MAX_HANDLES) {
      throw new VeinlineError(
        'EVENT_LIST_FULL',
        `The event list is full: ${MAX_HANDLES} events and processes exist at once.`,
        {
          hint: 'A model that creates entities faster than it ends them grows without bound: check its load.',
        },
      );
    }
    this.ranks = grown(this.ranks, new Float64Array(capacity));
    const targets = new Array<EventTarget | (() => void) | undefined>(capacity);
    for (let handle = 0; handle < this.used; handle++) targets[handle] = this.targets[handle];
    this.targets = targets;
    this.positions = grown(this.positions, new Int32Array(capacity).fill(-1));
  }
}

function grown<A extends Float64Array | Int32Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}

function priorityRank(priority: number): number {
  if (Number.isInteger(priority) && priority >= -PRIORITY_RANGE && priority < PRIORITY_RANGE) {
    return priority * PRIORITY_STEP;
  }
  throw new VeinlineError(
    'PRIORITY_OUT_OF_RANGE',
    `An event was given the priority ${priority}; it must be an integer from ${-PRIORITY_RANGE} to ${PRIORITY_RANGE - 1}.`,
    { hint: 'Lower runs first among events at the same time; 0 is the default.', details: { priority } },
  );
}

function sequenceExhausted(): VeinlineError {
  return new VeinlineError('SEQUENCE_EXHAUSTED', `The simulation has scheduled ${PRIORITY_STEP} events.`, {
    hint: 'Their order can no longer be told exactly. Start a new simulation for the rest of the run.',
  });
}
