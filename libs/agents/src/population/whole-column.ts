import { type AgentId } from './agent-id.ts';
import { BucketIndex } from './bucket-index.ts';
import { bytesOf, joined } from './bytes.ts';
import { type ColumnSpec } from './column-spec.ts';
import { type StoredColumn, unstorable } from './column.ts';

/** Whole numbers of 32 bits or codes of 8, with an index when asked for. */
export class WholeColumn implements StoredColumn {
  #data: Int32Array | Uint8Array;
  readonly #index: BucketIndex | undefined;
  readonly #isCode: Uint8Array | undefined;

  constructor(
    readonly name: string,
    readonly spec: Extract<ColumnSpec, { kind: 'i32' | 'u8' }>,
    capacity: number,
  ) {
    this.#data = spec.kind === 'u8' ? new Uint8Array(capacity) : new Int32Array(capacity);
    this.#index = spec.indexed ? new BucketIndex(capacity) : undefined;
    if (spec.kind !== 'u8') return;
    this.#isCode = new Uint8Array(256);
    for (const [code, value] of Object.entries(spec.codes)) {
      if (!Number.isInteger(value) || value < 0 || value > 255)
        throw unstorable(name, value, `a code from 0 to 255 for ${code}`);
      this.#isCode[value] = 1;
    }
  }

  get bytes(): number {
    return this.#data.byteLength + (this.#index?.bytes ?? 0);
  }

  get(id: number): number {
    return this.#data[id]!;
  }

  set(id: number, value: number): void {
    const before = this.#data[id]!;
    if (before === value) return;
    this.check(value);
    this.#data[id] = value;
    this.#index?.remove(id, before);
    this.#index?.add(id, value);
  }

  countOf(value: number): number {
    return this.#index!.countOf(value);
  }

  having(value: number): Iterable<AgentId> {
    return this.#index!.rows(value) as Iterable<AgentId>;
  }

  check(value: unknown): void {
    const fits = this.#isCode ? this.#isCode[value as number] === 1 : (Number(value) | 0) === value;
    if (!fits)
      throw unstorable(this.name, value, this.#isCode ? 'one of its codes' : 'a whole number of 32 bits');
  }

  append(row: number, value: number): void {
    this.#data[row] = value;
    this.#index?.add(row, value);
  }

  grow(capacity: number): void {
    const larger = this.#isCode ? new Uint8Array(capacity) : new Int32Array(capacity);
    larger.set(this.#data);
    this.#data = larger;
    this.#index?.grow(capacity);
  }

  write(size: number): Uint8Array {
    const values = bytesOf(this.#data.slice(0, size));
    return this.#index ? joined([bytesOf(this.#index.order(size)), values]) : values;
  }

  read(bytes: Uint8Array, size: number): void {
    const own = bytes.slice().buffer;
    const offset = this.#index ? 4 * size : 0;
    this.#data.set(this.#isCode ? new Uint8Array(own, offset, size) : new Int32Array(own, offset, size));
    if (!this.#index) return;
    this.#index.clear();
    for (const row of new Int32Array(own, 0, size)) this.#index.add(row, this.#data[row]!);
  }
}
