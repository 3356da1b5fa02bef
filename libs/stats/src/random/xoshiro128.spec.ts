import { describe, expect, it } from 'vitest';
import { Xoshiro128 } from './xoshiro128.ts';
import fc from 'fast-check';
import { xoshiroReference } from './reference.spec-support.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });

describe('Xoshiro128', () => {
  it('gives the numbers of the reference implementation from state 1, 2, 3, 4', () => {
    const stream = new Xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => stream.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('agrees with its definition in integers of any size, for any state', () => {
    const states = fc.tuple(word, word, word, word).filter((state) => state.some((w) => w !== 0));
    fc.assert(
      fc.property(states, (state) => {
        const stream = new Xoshiro128(state);
        const reference = xoshiroReference(state);
        for (let i = 0; i < 50; i++) expect(stream.uint32()).toBe(reference());
      }),
    );
  });

  it('makes a 53-bit number of two 32-bit ones, the first on top', () => {
    const stream = new Xoshiro128([5, 6, 7, 8]);
    const integers = xoshiroReference([5, 6, 7, 8]);
    for (let i = 0; i < 100; i++) {
      const high = BigInt(integers()) >> 5n;
      const low = BigInt(integers()) >> 6n;
      expect(stream.next()).toBe(Number((high << 26n) | low) / 2 ** 53);
    }
  });

  it('reaches 0 and stays below 1 with next(), and stays inside (0, 1) with open()', () => {
    // With s1 = 0 and s0 = s2 both integers are 0; the other state gives 2^32 - 1 twice (9 and 5 inverted mod 2^32).
    const zeros = [9, 0, 9, 4] as const;
    expect(new Xoshiro128(zeros).next()).toBe(0);
    expect(new Xoshiro128(zeros).open()).toBe(2 ** -53);
    const ones = allOnes();
    expect(new Xoshiro128(ones).next()).toBe(1 - 2 ** -53);
    expect(new Xoshiro128(ones).open()).toBe(1 - 2 ** -53);
  });

  it('leaves the all-zero state, in which it would stay', () => {
    const stream = new Xoshiro128([0, 0, 0, 0]);
    expect(new Set(Array.from({ length: 50 }, () => stream.uint32())).size).toBeGreaterThan(40);
  });
});

/** A state whose next two integers are 2^32 - 1: s1 is the preimage, and s0 = s2 keeps it for the second step. */
function allOnes(): readonly [number, number, number, number] {
  const modulus = 2n ** 32n;
  const inverse = (odd: bigint): bigint => {
    let x = 1n;
    for (let i = 0; i < 6; i++) x = (x * (2n - odd * x)) % modulus;
    return ((x % modulus) + modulus) % modulus;
  };
  const rotated = ((modulus - 1n) * inverse(9n)) % modulus;
  const product = ((rotated >> 7n) | (rotated << 25n)) % modulus;
  const s1 = Number((product * inverse(5n)) % modulus);
  return [3, s1, 3, 1];
}
