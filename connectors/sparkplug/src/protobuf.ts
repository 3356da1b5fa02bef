/** How a field is written: a scalar type, or the fields of a nested message. */
type Kind = 'uint32' | 'uint64' | 'bool' | 'float' | 'double' | 'string' | 'bytes' | (() => Fields);

interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly isRepeated: boolean;
}

type Fields = Readonly<Record<number, Field>>;

const one = (name: string, kind: Kind): Field => ({ name, kind, isRepeated: false });
const many = (name: string, kind: Kind): Field => ({ name, kind, isRepeated: true });

/** The value fields in their fixed order, from a field number on. */
const values = (first: number): Fields => ({
  [first]: one('intValue', 'uint32'),
  [first + 1]: one('longValue', 'uint64'),
  [first + 2]: one('floatValue', 'float'),
  [first + 3]: one('doubleValue', 'double'),
  [first + 4]: one('booleanValue', 'bool'),
  [first + 5]: one('stringValue', 'string'),
});

const dataSet: Fields = {
  2: many('columns', 'string'),
  3: many('types', 'uint32'),
  4: many('rows', () => ({ 1: many('elements', () => values(1)) })),
};
const properties: Fields = {
  1: many('keys', 'string'),
  2: many('values', () => ({ 1: one('type', 'uint32'), 2: one('isNull', 'bool'), ...values(3) })),
};
const template: Fields = {
  1: one('version', 'string'),
  2: many('metrics', () => metric),
  3: many('parameters', () => ({ 1: one('name', 'string'), 2: one('type', 'uint32'), ...values(3) })),
  4: one('templateRef', 'string'),
};
const metric: Fields = {
  1: one('name', 'string'),
  2: one('alias', 'uint64'),
  3: one('timestamp', 'uint64'),
  4: one('datatype', 'uint32'),
  5: one('isHistorical', 'bool'),
  7: one('isNull', 'bool'),
  9: one('properties', () => properties),
  ...values(10),
  16: one('bytesValue', 'bytes'),
  17: one('datasetValue', () => dataSet),
  18: one('templateValue', () => template),
};
const payload: Fields = {
  1: one('timestamp', 'uint64'),
  2: many('metrics', () => metric),
  3: one('seq', 'uint64'),
};

/** Deepest nesting of templates that is followed; deeper ones are an attack and not a payload. */
const deepest = 16;

/**
 * Reads a Sparkplug B payload (Sparkplug 3.0, 6.4.1): fields that were sent, unknown ones left out. Throws a
 * RangeError for bytes that are none. It never allocates more than the bytes it was given justify.
 */
export function readPayload(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return new Reader(bytes).message(payload, bytes.length, 0);
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #low = 0;
  #high = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  message(fields: Fields, end: number, depth: number): Record<string, unknown> {
    if (depth > deepest) throw new RangeError(`messages are nested deeper than ${deepest}`);
    const message: Record<string, unknown> = {};
    while (this.#at < end) {
      this.#varint(end);
      const wire = this.#low & 7;
      const field = fields[this.#low >>> 3];
      if (field === undefined) this.#skip(wire, end);
      else if (!field.isRepeated) message[field.name] = this.#value(field, wire, end, depth);
      else this.#repeated(message, field, wire, end, depth);
    }
    return message;
  }

  #repeated(message: Record<string, unknown>, field: Field, wire: number, end: number, depth: number): void {
    const list = (message[field.name] ??= []) as unknown[];
    if (field.kind !== 'uint32' || wire !== 2) list.push(this.#value(field, wire, end, depth));
    else
      for (const packedEnd = this.#length(end); this.#at < packedEnd;)
        list.push(this.#value(field, 0, packedEnd, depth));
  }

  #value({ kind, name }: Field, wire: number, end: number, depth: number): unknown {
    const expected =
      typeof kind === 'function' || kind === 'string' || kind === 'bytes'
        ? 2
        : kind === 'float'
          ? 5
          : kind === 'double'
            ? 1
            : 0;
    if (wire !== expected) throw new RangeError(`field ${name} has wire type ${wire} instead of ${expected}`);
    if (typeof kind === 'function') return this.message(kind(), this.#length(end), depth + 1);
    switch (kind) {
      case 'uint32':
        this.#varint(end);
        return this.#low >>> 0;
      case 'uint64':
        this.#varint(end);
        return { low: this.#low, high: this.#high };
      case 'bool':
        this.#varint(end);
        return this.#low !== 0 || this.#high !== 0;
      case 'float':
        return this.#view.getFloat32(this.#advance(4, end), true);
      case 'double':
        return this.#view.getFloat64(this.#advance(8, end), true);
      default: {
        const stop = this.#length(end);
        const part = this.#bytes.subarray(this.#at, stop);
        this.#at = stop;
        return kind === 'bytes' ? part : Buffer.from(part.buffer, part.byteOffset, part.length).toString();
      }
    }
  }

  /** Reads up to 64 bits into `#low` and `#high`. */
  #varint(end: number): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#bytes[this.#advance(1, end)] ?? 0;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.#low = low;
        this.#high = high;
        return;
      }
    }
    throw new RangeError('a number is longer than ten bytes');
  }

  /** Reads a length and returns where what it measures ends. */
  #length(end: number): number {
    this.#varint(end);
    const stop = this.#at + (this.#low >>> 0);
    if (this.#high !== 0 || stop > end) throw new RangeError('a field reaches beyond the end of the message');
    return stop;
  }

  #advance(size: number, end: number): number {
    const at = this.#at;
    if (at + size > end) throw new RangeError('the message ends in the middle of a field');
    this.#at = at + size;
    return at;
  }

  #skip(wire: number, end: number): void {
    if (wire === 0) this.#varint(end);
    else if (wire === 1) this.#advance(8, end);
    else if (wire === 5) this.#advance(4, end);
    else if (wire === 2) this.#at = this.#length(end);
    else throw new RangeError(`wire type ${wire} does not exist`);
  }
}

/** Writes the few kinds of fields that a command has. */
export class PayloadWriter {
  readonly #parts: Buffer[] = [];

  varint(field: number, value: bigint): this {
    this.#parts.push(varint(BigInt(field << 3)), varint(value));
    return this;
  }

  float(field: number, value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    this.#parts.push(varint(BigInt((field << 3) | 5)), bytes);
    return this;
  }

  double(field: number, value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.#parts.push(varint(BigInt((field << 3) | 1)), bytes);
    return this;
  }

  bytes(field: number, value: Buffer): this {
    this.#parts.push(varint(BigInt((field << 3) | 2)), varint(BigInt(value.length)), value);
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
