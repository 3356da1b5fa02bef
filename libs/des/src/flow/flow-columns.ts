/**
 * Everything an entity is, as columns of numbers under its index, and the heap of those that wait for a time.
 *
 * An entity is in one place at a time: the heap, or one linked list (ready now, a constant delay, a queue, free). The
 * generated code works on these arrays directly and calls `grow` when no row is left.
 */
export class FlowColumns {
  capacity = 0;
  /** Block an entity enters next. */
  blocks = new Uint16Array(0);
  /** Sequence number of its pending event. */
  ranks = new Float64Array(0);
  /** Next entity in its list, -1 at the end. */
  links = new Int32Array(0);
  /** When its constant delay ends. */
  ends = new Float64Array(0);
  /** Since when it waits in a queue. */
  since = new Float64Array(0);
  /** Number in the order of creation, kept only where a block reads it. */
  serials = new Float64Array(0);
  readonly attributes: Float64Array[];
  /** Times in heap order; Infinity from the end of the heap on. */
  heapTimes = new Float64Array(0);
  /** Entities in heap order. */
  heapEntities = new Int32Array(0);

  constructor(attributes: number) {
    this.attributes = Array.from({ length: attributes }, () => new Float64Array(0));
    this.grow();
  }

  /** Doubles the rows. */
  grow(): void {
    const capacity = Math.max(64, this.capacity * 2);
    this.capacity = capacity;
    this.blocks = copied(this.blocks, new Uint16Array(capacity));
    this.ranks = copied(this.ranks, new Float64Array(capacity));
    this.links = copied(this.links, new Int32Array(capacity));
    this.ends = copied(this.ends, new Float64Array(capacity));
    this.since = copied(this.since, new Float64Array(capacity));
    this.serials = copied(this.serials, new Float64Array(capacity));
    this.attributes.forEach((column, i) => (this.attributes[i] = copied(column, new Float64Array(capacity))));
    // Three more than entities: the loop looks at both children of the root and one place past the end.
    this.heapTimes = copied(this.heapTimes, new Float64Array(capacity + 3).fill(Infinity));
    this.heapEntities = copied(this.heapEntities, new Int32Array(capacity + 3));
  }
}

function copied<A extends Float64Array | Int32Array | Uint16Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
