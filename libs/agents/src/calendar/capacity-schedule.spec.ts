import { instant } from '@veinline/base';
import { Simulation } from '@veinline/des';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacitySchedule } from './capacity-schedule.ts';
import { ModelTime } from './model-time.ts';
import { WorkingCalendar } from './working-calendar.ts';

const early = new WorkingCalendar({
  timeZone: 'Europe/Zurich',
  weekly: { sat: ['06:00-14:00'], sun: ['06:00-14:00'] },
});
const late = new WorkingCalendar({ timeZone: 'Europe/Zurich', weekly: { sat: ['12:00-22:00'] } });
// Saturday 24 October 2026, 00:00 in Zurich; the clocks go back the next night.
const time = new ModelTime(instant('2026-10-23T22:00:00Z'), 'hours');

describe('a capacity schedule from calendars', () => {
  it('adds up the shifts in model time, an hour later after the clocks went back', () => {
    const schedule = capacitySchedule(
      [
        { calendar: early, capacity: 2 },
        { calendar: late, capacity: 1 },
      ],
      time,
      { until: 48, work: 'resume' },
    );
    expect(schedule).toEqual({
      work: 'resume',
      pieces: [
        { from: 0, capacity: 0 },
        { from: 6, capacity: 2 },
        { from: 12, capacity: 3 },
        { from: 14, capacity: 1 },
        { from: 22, capacity: 0 },
        { from: 31, capacity: 2 },
        { from: 39, capacity: 0 },
      ],
    });
  });

  it('has the capacity of the origin when that lies within a shift, and keeps the last to the end', () => {
    const noon = new ModelTime(instant('2026-10-24T10:00:00Z'), 'minutes');
    expect(capacitySchedule([{ calendar: early, capacity: 2 }], noon, { until: 60 }).pieces).toEqual([
      { from: 0, capacity: 2 },
    ]);
    expect(() => capacitySchedule([], noon, { until: Infinity })).toThrow(
      /cannot end at model time Infinity/,
    );
  });

  it('is followed by a resource', () => {
    const simulation = new Simulation({ timeUnit: 'hours' });
    const crew = simulation.resource('crew', {
      capacity: capacitySchedule([{ calendar: early, capacity: 2 }], time, { until: 48 }),
    });
    const seen: number[] = [];
    for (const at of [5.9, 6.1, 13.9, 14.1, 30.9, 31.1, 38.9, 39.1])
      simulation.at(at, () => seen.push(crew.capacity));
    simulation.run(48);
    expect(seen).toEqual([0, 2, 2, 0, 0, 2, 2, 0]);
  });

  it('gives back every instant to the millisecond, so that an opening is open', () => {
    const units = fc.constantFrom('seconds' as const, 'minutes' as const, 'hours' as const, 'days' as const);
    fc.assert(
      fc.property(
        units,
        fc.integer({ min: 0, max: 4e11 }),
        fc.integer({ min: 0, max: 2e12 }),
        (unit, after, from) => {
          const subject = new ModelTime(instant(from), unit);
          expect(subject.toInstant(subject.toModel(instant(from + after)))).toBe(from + after);
        },
      ),
      { seed: 17, numRuns: 2000 },
    );
  });

  it('converts model time both ways', () => {
    const days = new ModelTime(instant('2026-01-01T00:00:00Z'), 'days');
    expect(days.toModel(instant('2026-01-02T12:00:00Z'))).toBe(1.5);
    expect(days.toInstant(1.5)).toBe(instant('2026-01-02T12:00:00Z'));
    expect(days.fromHours(36)).toBe(1.5);
  });
});
