import { ManualClock, type Instant } from '@veinline/base';
import { Status, type TagId, type TagSample } from '@veinline/plant';
import { expect, it } from 'vitest';
import { LatestValues, toLiveValue } from './latest-values.ts';

const at = (ms: number): Instant => ms as Instant;
const sample = (sourceTime: number, value: TagSample['value'], more: Partial<TagSample> = {}): TagSample => ({
  tag: 'BR-01.DO' as TagId,
  value,
  status: Status.Good,
  sourceTime: at(sourceTime),
  serverTime: null,
  receiveTime: at(sourceTime + 1),
  sequence: 0,
  ...more,
});

it('keeps the newest by source time, whatever order samples come in', () => {
  const latest = new LatestValues(new ManualClock(at(0)));
  expect(latest.update(sample(20, 2))).toBe(true);
  expect(latest.update(sample(10, 1))).toBe(false);
  expect(latest.update(sample(20, 3, { sequence: 1 }))).toBe(true);
  expect(latest.get('BR-01.DO' as TagId)?.sample.value).toBe(3);
});

it('never lets a historical sample become the live value', () => {
  const latest = new LatestValues(new ManualClock(at(0)));
  latest.update(sample(10, 1));
  expect(latest.update(sample(30, 9, { historical: true }))).toBe(false);
  expect(latest.get('BR-01.DO' as TagId)?.sample.value).toBe(1);
});

it('gives back each sample as it came, whatever kind of value it had before', () => {
  const latest = new LatestValues(new ManualClock(at(0)));
  const values = [1.5, 'on', NaN, null, -0, 9007199254740993n, [1, NaN], true, 7];
  const taken = values.map((value, i) =>
    sample(10 + i, value, {
      serverTime: i % 2 === 0 ? at(11 + i) : null,
      status: 0x8031_0000 + i,
      sequence: i,
    }),
  );
  const read = taken.map((one) => latest.update(one) && latest.get(one.tag)?.sample);
  expect(read).toStrictEqual(taken);
});

it('raises the version with each change, above any version of an earlier run', () => {
  const earlier = new LatestValues(new ManualClock(at(1_000)));
  for (let i = 0; i < 500; i++) earlier.update(sample(i, i));
  const later = new LatestValues(new ManualClock(at(2_000)));
  expect(later.version).toBeGreaterThan(earlier.version);
});

it('shows values JSON has no words for by their names', () => {
  expect(toLiveValue(sample(1, NaN)).value).toBe('NaN');
  expect(toLiveValue(sample(1, -Infinity)).value).toBe('-Infinity');
  expect(toLiveValue(sample(1, 9007199254740993n)).value).toBe('9007199254740993');
  expect(toLiveValue(sample(1, { a: [1, NaN] })).value).toEqual({ a: [1, 'NaN'] });
});
