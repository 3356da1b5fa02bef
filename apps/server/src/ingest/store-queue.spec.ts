import { ManualClock, VeinlineError, type Instant } from '@veinline/base';
import type { Historian } from '@veinline/historian';
import { Status, type TagId, type TagSample } from '@veinline/plant';
import { expect, it, vi } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { Telemetry } from '../platform/telemetry.ts';
import { StoreQueue } from './store-queue.ts';

/** A historian whose disk is full until told otherwise. */
class FullDisk {
  isFull = false;
  appends = 0;
  readonly stored: number[] = [];

  append(samples: readonly TagSample[]): Promise<{ stored: number; duplicates: number }> {
    if (this.isFull) return Promise.reject(new VeinlineError('DISK_FULL', 'No space left on /data.'));
    this.appends += 1;
    this.stored.push(...samples.map((sample) => Number(sample.value)));
    return Promise.resolve({ stored: samples.length, duplicates: 0 });
  }
}

function setUp(): { disk: FullDisk; queue: StoreQueue; signal: AbortSignal } {
  const disk = new FullDisk();
  const queue = new StoreQueue({
    connector: 'suite',
    historian: disk as unknown as Historian,
    clock: new ManualClock(1_000 as Instant),
    telemetry: new Telemetry(),
    log: createLogger('silent'),
  });
  return { disk, queue, signal: new AbortController().signal };
}

const sample = (value: number): TagSample => ({
  tag: 'T' as TagId,
  value,
  status: Status.Good,
  sourceTime: value as Instant,
  serverTime: null,
  receiveTime: value as Instant,
  sequence: 0,
});

it('resolves when the batch is stored', async () => {
  const { disk, queue, signal } = setUp();
  await queue.add([sample(1), sample(2)], true, signal);
  expect(disk.stored).toEqual([1, 2]);
  expect(queue.waiting).toBe(0);
});

it('stores the batches of one burst together', async () => {
  const { disk, queue, signal } = setUp();
  await queue.add([sample(1)], false, signal);
  await new Promise((wait) => setTimeout(wait, 5));
  await queue.add([sample(2)], true, signal);
  expect(disk.stored).toEqual([1, 2]);
  expect(disk.appends).toBe(1);
});

it('keeps samples in order while the disk is full and stores all of them once it is not', async () => {
  const { disk, queue, signal } = setUp();
  disk.isFull = true;
  await queue.add([sample(1)], false, signal);
  await queue.add([sample(2), sample(3)], false, signal);
  await vi.waitFor(() => expect(queue.lastError).toBe('No space left on /data.'));
  expect(queue.waiting).toBe(3);
  disk.isFull = false;
  await queue.add([sample(4)], true, signal);
  expect(disk.stored).toEqual([1, 2, 3, 4]);
  expect(queue.lastError).toBeNull();
});

it('does not let go of a batch that its peer still keeps before it is stored', async () => {
  const { disk, queue, signal } = setUp();
  disk.isFull = true;
  let isDone = false;
  const adding = queue.add([sample(1)], true, signal).then(() => (isDone = true));
  await new Promise((wait) => setTimeout(wait, 300));
  expect(isDone).toBe(false);
  disk.isFull = false;
  await adding;
  expect(disk.stored).toEqual([1]);
});

it('does not wait for the disk where nothing hangs on it, and leaves nothing behind at the end', async () => {
  const { disk, queue } = setUp();
  const stop = new AbortController();
  for (let i = 1; i <= 5; i++) await queue.add([sample(i)], false, stop.signal);
  expect(queue.waiting).toBeGreaterThan(0);
  stop.abort();
  await queue.settled();
  expect(disk.stored).toEqual([1, 2, 3, 4, 5]);
});
