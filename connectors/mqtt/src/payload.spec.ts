import { instant } from '@veinline/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mqttSettings } from './config.ts';
import { MqttPayloadError } from './errors.ts';
import { PayloadReader, valueOf } from './payload.ts';

const reader = new PayloadReader(mqttSettings.parse({ url: 'mqtt://localhost' }));
const now = instant('2026-01-31T12:00:00Z');
const read = (text: string | Buffer) => valueOf(reader.read('t', Buffer.from(text), now).document, []);

describe('an MQTT payload', () => {
  it('gives back every number exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(read(String(value)))).toBe(Number(String(value)));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(BigInt(read(String(value)) as number)).toBe(value);
      }),
    );
  });

  it('gives back every JSON value that has no time or quality', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(read(JSON.stringify({ value }))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each(['', '0x10', '1,5', 'NaN', '1e999', 'RUNNING', '{"value":'])('refuses %j with a reason', (text) => {
    expect(() => read(text)).toThrow(MqttPayloadError);
  });

  it('never fails in another way, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(read(Buffer.from(bytes))).toBeDefined();
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(MqttPayloadError);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
