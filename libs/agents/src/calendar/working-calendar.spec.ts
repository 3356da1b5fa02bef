import { type Instant, instant } from '@veinline/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarInput } from './calendar-schema.ts';
import { minuteReference } from './minute-reference.spec-support.ts';
import { WorkingCalendar } from './working-calendar.ts';

const workdays = (shift: string): CalendarInput['weekly'] => ({
  mon: [shift],
  tue: [shift],
  wed: [shift],
  thu: [shift],
  fri: [shift],
});
const everyDay = (shift: string): CalendarInput['weekly'] => ({
  ...workdays(shift),
  sat: [shift],
  sun: [shift],
});
const iso = (at: Instant): string => new Date(at).toISOString();

describe('a working calendar', () => {
  const zurich = new WorkingCalendar({
    timeZone: 'Europe/Zurich',
    weekly: workdays('08:00-16:30'),
    holidays: ['2026-12-25', '01-01', '2026-08-03..2026-08-07'],
    exceptions: { '2026-12-24': ['08:00-12:00'], '2026-12-26': ['09:00-10:00'] },
  });

  it('opens at the start of a shift and is closed at its end', () => {
    expect(zurich.isOpen(instant('2026-11-25T06:59:59.999Z'))).toBe(false);
    expect(zurich.isOpen(instant('2026-11-25T07:00:00Z'))).toBe(true);
    expect(zurich.isOpen(instant('2026-11-25T15:29:59.999Z'))).toBe(true);
    expect(zurich.isOpen(instant('2026-11-25T15:30:00Z'))).toBe(false);
  });

  it('follows holidays of one year, of every year, spans and exceptions', () => {
    expect(zurich.workingHoursBetween(instant('2026-12-24T00:00:00Z'), instant('2026-12-28T00:00:00Z'))).toBe(
      5,
    );
    expect(zurich.workingHoursBetween(instant('2026-08-02T22:00:00Z'), instant('2026-08-09T22:00:00Z'))).toBe(
      0,
    );
    for (const year of [2027, 2029, 2031])
      expect(zurich.isOpen(instant(`${year}-01-01T09:00:00Z`))).toBe(false);
    expect(zurich.isOpen(instant('2029-01-02T09:00:00Z'))).toBe(true);
  });

  it('finds the next opening over a weekend, and the instant itself when open', () => {
    const friday = instant('2026-11-27T16:00:00Z');
    expect(iso(zurich.nextOpening(friday))).toBe('2026-11-30T07:00:00.000Z');
    const open = instant('2026-11-27T10:00:00Z');
    expect(zurich.nextOpening(open)).toBe(open);
  });

  it('adds working time across closed days and takes it off again', () => {
    const start = instant('2026-12-24T10:00:00Z');
    const end = zurich.addWorkingTime(start, 3);
    expect(iso(end)).toBe('2026-12-28T08:00:00.000Z');
    expect(zurich.addWorkingTime(end, -3)).toBe(start);
  });

  it('ends work at the closing when the time is used up then, and starts it at the opening backwards', () => {
    expect(iso(zurich.addWorkingTime(instant('2026-11-25T07:00:00Z'), 8.5))).toBe('2026-11-25T15:30:00.000Z');
    expect(iso(zurich.addWorkingTime(instant('2026-11-26T07:00:00Z'), -8.5))).toBe(
      '2026-11-25T07:00:00.000Z',
    );
  });

  it('says so when it never opens again', () => {
    const once = new WorkingCalendar({ timeZone: 'UTC', exceptions: { '2026-01-05': ['08:00-10:00'] } });
    expect(iso(once.nextOpening(instant('2026-01-01T00:00:00Z')))).toBe('2026-01-05T08:00:00.000Z');
    expect(() => once.nextOpening(instant('2026-01-05T10:00:00Z'))).toThrow(
      /too little open time in the 30 years after 2026-01-05/,
    );
    expect(() => once.addWorkingTime(instant('2026-01-01T00:00:00Z'), 2.5)).toThrow(/too little open time/);
    expect(() => once.addWorkingTime(instant('2026-01-09T00:00:00Z'), -2.5)).toThrow(/before 2026-01-09/);
  });

  it('refuses an instant that is none instead of losing its way', () => {
    expect(() => zurich.isOpen(Number.NaN as Instant)).toThrow(/Not a point in time/);
    expect(zurich.isOpen(instant('2026-11-25T07:00:00Z'))).toBe(true);
    expect(() => zurich.addWorkingTime(instant(0), Number.POSITIVE_INFINITY)).toThrow(
      /Infinity working hours/,
    );
  });
});

