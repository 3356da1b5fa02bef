import type { LiveValue } from '@veinline/contracts';
import { describe, expect, it } from 'vitest';
import { LiveStore } from './live-store.ts';

const value = (number: number, time: number): LiveValue => ({
  tag: 'T',
  value: number,
  quality: 'good',
  status: 0,
  statusName: 'Good',
  sourceTime: time,
  receiveTime: time,
});

function storeWithFrames() {
  const frames: (() => void)[] = [];
  const store = new LiveStore(
    (run) => frames.push(run),
    () => 0,
  );
  return { store, frames };
}

describe('LiveStore', () => {
  it('calls a listener once per frame however many batches arrive', () => {
    const { store, frames } = storeWithFrames();
    let calls = 0;
    store.subscribe('T', () => calls++);
    for (let i = 1; i <= 10; i++) store.push([value(i, i)]);
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(calls).toBe(1);
    expect(store.get('T')?.value).toBe(10);
  });
  it('keeps the newer value when an older one arrives late', () => {
    const { store } = storeWithFrames();
    store.push([value(2, 2000)]);
    store.push([value(1, 1000)]);
    expect(store.get('T')?.value).toBe(2);
  });
  it('keeps recent numbers for the live end of a trend, but not without bound', () => {
    const { store } = storeWithFrames();
    for (let i = 0; i < 10_000; i++) store.push([value(i, i)]);
    const points = store.since('T', -1);
    expect(points.length).toBeLessThanOrEqual(2400);
    expect(points.at(-1)?.value).toBe(9999);
    expect(store.since('T', 9997).map((point) => point.value)).toEqual([9998, 9999]);
  });
  it('stops calling after unsubscribing', () => {
    const { store, frames } = storeWithFrames();
    let calls = 0;
    store.subscribe('T', () => calls++)();
    store.push([value(1, 1)]);
    frames.forEach((run) => run());
    expect(calls).toBe(0);
  });
});
