import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualityOf, type Quality, type TagSample } from '@veinline/plant';
import { at, sampleOf, tagId } from './contract-fixtures.ts';
import type { Bucket, BucketQuery, Historian } from './historian.ts';

const rank: Readonly<Record<Quality, number>> = { good: 0, uncertain: 1, bad: 2 };

/** The definition, written as plainly as possible and without speed in mind. */
function plainBuckets(samples: readonly TagSample[], query: BucketQuery): Bucket[] {
  const micros = (time: number) => BigInt(Math.round(time * 1000));
  const [from, to] = [micros(query.from), micros(query.to)];
  const ordered = [...samples].sort((a, b) => a.sourceTime - b.sourceTime || a.sequence - b.sequence);
  const result: Bucket[] = [];
  for (let i = 0; i < query.buckets; i++) {
    const inside = ordered.filter((sample) => {
      const offset = (micros(sample.sourceTime) - from) * BigInt(query.buckets);
      return offset >= BigInt(i) * (to - from) && offset < BigInt(i + 1) * (to - from);
    });
    if (inside.length === 0) continue;
    const numbers = inside
      .filter((sample) => qualityOf(sample.status) !== 'bad')
      .flatMap(({ value }) => (typeof value === 'number' || typeof value === 'bigint' ? [Number(value)] : []))
      .filter(Number.isFinite);
    const mean = numbers.reduce((sum, value) => sum + value / numbers.length, 0);
    const worst = inside.map((sample) => qualityOf(sample.status)).sort((a, b) => rank[b] - rank[a])[0];
    result.push({
      start: at(query.from - at(0) + (i * (query.to - query.from)) / query.buckets),
      count: inside.length,
      min: numbers.length === 0 ? null : Math.min(...numbers),
      max: numbers.length === 0 ? null : Math.max(...numbers),
      average: numbers.length === 0 ? null : mean,
      first: numbers[0] ?? null,
      last: numbers.at(-1) ?? null,
      worstQuality: worst ?? 'good',
    });
  }
  return result;
}

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity, null, true, 'open', 2n ** 60n, Number.MAX_VALUE),
);
const status = fc.constantFrom(0, 0, 0, 0x0048_0000, 0x4090_0000, 0x8031_0000, 0xc000_0000);
const point = fc.record({ micros: fc.integer({ min: -50, max: 1100 }), sequence: fc.nat(2), value, status });

/** Downsampling, against the plain definition. */
export function bucketContract(historian: () => Historian): void {
  describe('buckets', () => {
    it('agree with the plain definition for any samples, range and number of intervals', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(point, { maxLength: 60, selector: (p) => `${p.micros} ${p.sequence}` }),
          fc.integer({ min: 1, max: 40 }),
          fc.integer({ min: 1, max: 1000 }),
          async (points, buckets, span) => {
            const tag = tagId(`B.${run++}`);
            const samples = points.map(({ micros, ...rest }) => sampleOf(tag, micros / 1000, rest));
            await historian().append(samples);
            const query = { tag, from: at(0), to: at(span / 1000), buckets };
            const expected = plainBuckets(samples, query);
            const actual = await historian().buckets(query);
            expect(actual.map(exactPart)).toEqual(expected.map(exactPart));
            actual.forEach((bucket, i) => {
              expect(Math.abs(bucket.start - (expected[i]?.start ?? NaN))).toBeLessThan(0.002);
              const mean = expected[i]?.average ?? null;
              if (mean === null) expect(bucket.average).toBeNull();
              else
                expect(Math.abs((bucket.average ?? NaN) - mean)).toBeLessThanOrEqual(
                  1e-9 * magnitude(expected[i]),
                );
            });
          },
        ),
        { numRuns: 30 },
      );
    });

    it('keep bad and non-finite values out of the statistics but in the count', async () => {
      const tag = tagId('R1.pH');
      await historian().append([
        sampleOf(tag, 0, { value: 7.1 }),
        sampleOf(tag, 1, { value: -999, status: 0x808c_0000 }),
        sampleOf(tag, 2, { value: NaN }),
        sampleOf(tag, 10, { value: Infinity, status: 0x4000_0000 }),
      ]);
      expect(await historian().buckets({ tag, from: at(0), to: at(20), buckets: 2 })).toEqual([
        {
          start: at(0),
          count: 3,
          min: 7.1,
          max: 7.1,
          average: 7.1,
          first: 7.1,
          last: 7.1,
          worstQuality: 'bad',
        },
        {
          start: at(10),
          count: 1,
          min: null,
          max: null,
          average: null,
          first: null,
          last: null,
          worstQuality: 'uncertain',
        },
      ]);
    });

    it('answer nothing for an empty range or an unknown tag, and refuse an impossible number of intervals', async () => {
      const tag = tagId('R1.pH');
      await historian().append([sampleOf(tag, 0)]);
      expect(await historian().buckets({ tag, from: at(5), to: at(5), buckets: 3 })).toEqual([]);
      expect(
        await historian().buckets({ tag: tagId('No.Such'), from: at(0), to: at(5), buckets: 3 }),
      ).toEqual([]);
      for (const buckets of [0, 1.5, 10_001])
        await expect(historian().buckets({ tag, from: at(0), to: at(5), buckets })).rejects.toThrow(
          String(buckets),
        );
    });
  });
}

/** All of a bucket but its start and average, which floating point may round in more than one way. */
function exactPart({ count, min, max, first, last, worstQuality }: Bucket) {
  const [low, high, begin, end] = [min, max, first, last].map(withoutSignOfZero);
  return { count, min: low, max: high, first: begin, last: end, worstQuality };
}

/** Raw reads keep -0; in a bucket 0 and -0 are one number, and stores differ in which of the two they give. */
function withoutSignOfZero(value: number | null): number | null {
  return value === null ? null : value + 0;
}

/** The largest number that entered a bucket, at least one: the scale of its rounding error. */
function magnitude(bucket: Bucket | undefined): number {
  return Math.max(1, Math.abs(bucket?.min ?? 0), Math.abs(bucket?.max ?? 0));
}
