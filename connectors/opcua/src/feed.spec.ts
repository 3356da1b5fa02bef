import type { Instant } from '@veinline/base';
import type { ConnectorEvent, Sample } from '@veinline/plant';
import { expect, it } from 'vitest';
import { Feed } from './feed.ts';

const samples = (from: number, count: number): Sample[] =>
  Array.from({ length: count }, (_, i) => ({
    address: 'a',
    value: from + i,
    status: 0,
    sourceTime: (from + i) as Instant,
    serverTime: null,
    receiveTime: (from + i) as Instant,
    sequence: 0,
  }));

const valuesOf = (event: ConnectorEvent | undefined): unknown[] =>
  event?.kind === 'samples' ? event.samples.map((sample) => sample.value) : [];
const take = async (feed: Feed): Promise<ConnectorEvent | undefined> => {
  const result = await feed.next();
  return result.done === true ? undefined : result.value;
};

it('what comes while the consumer is busy is one event, in order, and a gap keeps its place', async () => {
  const feed = new Feed(100, () => undefined);
  feed.push(samples(0, 2));
  feed.push(samples(2, 3));
  const gap = { connector: 'c', address: null, from: 5 as Instant, to: null, cause: 'test' };
  feed.gap(gap);
  feed.push(samples(5, 1));
  expect(valuesOf(await take(feed))).toEqual([0, 1, 2, 3, 4]);
  expect(await take(feed)).toEqual({ kind: 'gap', gap });
  expect(valuesOf(await take(feed))).toEqual([5]);
});

it('beyond its limit it says how many were dropped', async () => {
  const feed = new Feed(5, () => undefined);
  expect(feed.push(samples(0, 4))).toBe(0);
  expect(feed.push(samples(4, 4))).toBe(3);
  await feed.next();
  expect(feed.push(samples(8, 5))).toBe(0);
});
