import type { Instant } from '@veinline/base';
import type { ConnectorEvent, Sample, TagValue } from '@veinline/plant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue, eventLine, headerLine, parseEvent, parseHeader } from './mapping.ts';

const { value } = fc.letrec<{ value: TagValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.double(),
    fc.constantFrom(-0, Number.NaN, Infinity, -Infinity),
    fc.bigInt(),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', 'v', '__proto__')), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));
const at = fc.double({ min: 0, max: 4e12, noNaN: true }).map((ms) => ms as Instant);

describe('a line of a cassette', () => {
  it('gives back exactly the value that went in, whatever it is', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(decodeValue(JSON.parse(JSON.stringify(encodeValue(each))))).toStrictEqual(each);
      }),
    );
  });

  it('gives back every field of a sample', () => {
    const sample = fc.record({
      address: fc.string(),
      value,
      status: fc.nat({ max: 0xffffffff }),
      sourceTime: at,
      serverTime: fc.option(at),
      receiveTime: at,
      sequence: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 3 }), fc.nat(), fc.boolean(), (samples, t, isHistorical) => {
        const marked: Sample[] = samples.map((each) => ({
          ...each,
          ...(isHistorical ? { historical: true } : {}),
        }));
        const event: ConnectorEvent = { kind: 'samples', samples: marked };
        expect(parseEvent(eventLine({ at: t, event }))).toStrictEqual({ at: t, event });
      }),
    );
  });

  it('gives back a header, and refuses another version', () => {
    const started = 1_800_000_000_000 as Instant;
    const header = { cassette: 1, name: 'run 7', connector: 'suite', kind: 'opcua', started } as const;
    expect(parseHeader(headerLine(header))).toEqual(header);
    expect(() => parseHeader('{"cassette":2}')).toThrow('version 2');
    expect(() => parseHeader('{"t":0}')).toThrow('not the header');
  });
});
