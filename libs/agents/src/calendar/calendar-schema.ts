import { z } from 'zod';
import { calendarProblems } from './calendar-problems.ts';

const shifts = z
  .array(
    z
      .string()
      .describe("Write a shift as 'HH:MM-HH:MM' in local time; an end before the start is the next day."),
  )
  .describe('Write the shifts of the day; they must not overlap. An empty list closes the day.');

/**
 * A working calendar as scenario files write it. Shifts are wall-clock times of `timeZone` and belong to the day
 * they start on. Refuses calendars that contradict themselves, with one problem per contradiction.
 */
export const calendarSchema = z
  .strictObject({
    timeZone: z
      .string()
      .describe("Write the IANA time zone whose clocks the shifts follow, such as 'Europe/Zurich'."),
    weekly: z
      .strictObject({
        mon: shifts.optional(),
        tue: shifts.optional(),
        wed: shifts.optional(),
        thu: shifts.optional(),
        fri: shifts.optional(),
        sat: shifts.optional(),
        sun: shifts.optional(),
      })
      .default({})
      .describe('Write the shifts of each day of the week; a day left out is closed.'),
    holidays: z
      .array(z.string())
      .default([])
      .describe(
        "Write closed days: a date '2026-12-25', the same day every year '12-25', or a span '2026-12-24..2027-01-02'.",
      ),
    exceptions: z
      .record(z.string(), shifts)
      .default({})
      .describe("Write days that differ from the week by date: '2026-12-31': ['08:00-12:00']."),
  })
  .superRefine((calendar, context) => {
    for (const { path, message } of calendarProblems(calendar))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

/** A calendar with its defaults filled in. */
export type CalendarSpec = z.output<typeof calendarSchema>;

/** A calendar as written, where everything but the time zone may be left out. */
export type CalendarInput = z.input<typeof calendarSchema>;
