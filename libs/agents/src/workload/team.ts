import { type Instant } from '@veinline/base';
import { z } from 'zod';
import { calendarSchema } from '../calendar/calendar-schema.ts';
import { type OpenInterval, WorkingCalendar } from '../calendar/working-calendar.ts';
import { parsed } from '../parsed.ts';

const hours = z.number().nonnegative();

/** A team as scenario files write it. */
export const teamSchema = z.strictObject({
  name: z.string().min(1).describe('Write a name of its own.'),
  skills: z.array(z.string()).min(1).describe('Write what the team can do; each person can do all of it.'),
  fte: z
    .number()
    .nonnegative()
    .describe(
      'Write how many full-time equivalents are there while the calendar is open, absences taken off.',
    ),
  calendar: calendarSchema.describe('Write when the team works.'),
  overtimeHoursPerDay: hours
    .default(0)
    .describe('Write the hours of overtime each full-time equivalent may work on a day it works at all.'),
});

/** A team as written. */
export type TeamInput = z.input<typeof teamSchema>;

/** People of the same skills and shifts, and the hours they have. */
export class Team {
  readonly name: string;
  readonly skills: readonly string[];
  readonly fte: number;
  readonly calendar: WorkingCalendar;
  readonly #overtimeHoursPerDay: number;

  /** Throws VeinlineError TEAM_INVALID with every problem. */
  constructor(input: TeamInput) {
    const { name, skills, fte, calendar, overtimeHoursPerDay } = parsed(
      teamSchema,
      input,
      'TEAM_INVALID',
      'The team',
    );
    this.name = name;
    this.skills = skills;
    this.fte = fte;
    this.calendar = new WorkingCalendar(calendar);
    this.#overtimeHoursPerDay = overtimeHoursPerDay;
  }

  /** Hours of work the team has between two instants, overtime left out. */
  hoursBetween(from: Instant, to: Instant): number {
    return this.fte * this.calendar.workingHoursBetween(from, to);
  }

  /** Hours of overtime the team may add between two instants: those of every shift that ends there. */
  overtimeBetween(from: Instant, to: Instant): number {
    if (this.#overtimeHoursPerDay === 0) return 0;
    const later = (to + 1) as Instant;
    const ended = ({ end }: OpenInterval): boolean => end > from && end <= to;
    const days = new Set(
      this.calendar
        .openIntervals(from, later)
        .filter(ended)
        .map(({ end }) => this.calendar.dateOf((end - 1) as Instant)),
    );
    return this.fte * this.#overtimeHoursPerDay * days.size;
  }
}
