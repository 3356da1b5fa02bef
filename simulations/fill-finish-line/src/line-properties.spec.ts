import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FillFinishLine, lineParameters } from './line.ts';

it('gives the same bits however whole seconds are grouped', () => {
  const slices = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.integer(), slices, (seed, parts) => {
      const sliced = new FillFinishLine(seed);
      for (const seconds of parts) sliced.advance(seconds);
      const whole = new FillFinishLine(seed);
      whole.advance(parts.reduce((sum, seconds) => sum + seconds, 0));
      expect([sliced.read(), sliced.inProcess]).toEqual([whole.read(), whole.inProcess]);
    }),
    { numRuns: 60 },
  );
});

it('does not move by the passing of no time', () => {
  const line = new FillFinishLine(3);
  line.advance(100);
  const before = line.read();
  line.advance(0);
  expect(line.read()).toEqual(before);
});

it('differs from seed to seed', () => {
  const readings = [1, 2, 3, 4, 5].map((seed) => {
    const line = new FillFinishLine(seed);
    line.advance(50_000);
    return JSON.stringify(line.read());
  });
  expect(new Set(readings).size).toBeGreaterThan(1);
});

it('stands still with a reason while held or suspended, and gives none while it runs', () => {
  const line = new FillFinishLine(11);
  let stands = 0;
  for (let t = 0; t < 20_000; t++) {
    line.advance(1);
    const { State, Speed, StopReason } = line.read();
    if (State === 'Execute') expect([Speed, StopReason]).toEqual([lineParameters.speed, '']);
    if (State !== 'Held' && State !== 'Suspended') continue;
    stands += 1;
    expect([Speed, StopReason === '']).toEqual([0, false]);
  }
  expect(stands).toBeGreaterThan(0);
});

it('rejects the share of vials it promises, within four standard errors', () => {
  const line = new FillFinishLine(17);
  const rejectedOf = new Map<string, number>();
  // A batch rests 900 s in Complete, so a look every 600 s sees the final count of each.
  for (let t = 0; t < 1_500_000; t += 600) {
    line.advance(600);
    const { State, BatchId, Rejected } = line.read();
    if (State === 'Complete') rejectedOf.set(BatchId, Rejected);
  }
  const vials = rejectedOf.size * lineParameters.batchSize;
  const rejected = [...rejectedOf.values()].reduce((sum, count) => sum + count, 0);
  const share = lineParameters.rejectShare;
  expect(rejectedOf.size).toBeGreaterThan(100);
  expect(Math.abs(rejected / vials - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / vials));
});
