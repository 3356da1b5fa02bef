import { EventList } from './event-list.ts';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

interface Entry {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly handle: number;
}

const earlier = (a: Entry, b: Entry) => a.time - b.time || a.priority - b.priority || a.sequence - b.sequence;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('schedule' as const),
      time: fc.nat(8),
      priority: fc.integer({ min: -2, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('due' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('peek' as const) }) },
);

describe('the event list', () => {
  it('hands events out by time, priority and sequence, whatever is cancelled between, as a sorted list does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const list = new EventList(4);
        const model: Entry[] = [];
        let now = 0;
        let sequence = 0;
        for (const each of steps) {
          model.sort(earlier);
          if (each.do === 'schedule') {
            const entry = { ...each, time: now + each.time, sequence: sequence++, handle: list.acquire() };
            list.schedule(entry.time, entry.handle, entry.priority);
            model.push(entry);
          } else if (each.do === 'due') {
            const entry = { time: now, priority: 0, sequence: sequence++, handle: list.acquire() };
            list.scheduleDue(now, entry.handle);
            model.push(entry);
          } else if (each.do === 'take' && model.length > 0) {
            const entry = model.shift()!;
            const time = list.peek();
            const handle = list.take();
            now = entry.time;
            expect([handle, time]).toEqual([entry.handle, entry.time]);
            list.release(handle);
          } else if (each.do === 'cancel' && model.length > 0) {
            const [entry] = model.splice(each.pick % model.length, 1);
            expect(list.timeOf(entry!.handle)).toBe(entry!.time);
            expect([list.cancel(entry!.handle), list.cancel(entry!.handle)]).toEqual([true, false]);
            list.release(entry!.handle);
          } else if (each.do === 'peek') {
            const first = model[0];
            expect(list.peek()).toBe(first?.time ?? Infinity);
            expect(list.peekRank()).toBe(first ? first.priority * 2 ** 43 + first.sequence : Infinity);
          }
          expect(list.pending).toBe(model.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps thousands of events at one time in the order they were scheduled', () => {
    const list = new EventList();
    const handles = Array.from({ length: 5000 }, () => list.acquire());
    for (const handle of handles) list.schedule(7, handle);
    expect(handles.map(() => list.take())).toEqual(handles);
  });

  it('keeps events due at once in order through a lane that grows, loses some and empties', () => {
    const list = new EventList();
    for (let round = 0; round < 2; round++) {
      const handles = Array.from({ length: 10_000 }, () => list.acquire());
      for (const handle of handles) list.scheduleDue(round, handle);
      for (const handle of handles.slice(100)) if (handle % 2 === 0) list.cancel(handle);
      const left = handles.filter((handle, i) => i < 100 || handle % 2 !== 0);
      expect(list.pending).toBe(left.length);
      expect(left.map(() => list.take())).toEqual(left);
      expect(list.peek()).toBe(Infinity);
      for (const handle of handles) list.release(handle);
    }
  });

  it('keeps the order of sequence at the far end of its numbers, and refuses to go past it', () => {
    const list = new EventList(8, 2 ** 43 - 3);
    const handles = [list.acquire(), list.acquire(), list.acquire(), list.acquire()];
    list.schedule(1, handles[0]!, 511);
    list.schedule(1, handles[1]!, -512);
    list.schedule(1, handles[2]!, -512);
    expect(() => list.schedule(1, handles[3]!)).toThrow(/has scheduled 8796093022208 events/);
    expect([list.take(), list.take(), list.take()]).toEqual([handles[1], handles[2], handles[0]]);
  });

  it('refuses a priority that is no integer in range', () => {
    const list = new EventList();
    for (const priority of [0.5, 512, -513, NaN]) {
      expect(() => list.schedule(1, list.acquire(), priority)).toThrow(/priority/);
    }
  });

  it('uses a released handle again before it makes a new one', () => {
    const list = new EventList();
    const first = list.acquire();
    list.release(first);
    expect(list.acquire()).toBe(first);
    expect(list.acquire()).toBe(first + 1);
  });
});
