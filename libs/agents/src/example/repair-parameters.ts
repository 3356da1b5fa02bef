import { distributionSchema } from '@veinline/stats';
import { z } from 'zod';
import { calendarSchema } from '../calendar/calendar-schema.ts';
import { disruptionSchema } from '../disruptions/disruption-schema.ts';
import { loopSchema } from '../ooda/loop-schema.ts';
import { assignmentSchema } from '../policies/assignment-schema.ts';
import { dispatchSchema } from '../policies/dispatch-schema.ts';

/** A scenario of the repair service; times in days unless said otherwise. */
export const repairSchema = z.strictObject({
  days: z.number().positive().describe('Write how many days are simulated.'),
  calendar: calendarSchema.describe('Write when crews work.'),
  districts: z.array(
    z.strictObject({ id: z.string(), crews: z.number().int(), jobsPerDay: z.number().positive() }),
  ),
  repairHours: distributionSchema.describe('Write the working hours a repair takes, travel left out.'),
  travelHours: z.number().nonnegative().describe('Write the hours of travel across a whole district.'),
  promisedDays: z.number().positive().describe('Write within how many days repairs are promised.'),
  dispatch: dispatchSchema,
  assignment: assignmentSchema,
  disruptions: z.array(disruptionSchema).default([]),
  loop: loopSchema,
});

/** A scenario with its defaults filled in. */
export type RepairParameters = z.output<typeof repairSchema>;

/** Four districts, of which one has twice the demand and two crews ill for three weeks; the loop may move crews. */
export const floodedNorth: RepairParameters = repairSchema.parse({
  days: 84,
  calendar: {
    timeZone: 'Europe/Zurich',
    weekly: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['07:00-12:00', '13:00-16:00']]),
    ),
    holidays: ['2026-04-03', '2026-04-06'],
  },
  districts: ['north', 'east', 'south', 'west'].map((id) => ({ id, crews: 4, jobsPerDay: 4.2 })),
  repairHours: { type: 'lognormal', median: 3, p90: 7 },
  travelHours: 1,
  promisedDays: 3,
  dispatch: { type: 'earliest-due-date' },
  assignment: { type: 'nearest' },
  disruptions: [
    {
      name: 'flood',
      effect: 'demand',
      where: { ids: ['north'] },
      when: { at: 21 },
      duration: 21,
      strength: { factor: 2 },
    },
    {
      name: 'illness',
      effect: 'crews',
      where: { ids: ['north'] },
      when: { at: 21 },
      duration: 21,
      strength: { change: -2 },
    },
    {
      name: 'wet ground',
      effect: 'duration',
      when: { after: { type: 'exponential', mean: 20 } },
      duration: 5,
      strength: { factor: 1.2 },
      repeat: {},
    },
  ],
  loop: {
    period: 1,
    firstAt: 0.25,
    observationDelay: 0.25,
    triggers: [{ indicator: 'spread', above: 16, clear: 8 }],
    rule: { type: 'best-score', weights: { relief: 1, cost: -8 } },
    maxActions: 2,
    cooldown: 1,
  },
});
