import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fnvReference } from './reference.spec-support.ts';
import { nameHash } from './name-hash.ts';

const hex = (name: string): string => {
  const [low, high] = nameHash(name);
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
};

describe('nameHash', () => {
  // Published test vectors of FNV-1a 64 (Fowler, Noll, Vo and Eastlake, draft-eastlake-fnv).
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('gives the published hash of "%s"', (name, hash) => {
    expect(hex(name)).toBe(hash);
  });

  it('agrees with its definition in 64-bit integers, letters beyond ASCII included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        expect(BigInt(`0x${hex(name)}`)).toBe(fnvReference(name));
      }),
    );
  });
});
