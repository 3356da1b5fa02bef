import { type VeinlineError } from '@veinline/base';
import { describe, expect, it } from 'vitest';
import { type CalendarInput, calendarSchema } from './calendar-schema.ts';
import { WorkingCalendar } from './working-calendar.ts';

function problemsOf(input: unknown): string[] {
  const result = calendarSchema.safeParse(input);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a calendar in a scenario file', () => {
  it('is accepted with shifts that touch, cross midnight or fill the day', () => {
    const calendar: CalendarInput = {
      timeZone: 'America/New_York',
      weekly: {
        mon: ['06:00-14:00', '14:00-22:00', '22:00-06:00'],
        tue: ['06:00-12:00'],
        sat: ['00:00-24:00'],
      },
      holidays: ['12-25', '2028-02-29', '2026-12-24..2027-01-02'],
      exceptions: { '2026-07-03': [] },
    };
    expect(problemsOf(calendar)).toEqual([]);
  });

  it('is refused with every contradiction, where it is and what to do', () => {
    const problems = problemsOf({
      timeZone: 'Europe/Basel',
      weekly: {
        mon: ['08:00-12:00', '11:30-16:00'],
        tue: ['20:00-06:30'],
        wed: ['06:00-14:00'],
        thu: ['8-16', '09:00-09:00'],
      },
      holidays: [
        '2026-02-30',
        '2026-12-25',
        '2026-12-24..2026-12-26',
        '2027-01-05..2027-01-01',
        '12-25',
        '12-25',
      ],
      exceptions: { '2026-12-25': ['08:00-12:00'], '2026-13-01': ['25:00-26:00'] },
    });
    expect(problems).toEqual([
      "timeZone: 'Europe/Basel' is no IANA time zone. Write one such as 'Europe/Zurich' or 'UTC'.",
      "weekly.mon.1: '11:30-16:00' overlaps '08:00-12:00'. Write shifts of a day that do not overlap.",
      "weekly.thu.0: '8-16' is no shift. Write start and end as 'HH:MM-HH:MM', for example '08:00-16:30'.",
      "weekly.thu.1: '09:00-09:00' starts and ends at the same time. Write '00:00-24:00' for a whole day, or remove it.",
      'weekly.tue: The last shift of tue ends at 06:30, after the first of wed starts at 06:00. End it earlier or start the other later.',
      "holidays.0: '2026-02-30' is no holiday. Write '2026-12-25', '12-25' for every year, or '2026-12-24..2027-01-02'.",
      "holidays.2: '2026-12-24..2026-12-26' closes days that '2026-12-25' closes already. Remove one.",
      "holidays.3: '2027-01-05..2027-01-01' ends before it starts. Write the earlier date first.",
      "holidays.5: '12-25' is listed twice. Remove one.",
      "exceptions.2026-12-25: 2026-12-25 is both a holiday ('2026-12-24..2026-12-26') and an exception. Keep the one that is meant.",
      "exceptions.2026-13-01: '2026-13-01' is no date. Write it as 'YYYY-MM-DD', such as '2026-12-31'.",
      "exceptions.2026-13-01.0: '25:00-26:00' starts at no time of day. Write 00:00 to 23:59.",
    ]);
  });

  it('is refused when it never opens or has unknown keys', () => {
    expect(problemsOf({ timeZone: 'UTC' })).toEqual([
      ': The calendar is never open. Write shifts under weekly or exceptions.',
    ]);
    expect(problemsOf({ timeZone: 'UTC', weekly: { monday: ['08:00-16:00'] } })[0]).toMatch(/monday/);
  });

  it('raises one error that lists all problems when built in code', () => {
    const build = (): WorkingCalendar =>
      new WorkingCalendar({ timeZone: 'Nowhere', weekly: { mon: ['08:00-07:60'] } });
    expect(build).toThrow(/timeZone: 'Nowhere'.*weekly.mon.0/);
    try {
      build();
    } catch (error) {
      expect((error as VeinlineError).code).toBe('CALENDAR_INVALID');
      expect((error as VeinlineError).details['problems']).toHaveLength(2);
    }
  });
});
