import { canonicalJson, throughJson } from './json.ts';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2, as section 3.2.3 shows it', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as the example of section 3.2.3', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    expect(canonicalJson(value)).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
  });

  it('writes -0 as 0 and leaves out what is undefined', () => {
    expect(canonicalJson({ b: -0, a: undefined })).toBe('{"b":0}');
  });

  it('does not depend on the order of keys, and reads back to the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(canonicalJson(throughJson(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it.each<[what: string, value: unknown, message: string]>([
    ['NaN', { demand: { rates: [1, NaN] } }, 'demand.rates[1] is the number NaN'],
    ['an infinity', { a: Infinity }, 'a is the number Infinity'],
    ['a function', { a: () => 1 }, 'a is a function'],
    ['a map', { a: new Map() }, 'a is a Map'],
    ['nothing in a list', [undefined], '[0] is nothing'],
  ])('refuses %s and names the path', (_what, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });

  it('refuses what contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['again'] = loop;
    expect(() => canonicalJson(loop)).toThrow('again is a reference to what contains it');
  });
});
