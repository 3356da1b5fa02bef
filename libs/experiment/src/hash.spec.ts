import { NumberHash, sha256OfText } from './hash.ts';
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import fc from 'fast-check';

describe('hashes', () => {
  it('gives the SHA-256 of FIPS 180-4 for "abc" and of Node for any text', () => {
    expect(sha256OfText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sha256OfText(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  it('hashes numbers as little-endian doubles, in pieces or at once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), fc.nat(), (values, cut) => {
        const bytes = Buffer.alloc(values.length * 8);
        values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
        const hash = new NumberHash();
        hash.add(values.slice(0, cut));
        hash.add(values.slice(cut));
        expect(hash.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });

  it('takes every NaN for the same, whatever its payload', () => {
    const other = new Float64Array(new BigUint64Array([0xfff800000000beefn]).buffer);
    expect(Number.isNaN(other[0])).toBe(true);
    const [a, b] = [new NumberHash(), new NumberHash()];
    a.add([NaN]);
    b.add(other);
    expect(a.digest()).toBe(b.digest());
    const canonical = Buffer.from('000000000000f87f', 'hex');
    const c = new NumberHash();
    c.add([NaN]);
    expect(c.digest()).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('tells -0 from 0', () => {
    const [a, b] = [new NumberHash(), new NumberHash()];
    a.add([0]);
    b.add([-0]);
    expect(a.digest()).not.toBe(b.digest());
  });
});
