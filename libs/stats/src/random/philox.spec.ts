import { describe, expect, it } from 'vitest';
import { type Words4, philox4x32 } from './philox.ts';
import fc from 'fast-check';
import { philoxReference } from './reference.spec-support.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });

describe('philox4x32', () => {
  // The three published known answers of Random123 for philox4x32 with 10 rounds; the third takes digits of pi.
  it.each([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ] as const)('gives the known answer for counter %j under key %j', (counter, key, answer) => {
    const words = philox4x32(counter, key).map((w) => w.toString(16).padStart(8, '0'));
    expect(words.join(' ')).toBe(answer);
  });

  it('agrees with its definition in 64-bit integers for any counter and key', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter: Words4, key) => {
        expect(philox4x32(counter, key)).toEqual(philoxReference(counter, key));
      }),
    );
  });
});