describe('clock changes', () => {
  // Instants worked out by hand from the published changes: EU 2026-03-29 and 2026-10-25 at 01:00 UTC; US 2026-03-08
  // and 2026-11-01 at 02:00 local; New South Wales 2026-04-05 and 2026-10-04; Chile 2026-04-05 and 2026-09-06.
  const night = (timeZone: string): WorkingCalendar =>
    new WorkingCalendar({ timeZone, weekly: everyDay('22:00-06:00') });

  it.each([
    ['Europe/Zurich', '2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z', 7],
    ['Europe/Zurich', '2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z', 9],
    ['America/New_York', '2026-03-08T03:00:00Z', '2026-03-08T10:00:00Z', 7],
    ['America/New_York', '2026-11-01T02:00:00Z', '2026-11-01T11:00:00Z', 9],
    ['Australia/Sydney', '2026-04-04T11:00:00Z', '2026-04-04T20:00:00Z', 9],
    ['Australia/Sydney', '2026-10-03T12:00:00Z', '2026-10-03T19:00:00Z', 7],
    ['America/Santiago', '2026-04-05T01:00:00Z', '2026-04-05T10:00:00Z', 9],
    ['America/Santiago', '2026-09-06T02:00:00Z', '2026-09-06T09:00:00Z', 7],
    ['Australia/Lord_Howe', '2026-04-04T11:00:00Z', '2026-04-04T19:30:00Z', 8.5],
    ['Asia/Kolkata', '2026-03-28T16:30:00Z', '2026-03-29T00:30:00Z', 8],
  ])('a night shift in %s from %s lasts %s', (zone, start, end, hours) => {
    const [stretch, ...rest] = night(zone).openIntervals(
      instant(instant(start) - 7_200_000),
      instant(instant(end) + 7_200_000),
    );
    expect(rest).toEqual([]);
    expect([iso(stretch!.start), iso(stretch!.end)]).toEqual([iso(instant(start)), iso(instant(end))]);
    expect(night(zone).workingHoursBetween(instant(start), instant(end))).toBe(hours);
  });

  it('keeps the wall-clock start of a day shift when the offset changes', () => {
    const sydney = new WorkingCalendar({ timeZone: 'Australia/Sydney', weekly: everyDay('08:00-16:00') });
    expect(iso(sydney.nextOpening(instant('2026-10-02T12:00:00Z')))).toBe('2026-10-02T22:00:00.000Z');
    expect(iso(sydney.nextOpening(instant('2026-10-03T12:00:00Z')))).toBe('2026-10-03T21:00:00.000Z');
  });

  it('opens a shift that starts in the skipped hour when the clock has skipped it, and drops one that lies in it', () => {
    const zurich = new WorkingCalendar({
      timeZone: 'Europe/Zurich',
      weekly: { sun: ['02:10-02:50', '02:55-05:00'] },
    });
    const [stretch, ...rest] = zurich.openIntervals(
      instant('2026-03-28T20:00:00Z'),
      instant('2026-03-29T20:00:00Z'),
    );
    expect(rest).toEqual([]);
    expect([iso(stretch!.start), iso(stretch!.end)]).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T03:00:00.000Z',
    ]);
  });
});

describe('against a reference that walks minute by minute', () => {
  const zones = [
    'UTC',
    'Europe/Zurich',
    'America/New_York',
    'Australia/Sydney',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  ];
  const starts = [
    '2026-03-06',
    '2026-03-27',
    '2026-04-03',
    '2026-09-04',
    '2026-10-02',
    '2026-10-23',
    '2026-10-30',
    '2026-12-23',
  ];
  const text = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  /** One or two shifts a day that overlap neither each other nor the next day. */
  const day = fc
    .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 4 })
    .map((marks) => [...marks].sort((a, b) => a - b).map((mark) => text(mark * 30)))
    .map((marks) => marks.flatMap((mark, k) => (k % 2 === 1 ? [`${marks[k - 1]!}-${mark}`] : [])));
  const calendar = fc.record({
    timeZone: fc.constantFrom(...zones),
    weekly: fc.record({ mon: day, wed: day, fri: day, sat: day, sun: day }),
    holidays: fc.constantFrom<string[]>([], ['10-25'], ['2026-03-28..2026-03-30'], ['2026-12-25']),
    exceptions: fc.constantFrom<Record<string, string[]>>(
      {},
      { '2026-10-24': ['21:30-03:00'] },
      { '2026-04-04': ['23:00-02:30'], '2026-12-24': [] },
    ),
  });

  it('is open at the same minutes, counts the same hours and finds the same next opening', () => {
    fc.assert(
      fc.property(
        calendar,
        fc.constantFrom(...starts),
        fc.nat(4000),
        fc.nat(3000),
        (input, date, offset, span) => {
          const from = instant(`${date}T00:00:00Z`);
          const open = minuteReference(input, from, 6 * 1440);
          const subject = new WorkingCalendar(input);
          const a = instant(from + offset * 60_000);
          const b = instant(a + span * 60_000);
          let minutes = 0;
          for (let k = offset; k < offset + span; k++) minutes += open[k]!;
          expect(subject.workingHoursBetween(a, b) * 60).toBeCloseTo(minutes, 9);
          expect(subject.isOpen(a)).toBe(open[offset] === 1);
          expect(subject.isOpen(b)).toBe(open[offset + span] === 1);
          const next = open.indexOf(1, offset);
          if (next >= 0) expect(subject.nextOpening(a)).toBe(from + next * 60_000);
          if (minutes > 0) {
            const done = subject.addWorkingTime(a, minutes / 60);
            expect(done).toBeLessThanOrEqual(b + 1);
            expect(subject.workingHoursBetween(a, done) * 60).toBeCloseTo(minutes, 6);
          }
        },
      ),
      { numRuns: 150, seed: 11 },
    );
  });
});
