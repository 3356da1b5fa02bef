const SMALLEST = 16;
const KEPT = 4096;
const EMPTIED = -1;

/** First place number of the two lanes in the table of positions: heap indices lie below them, slots are counted from them. */
export const DUE = 2 ** 26;
export const LATER = 2 ** 27;

/**
 * Events that were scheduled in the order in which they are due, in a ring: first in, first out, without a heap.
 *
 * Only events of default priority enter, so that their sequence numbers rise and equal times need no look at them. A
 * cancelled event leaves an emptied slot behind; the first slot is never an emptied one.
 */
export class EventLane {
  /** Events in the lane. */
  size = 0;
  /** Time of the latest to enter, as long as the lane is not empty. */
  last = -Infinity;
  /** Event times by slot. */
  times = new Float64Array(SMALLEST);
  private handles = new Int32Array(SMALLEST);
  private first = 0;
  /** Slots in use, emptied ones included. */
  private used = 0;
  private readonly base: number;

  constructor(base: number) {
    this.base = base;
  }

  /** Handle of the first event. Only when there is one. */
  get head(): number {
    return this.handles[this.first]!;
  }

  /** Time of the first event. Only when there is one. */
  get time(): number {
    return this.times[this.first]!;
  }

  /** Adds an event at the end, not earlier than the last, and notes its place. */
  push(time: number, handle: number, positions: Int32Array): void {
    if (this.used === this.handles.length) this.rebuild(positions);
    const slot = (this.first + this.used++) & (this.handles.length - 1);
    this.times[slot] = time;
    this.last = time;
    this.handles[slot] = handle;
    positions[handle] = this.base + slot;
    this.size++;
  }

  /** Removes the first event and returns its handle. Only when there is one. */
  shift(): number {
    const handle = this.handles[this.first]!;
    this.size--;
    this.skip();
    return handle;
  }

  /** Takes an event out of its place. */
  remove(slot: number): void {
    this.handles[slot] = EMPTIED;
    this.size--;
    if (slot === this.first) this.skip();
  }

  /** Moves on to the next event; an empty lane gives up a ring grown large. */
  private skip(): void {
    if (this.size === 0) {
      this.used = 0;
      this.last = -Infinity;
      if (this.handles.length > KEPT) this.resize(SMALLEST);
      return;
    }
    const { handles } = this;
    const mask = handles.length - 1;
    do {
      this.first = (this.first + 1) & mask;
      this.used--;
    } while (handles[this.first] === EMPTIED);
  }

  private resize(length: number): void {
    this.handles = new Int32Array(length);
    this.times = new Float64Array(length);
    this.first = 0;
  }

  /** Drops the emptied slots, and doubles the ring unless that makes room enough. */
  private rebuild(positions: Int32Array): void {
    const { handles, times, first, used } = this;
    this.resize(this.size > handles.length / 2 ? handles.length * 2 : handles.length);
    let filled = 0;
    for (let i = 0; i < used; i++) {
      const slot = (first + i) & (handles.length - 1);
      const handle = handles[slot]!;
      if (handle === EMPTIED) continue;
      this.handles[filled] = handle;
      this.times[filled] = times[slot]!;
      positions[handle] = this.base + filled++;
    }
    this.used = filled;
  }
}
