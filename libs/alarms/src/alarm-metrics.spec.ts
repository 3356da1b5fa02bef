import { describe, expect, it } from 'vitest';
import type { AlarmTransition } from './alarm.ts';
import type { Instant } from '@veinline/base';
import type { TagId } from '@veinline/plant';
import { alarmMetrics } from './alarm-metrics.ts';

const minute = 60_000;
const period = { from: 0 as Instant, to: (60 * minute) as Instant };

function raised(atMinute: number, alarm = 'A.x.high'): AlarmTransition {
  const from = { from: 'normal', to: 'unacknowledged-active', event: 'raised' } as const;
  const what = {
    alarm,
    tag: 'A.x' as TagId,
    priority: 2,
    message: '',
    value: 1,
    actor: null,
    comment: null,
  } as const;
  return { at: (atMinute * minute) as Instant, ...what, ...from };
}

describe('alarm metrics', () => {
  it('of a quiet hour are zero', () => {
    expect(alarmMetrics([], period)).toMatchObject({
      raised: 0,
      averagePer10Minutes: 0,
      floods: [],
      floodShare: 0,
    });
  });

  it('count a flood from the eleventh alarm in ten minutes until fewer than five are left', () => {
    // One every half minute from 0 to 5: the eleventh at minute 5. The window sinks to four when the seventh
    // (minute 3) leaves it, at minute 13.
    const journal = Array.from({ length: 11 }, (_, i) => raised(i / 2, `A.x${i}.high`));
    const metrics = alarmMetrics(journal, period);
    expect(metrics.floods).toEqual([{ from: 5 * minute, to: 13 * minute, raised: 11 }]);
    expect(metrics.floodShare).toBeCloseTo(8 / 60, 12);
    expect(metrics.peakPer10Minutes).toBe(11);
    expect(metrics.averagePer10Minutes).toBeCloseTo(11 / 6, 12);
  });

  it('see no flood in ten alarms', () => {
    expect(
      alarmMetrics(
        Array.from({ length: 10 }, () => raised(1)),
        period,
      ).floods,
    ).toEqual([]);
  });

  it('leave a flood open that outlasts the period', () => {
    const journal = Array.from({ length: 12 }, () => raised(59));
    expect(alarmMetrics(journal, period).floods).toEqual([{ from: 59 * minute, to: null, raised: 12 }]);
  });

  it('name the most frequent and the chattering alarms and count priorities', () => {
    const journal = [
      raised(1, 'a'),
      raised(1.5, 'a'),
      raised(2, 'a'),
      raised(3, 'b'),
      raised(5, 'b'),
      raised(9, 'b'),
      raised(9, 'c'),
    ];
    const metrics = alarmMetrics(
      [...journal, { ...raised(10), event: 'returned' as const }, raised(61)],
      period,
    );
    expect(metrics.mostFrequent.map(({ alarm, raised: count }) => [alarm, count])).toEqual([
      ['a', 3],
      ['b', 3],
      ['c', 1],
    ]);
    expect(metrics.chattering).toEqual(['a']);
    expect(metrics.byPriority).toEqual({ 1: 0, 2: 7, 3: 0 });
  });
});
