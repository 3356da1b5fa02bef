import { describe, expect, it } from 'vitest';
import type { Gap } from '@veinline/plant';
import { always, at } from './contract-fixtures.ts';
import type { Historian, JournalEntry } from './historian.ts';

const gapOf = (from: number, to: number | null, more: Partial<Gap> = {}): Gap => ({
  connector: 'plc-3',
  address: null,
  from: at(from),
  to: to === null ? null : at(to),
  cause: 'connection lost: ECONNREFUSED 127.0.0.1:4840',
  ...more,
});

const entryOf = (id: string, time: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  id,
  at: at(time),
  category: 'alarm',
  event: 'raised',
  subject: 'R1.Temp.High',
  priority: 2,
  message: 'R1.Temp is 38.4 °C, above 38 °C.',
  actor: null,
  details: { value: 38.4, limits: [36, 38], note: null },
  ...more,
});

/** Gaps and the journal. */
export function recordContract(historian: () => Historian, restart: () => Promise<void>): void {
  describe('gaps', () => {
    it('open once and close once, however often they are told', async () => {
      await historian().appendGap(gapOf(10, null));
      await historian().appendGap(gapOf(10, null));
      expect(await historian().gaps(always)).toEqual([gapOf(10, null)]);
      await historian().appendGap(gapOf(10, 20));
      await historian().appendGap(gapOf(10, 20));
      await historian().appendGap(gapOf(10, null));
      await restart();
      expect(await historian().gaps(always)).toEqual([gapOf(10, 20)]);
    });

    it('are told apart by connector, address and start', async () => {
      const gaps = [
        gapOf(1, 2),
        gapOf(3, null),
        gapOf(3, 4, { address: 'ns=2;s=T' }),
        gapOf(5, 6, { connector: 'mqtt' }),
      ];
      for (const gap of gaps) await historian().appendGap(gap);
      expect(await historian().gaps(always)).toHaveLength(4);
      expect(await historian().gaps({ ...always, connector: 'mqtt' })).toEqual([gaps[3]]);
    });

    it('are found by any overlap with the range, oldest first', async () => {
      for (const gap of [gapOf(30, null), gapOf(1, 10), gapOf(12, 14)]) await historian().appendGap(gap);
      const starts = async (from: number, to: number) =>
        (await historian().gaps({ from: at(from), to: at(to) })).map((gap) => gap.from - at(0));
      expect(await starts(0, 100)).toEqual([1, 12, 30]);
      expect(await starts(5, 12)).toEqual([1]);
      expect(await starts(10, 12)).toEqual([]);
      expect(await starts(50, 60)).toEqual([30]);
    });

    it('stay while open when old ones are removed', async () => {
      for (const gap of [gapOf(1, 2), gapOf(1, null, { connector: 'mqtt' })])
        await historian().appendGap(gap);
      await historian().retain(at(50));
      expect((await historian().gaps(always)).map((gap) => gap.connector)).toEqual(['mqtt']);
    });
  });

  describe('journal', () => {
    it('returns entries as they were, newest first, each id once', async () => {
      const entries = [entryOf('a', 1), entryOf('b', 3, { actor: 'mara', priority: null }), entryOf('c', 2)];
      await historian().appendJournal(entries);
      await historian().appendJournal([entryOf('b', 9, { message: 'again' }), entryOf('c', 2)]);
      await restart();
      expect(await historian().journal(always)).toEqual([entries[1], entries[2], entries[0]]);
    });

    it('filters by range, category and subject, and stops at the limit', async () => {
      await historian().appendJournal([
        entryOf('a', 1),
        entryOf('b', 2, { category: 'operator' }),
        entryOf('c', 3, { subject: 'R2' }),
        entryOf('d', 4),
      ]);
      const ids = async (more: object) =>
        (await historian().journal({ ...always, ...more })).map((one) => one.id);
      expect(await ids({ from: at(2), to: at(4) })).toEqual(['c', 'b']);
      expect(await ids({ category: 'alarm' })).toEqual(['d', 'c', 'a']);
      expect(await ids({ category: 'alarm', subject: 'R1.Temp.High' })).toEqual(['d', 'a']);
      expect(await ids({ limit: 2 })).toEqual(['d', 'c']);
    });

    it('forgets entries older than the retention', async () => {
      await historian().appendJournal([entryOf('a', 1), entryOf('b', 9)]);
      await historian().retain(at(5));
      expect((await historian().journal(always)).map((one) => one.id)).toEqual(['b']);
    });
  });
}
