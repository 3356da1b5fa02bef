import { expect, it } from 'vitest';
import { decodeValue, encodeValue } from './value-text.ts';

it('writes what JSON has as plain JSON, and tags the rest', () => {
  expect(encodeValue({ speed: 1.5, tags: ['a', true, null] })).toBe('{"speed":1.5,"tags":["a",true,null]}');
  expect(encodeValue([NaN, -0, -Infinity, 9_007_199_254_740_993n])).toBe(
    '[{"$n":"NaN"},{"$n":"-0"},{"$n":"-Infinity"},{"$i":"9007199254740993"}]',
  );
});

it('does not mistake a structure for a tagged number', () => {
  for (const value of [{ $i: '5' }, { $n: 'NaN' }, { $$i: '5' }, { $: { $n: 1 } }])
    expect(decodeValue(encodeValue(value))).toStrictEqual(value);
});

it('keeps texts that are not well-formed Unicode and field names that objects reserve', () => {
  for (const value of ['\ud800', '\u0000', { ['__proto__']: 1, constructor: 'x' }])
    expect(decodeValue(encodeValue(value))).toStrictEqual(value);
});
