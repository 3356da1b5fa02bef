import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '@veinline/base';
import type { TagValue } from '@veinline/plant';
import { encodeValue } from './command.ts';
import { decodeWith, metric, payloadOf } from './edge.spec-support.ts';
import { decode, encodeCommand } from './payload.ts';
import { dataTypes, toTagValue } from './values.ts';

type Sent = Parameters<typeof metric>;

function received(type: Sent[1], value: Sent[2]): TagValue | undefined {
  const [first] = decode(payloadOf([metric('m', type, value)], 0)).metrics;
  return first === undefined ? undefined : toTagValue(first.datatype ?? 0, first.raw);
}

describe('a Sparkplug payload', () => {
  it.each<[Sent[1], Sent[2], TagValue]>([
    ['Int8', -128, -128],
    ['Int16', -2, -2],
    ['Int32', -2147483648, -2147483648],
    ['UInt8', 255, 255],
    ['UInt16', 65535, 65535],
    ['UInt32', 4294967295, 4294967295],
    ['Int64', -1, -1n],
    ['UInt64', 2 ** 53 - 1, 9007199254740991n],
    ['Float', 0.5, 0.5],
    ['Double', 0.1, 0.1],
    ['Boolean', false, false],
    ['String', 'µ', 'µ'],
    ['DateTime', 1_800_000_000_123, 1_800_000_000_123],
    ['Bytes', new Uint8Array([1, 2, 255]), 'AQL/'],
    [
      'DataSet',
      { numOfColumns: 2, columns: ['t', 'on'], types: ['Double', 'Boolean'], rows: [[1.5, true]] },
      { columns: ['t', 'on'], types: ['Double', 'Boolean'], rows: [[1.5, true]] },
    ],
    [
      'Template',
      {
        templateRef: 'Pump',
        version: '1',
        metrics: [{ name: 'speed', type: 'Int32', value: -7 }],
        parameters: [],
      },
      { template: 'Pump', version: '1', parameters: {}, metrics: { speed: -7 } },
    ],
  ])('gives a %s as the reference implementation sent it', (type, sent, expected) => {
    expect(received(type, sent)).toEqual(expected);
  });

  it('reads packed arrays, by the byte sequences of the specification', () => {
    const read = (type: (typeof dataTypes)[number], bytes: readonly number[]) =>
      toTagValue(dataTypes.indexOf(type), { bytesValue: Uint8Array.from(bytes) });
    expect(read('Int8Array', [0xef, 0x7b])).toEqual([-17, 123]);
    expect(read('Int16Array', [0x30, 0x8a, 0x30, 0x75])).toEqual([-30160, 30000]);
    expect(read('BooleanArray', [0x0c, 0, 0, 0, 0x34, 0xd0])).toEqual(
      [0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1].map((bit) => bit === 1),
    );
    expect(read('StringArray', [0x41, 0x42, 0, 0x43, 0])).toEqual(['AB', 'C']);
    expect(read('Int32Array', [1, 2, 3])).toBeUndefined();
  });

  it('never crashes on bytes that are none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          for (const each of decode(bytes).metrics) toTagValue(each.datatype ?? 0, each.raw);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('never crashes on a real message with a few bytes changed', () => {
    const real = payloadOf(
      [metric('m', 'Double', 1, { properties: { Quality: { type: 'Int32', value: 192 } } })],
      3,
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: real.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 }),
        (edits) => {
          const bytes = Buffer.from(real);
          for (const [at, byte] of edits) bytes[at] = byte;
          try {
            expect(decode(bytes).metrics.length).toBeLessThanOrEqual(real.length);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('tck-id-payloads-ncmd-timestamp: writes commands that the reference implementation reads', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ noNaN: true }), fc.string(), (whole, real, text) => {
        for (const [type, value] of [
          ['Int32', whole],
          ['Int64', whole],
          ['Double', real],
          ['String', text],
        ] as const) {
          const datatype = dataTypes.indexOf(type);
          const raw = encodeValue(datatype, value);
          const payload = decodeWith(encodeCommand(1_800_000_000_000 as Instant, 'm', datatype, raw ?? {}));
          expect(Number(payload.timestamp)).toBe(1_800_000_000_000);
          const [command] = payload.metrics ?? [];
          expect(command).toMatchObject({ name: 'm', type });
          if (type === 'String') expect(command?.value).toBe(value);
          else if (type === 'Int64')
            expect(BigInt.asIntN(64, BigInt(String(command?.value)))).toBe(BigInt(value));
          else expect(Number(command?.value)).toBe(value);
        }
      }),
    );
  });
});
