import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagSample } from '@veinline/plant';
import { always, at, sampleOf, tagId } from './contract-fixtures.ts';
import type { Historian } from './historian.ts';

const key = (sample: TagSample) => `${sample.tag} ${sample.sourceTime} ${sample.sequence}`;

/** Appending and reading back: idempotence, order, ranges, the newest sample, retention. */
export function sampleContract(historian: () => Historian, restart: () => Promise<void>): void {
  describe('samples', () => {
    it('ends with the same table whatever the order, lateness and repetition of the batches', async () => {
      let run = 0;
      const batches = fc.array(
        fc.array(fc.record({ tag: fc.nat(2), time: fc.nat(12), sequence: fc.nat(2) }), { maxLength: 12 }),
        { minLength: 1, maxLength: 6 },
      );
      await fc.assert(
        fc.asyncProperty(batches, async (shape) => {
          const name = `P${run++}`;
          const all = shape.map((batch) =>
            batch.map(({ tag, time, sequence }) =>
              sampleOf(tagId(`${name}.T${tag}`), time, { sequence, value: tag * 1e6 + time * 10 + sequence }),
            ),
          );
          let stored = 0;
          let duplicates = 0;
          for (const batch of all) {
            const result = await historian().append(batch);
            stored += result.stored;
            duplicates += result.duplicates;
          }
          const expected = new Map(all.flat().map((sample) => [key(sample), sample]));
          expect(stored).toBe(expected.size);
          expect(stored + duplicates).toBe(all.flat().length);
          for (const tag of [0, 1, 2].map((n) => tagId(`${name}.T${n}`))) {
            const sorted = [...expected.values()]
              .filter((sample) => sample.tag === tag)
              .sort((a, b) => a.sourceTime - b.sourceTime || a.sequence - b.sequence);
            expect(await historian().raw({ tag, ...always })).toEqual(sorted);
            expect((await historian().last([tag])).get(tag)).toEqual(sorted.at(-1));
          }
        }),
        { numRuns: 25 },
      );
    });

    it('counts each call by itself when many are under way at once', async () => {
      const tag = tagId('R1.Level');
      const batches = Array.from({ length: 20 }, (_, i) => [0, 1, 2, 3].map((j) => sampleOf(tag, i * 2 + j)));
      const results = await Promise.all(batches.map((batch) => historian().append(batch)));
      expect(results.every((result) => result.stored + result.duplicates === 4)).toBe(true);
      expect(results.reduce((sum, result) => sum + result.stored, 0)).toBe(42);
      expect(await historian().raw({ tag, ...always })).toHaveLength(42);
      expect((await historian().status()).samples).toBe(42);
    });

    it('keeps the first of two samples with one key', async () => {
      const tag = tagId('R1.Level');
      await historian().append([sampleOf(tag, 5, { value: 1 }), sampleOf(tag, 5, { value: 2 })]);
      expect(await historian().append([sampleOf(tag, 5, { value: 3 })])).toEqual({
        stored: 0,
        duplicates: 1,
      });
      expect((await historian().raw({ tag, ...always })).map((sample) => sample.value)).toEqual([1]);
    });

    it('recognises after a restart what was stored before it', async () => {
      const tag = tagId('R1.Level');
      const samples = [1, 2, 3].map((time) => sampleOf(tag, time));
      await historian().append(samples);
      await restart();
      expect(await historian().append([...samples, sampleOf(tag, 2.5)])).toEqual({
        stored: 1,
        duplicates: 3,
      });
      expect((await historian().last([tag])).get(tag)).toEqual(samples[2]);
      expect((await historian().status()).samples).toBe(4);
    });

    it('includes the start of a range, excludes its end, and stops at the limit', async () => {
      const tag = tagId('R1.Level');
      await historian().append([4, 1, 3, 2, 5].map((time) => sampleOf(tag, time)));
      const values = async (from: number, to: number, limit?: number) =>
        (
          await historian().raw({
            tag,
            from: at(from),
            to: at(to),
            ...(limit === undefined ? {} : { limit }),
          })
        ).map((sample) => sample.value);
      expect(await values(2, 4)).toEqual([2, 3]);
      expect(await values(0, 9, 2)).toEqual([1, 2]);
      expect(await values(4, 4)).toEqual([]);
      expect(await historian().raw({ tag: tagId('R1.Unknown'), ...always })).toEqual([]);
    });

    it('answers last only for tags that have a sample', async () => {
      await historian().append([sampleOf(tagId('A.X'), 1), sampleOf(tagId('A.X'), 1, { sequence: 7 })]);
      const last = await historian().last([tagId('A.X'), tagId('A.Unknown')]);
      expect([...last.keys()]).toEqual(['A.X']);
      expect(last.get(tagId('A.X'))?.sequence).toBe(7);
    });

    it('removes what is older than the instant, and takes it back if sent again', async () => {
      const [old, young] = [tagId('A.Old'), tagId('A.Young')];
      await historian().append([sampleOf(old, 1), sampleOf(young, 1), sampleOf(young, 10)]);
      expect(await historian().retain(at(10))).toEqual({ removed: 2 });
      expect(await historian().raw({ tag: young, ...always })).toEqual([sampleOf(young, 10)]);
      expect([...(await historian().last([old, young])).keys()]).toEqual([young]);
      expect((await historian().status()).samples).toBe(1);
      expect(await historian().append([sampleOf(old, 1), sampleOf(young, 1)])).toEqual({
        stored: 2,
        duplicates: 0,
      });
    });
  });
}
