import { describe, expect, it } from 'vitest';
import { fnvReference, philoxReference, xoshiroReference } from './reference.spec-support.ts';
import { StreamFamily } from './stream-family.ts';
import type { Xoshiro128 } from './xoshiro128.ts';
import fc from 'fast-check';

const take = (stream: Xoshiro128, count: number): number[] =>
  Array.from({ length: count }, () => stream.uint32());

describe('StreamFamily', () => {
  it('seeds a stream by Philox from seed, replication, name and substream, as an independent chain computes', () => {
    const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const index = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(seeds, index, fc.string(), index, (seed, replication, name, substream) => {
        const hash = fnvReference(name);
        const counter = [replication, Number(hash & 0xffff_ffffn), Number(hash >> 32n), substream];
        const key = [Number(BigInt(seed) & 0xffff_ffffn), Number(BigInt(seed) >> 32n)];
        const reference = xoshiroReference(philoxReference(counter, key));
        const stream = new StreamFamily({ seed, replication }).stream(name, substream);
        expect(take(stream, 4)).toEqual([reference(), reference(), reference(), reference()]);
      }),
    );
  });

  it('gives a fresh stream with the same numbers for the same name, whatever was drawn or asked for before', () => {
    const family = new StreamFamily({ seed: 7, replication: 3 });
    const first = take(family.stream('arrivals'), 20);
    take(family.stream('service'), 100);
    expect(take(family.stream('arrivals'), 20)).toEqual(first);
    const other = new StreamFamily({ seed: 7, replication: 3 });
    other.stream('repair');
    expect(take(other.stream('arrivals'), 20)).toEqual(first);
  });

  it('gives a different stream for every seed, high bits included, replication, name and substream', () => {
    const streams = [
      new StreamFamily({ seed: 1 }).stream('a'),
      new StreamFamily({ seed: 1 + 2 ** 32 }).stream('a'),
      new StreamFamily({ seed: 2 }).stream('a'),
      new StreamFamily({ seed: 1, replication: 1 }).stream('a'),
      new StreamFamily({ seed: 1 }).stream('b'),
      new StreamFamily({ seed: 1 }).stream('a', 1),
    ];
    const starts = streams.map((stream) => take(stream, 4).join());
    expect(new Set(starts).size).toBe(streams.length);
  });

  // For independent uniforms the correlation of n pairs has standard error 1/sqrt(n); 5 of them bound each pair.
  it.each([
    ['names', (i: number) => new StreamFamily({ seed: 1 }).stream(`machine-${i}`)],
    ['replications', (i: number) => new StreamFamily({ seed: 1, replication: i }).stream('service')],
    ['seeds', (i: number) => new StreamFamily({ seed: i }).stream('service')],
    ['substreams', (i: number) => new StreamFamily({ seed: 1 }).stream('service', i)],
  ])('has no correlation between the streams of neighbouring %s, in step or one apart', (_, streamOf) => {
    const n = 20_000;
    const series = Array.from({ length: 12 }, (_, i) => {
      const stream = streamOf(i);
      return Array.from({ length: n }, () => (stream.next() - 0.5) * Math.sqrt(12));
    });
    for (const [i, a] of series.entries())
      for (const b of series.slice(i + 1))
        for (const lag of [0, 1]) {
          let sum = 0;
          for (let t = lag; t < n; t++) sum += a[t]! * b[t - lag]!;
          expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
        }
  });

  it('has uniform first numbers across 20,000 replications', () => {
    const n = 20_000;
    const counts = new Array<number>(20).fill(0);
    for (let replication = 0; replication < n; replication++)
      counts[Math.floor(new StreamFamily({ seed: 5, replication }).stream('x').next() * 20)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
    // The 99.99 % point of chi-square with 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(50.8);
  });

  it.each([
    [{ seed: -1 }, 'The seed of a random stream is -1.'],
    [{ seed: 1.5 }, 'The seed of a random stream is 1.5.'],
    [{ seed: NaN }, 'The seed of a random stream is NaN.'],
    [{ seed: 1, replication: 2 ** 32 }, 'The replication of a random stream is 4294967296.'],
  ])('refuses %j and says which number is wrong', (options, message) => {
    expect(() => new StreamFamily(options)).toThrow(
      expect.objectContaining({ code: 'STREAM_INVALID', message }),
    );
  });

  it('refuses a substream that is no whole number', () => {
    const family = new StreamFamily({ seed: 1 });
    expect(() => family.stream('a', -1)).toThrow('The substream of a random stream is -1.');
  });
});
