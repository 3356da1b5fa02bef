import { bytesOf } from './bytes.ts';
import { type StoredColumn, unstorable } from './column.ts';

/** Numbers of 64 bits. */
export class F64Column implements StoredColumn {
  #data: Float64Array;

  constructor(
    readonly name: string,
    capacity: number,
  ) {
    this.#data = new Float64Array(capacity);
  }

  get bytes(): number {
    return this.#data.byteLength;
  }

  get(id: number): number {
    return this.#data[id]!;
  }

  set(id: number, value: number): void {
    this.#data[id] = value;
  }

  check(value: unknown): void {
    if (typeof value !== 'number') throw unstorable(this.name, value, 'a number');
  }

  append(row: number, value: number): void {
    this.#data[row] = value;
  }

  grow(capacity: number): void {
    const larger = new Float64Array(capacity);
    larger.set(this.#data);
    this.#data = larger;
  }

  write(size: number): Uint8Array {
    return bytesOf(this.#data.slice(0, size));
  }

  read(bytes: Uint8Array, size: number): void {
    this.#data.set(new Float64Array(bytes.slice().buffer, 0, size));
  }
}
