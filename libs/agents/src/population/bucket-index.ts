interface Bucket {
  head: number;
  tail: number;
  count: number;
}

const none = -1;

/**
 * Which rows have which value: a doubly linked list of rows per value, in the order in which rows came to the value.
 * A change costs the same however many rows there are; 8 bytes per row.
 */
export class BucketIndex {
  #next: Int32Array;
  #previous: Int32Array;
  readonly #buckets = new Map<number, Bucket>();

  constructor(capacity: number) {
    this.#next = new Int32Array(capacity);
    this.#previous = new Int32Array(capacity);
  }

  get bytes(): number {
    return this.#next.byteLength + this.#previous.byteLength;
  }

  countOf(value: number): number {
    return this.#buckets.get(value)?.count ?? 0;
  }

  /** The rows of a value; rows may leave it while they are gone through. */
  *rows(value: number): Generator<number, void, void> {
    for (let row = this.#buckets.get(value)?.head ?? none; row !== none;) {
      const following = this.#next[row]!;
      yield row;
      row = following;
    }
  }

  add(row: number, value: number): void {
    let bucket = this.#buckets.get(value);
    if (!bucket) this.#buckets.set(value, (bucket = { head: none, tail: none, count: 0 }));
    this.#next[row] = none;
    this.#previous[row] = bucket.tail;
    if (bucket.tail === none) bucket.head = row;
    else this.#next[bucket.tail] = row;
    bucket.tail = row;
    bucket.count++;
  }

  remove(row: number, value: number): void {
    const bucket = this.#buckets.get(value)!;
    const [next, previous] = [this.#next[row]!, this.#previous[row]!];
    if (previous === none) bucket.head = next;
    else this.#next[previous] = next;
    if (next === none) bucket.tail = previous;
    else this.#previous[next] = previous;
    bucket.count--;
  }

  grow(capacity: number): void {
    this.#next = enlarged(this.#next, capacity);
    this.#previous = enlarged(this.#previous, capacity);
  }

  clear(): void {
    this.#buckets.clear();
  }

  /** All rows in bucket order: what restores the same order elsewhere when they are added in turn. */
  order(size: number): Int32Array {
    const rows = new Int32Array(size);
    let written = 0;
    for (const value of [...this.#buckets.keys()].sort((a, b) => a - b))
      for (const row of this.rows(value)) rows[written++] = row;
    return rows;
  }
}

function enlarged(values: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(values.subarray(0, Math.min(values.length, capacity)));
  return larger;
}
