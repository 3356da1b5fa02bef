import { VeinlineError } from '@veinline/base';
import { type AgentId } from './agent-id.ts';
import { bytesOf, joined } from './bytes.ts';
import { type StoredColumn, unstorable } from './column.ts';

/** Texts, with a look-up when they are unique. */
export class TextColumn implements StoredColumn {
  #data: string[] = [];
  #rows: Map<string, number> | undefined;

  constructor(
    readonly name: string,
    isUnique: boolean,
  ) {
    if (isUnique) this.#rows = new Map();
  }

  /** The references; the texts themselves lie elsewhere and are shared when equal. */
  get bytes(): number {
    return 8 * this.#data.length;
  }

  get(id: number): string {
    return this.#data[id]!;
  }

  set(id: number, value: string): void {
    if (this.#data[id] === value) return;
    this.check(value);
    this.#rows?.delete(this.#data[id]!);
    this.#rows?.set(value, id);
    this.#data[id] = value;
  }

  find(text: string): AgentId | undefined {
    return this.#rows!.get(text) as AgentId | undefined;
  }

  check(value: unknown): void {
    if (typeof value !== 'string') throw unstorable(this.name, value, 'a text');
    if (!this.#rows?.has(value)) return;
    throw new VeinlineError('AGENT_NAME_TAKEN', `The ${this.name} '${value}' belongs to another agent.`, {
      hint: 'Give each agent its own.',
      details: { column: this.name, value },
    });
  }

  append(row: number, value: string): void {
    this.#data[row] = value;
    this.#rows?.set(value, row);
  }

  grow(): void {}

  /** Lengths in UTF-8 bytes, then all texts. */
  write(size: number): Uint8Array {
    const encoder = new TextEncoder();
    const texts = this.#data.slice(0, size).map((value) => encoder.encode(value));
    return joined([bytesOf(Int32Array.from(texts, (bytes) => bytes.length)), ...texts]);
  }

  read(bytes: Uint8Array, size: number): void {
    const lengths = new Int32Array(bytes.slice(0, 4 * size).buffer);
    const decoder = new TextDecoder();
    let offset = 4 * size;
    this.#data = Array.from(lengths, (length) => {
      const value = decoder.decode(bytes.subarray(offset, offset + length));
      offset += length;
      return value;
    });
    if (this.#rows) this.#rows = new Map(this.#data.map((value, row) => [value, row]));
  }
}
