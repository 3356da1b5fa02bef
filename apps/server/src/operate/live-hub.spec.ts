import { ManualClock, type Instant } from '@veinline/base';
import type { LiveValuesEvent } from '@veinline/contracts';
import { Status, type TagId, type TagSample } from '@veinline/plant';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LatestValues } from '../ingest/latest-values.ts';
import { Telemetry } from '../platform/telemetry.ts';
import { LiveHub, type LiveSink } from './live-hub.ts';

class Screen implements LiveSink {
  text = '';
  writableNeedDrain = false;
  writableEnded = false;

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  events(name: string): { id: number; data: LiveValuesEvent }[] {
    return this.text
      .split('\n\n')
      .filter((block) => block.includes(`event: ${name}\n`))
      .map((block) => ({
        id: Number(/^id: (\d+)$/m.exec(block)?.[1] ?? NaN),
        data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null') as LiveValuesEvent,
      }));
  }
}

const clock = new ManualClock(1_000 as Instant);
const a = 'A' as TagId;
const b = 'B' as TagId;
let latest: LatestValues;
let hub: LiveHub;
let next = 1;
const change = (tag: TagId, value: number): boolean =>
  latest.update({
    tag,
    value,
    status: Status.Good,
    sourceTime: next++ as Instant,
    serverTime: null,
    receiveTime: 0 as Instant,
    sequence: 0,
  } satisfies TagSample);

beforeEach(() => {
  vi.useFakeTimers();
  latest = new LatestValues(clock);
  hub = new LiveHub({ latest, alarms: () => [], alarmVersion: () => 0 }, clock, new Telemetry());
});
afterEach(() => {
  hub.stop();
  vi.useRealTimers();
});

it('sends everything first, then only what changed, only of subscribed tags', () => {
  change(a, 1);
  change(b, 2);
  const screen = new Screen();
  hub.open(screen, [a], 0);
  change(b, 3);
  change(a, 4);
  vi.advanceTimersByTime(100);
  expect(screen.events('values').map((e) => e.data.values.map((v) => v.value))).toEqual([[1], [4]]);
});

it('sends at most ten times a second, always with the latest value', () => {
  const screen = new Screen();
  hub.open(screen, [a], 0);
  for (let i = 1; i <= 1000; i++) {
    change(a, i);
    vi.advanceTimersByTime(1);
  }
  const sent = screen.events('values').slice(1);
  expect(sent.length).toBe(10);
  expect(sent.at(-1)?.data.values[0]?.value).toBe(1000);
});

it('drops what a slow screen missed and gives it the latest value once it has drained', () => {
  const screen = new Screen();
  hub.open(screen, [a], 0);
  screen.writableNeedDrain = true;
  const before = screen.text.length;
  for (let i = 1; i <= 50; i++) {
    change(a, i);
    vi.advanceTimersByTime(100);
  }
  expect(screen.text.length).toBe(before);
  screen.writableNeedDrain = false;
  vi.advanceTimersByTime(100);
  expect(
    screen
      .events('values')
      .slice(1)
      .map((e) => e.data.values.map((v) => v.value)),
  ).toEqual([[50]]);
});

it('resumes from the last event a screen saw, and starts afresh with an id of another server', () => {
  change(a, 1);
  change(b, 2);
  const first = new Screen();
  hub.open(first, [a, b], 0);
  const seen = first.events('values')[0]?.id ?? 0;
  change(b, 3);
  const second = new Screen();
  hub.open(second, [a, b], seen);
  expect(second.events('values')[0]?.data.values.map((v) => [v.tag, v.value])).toEqual([['B', 3]]);
  const third = new Screen();
  hub.open(third, [a, b], seen + 1_000_000_000);
  expect(third.events('values')[0]?.data.values.map((v) => v.value)).toEqual([1, 3]);
});
