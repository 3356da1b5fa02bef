import { distributionSchema } from '@veinline/stats';
import { z } from 'zod';

const minutes = (what: string) =>
  distributionSchema.describe(
    `${what} in minutes: a number, or a distribution such as { type: pert, min: 10, mode: 15, max: 30 }`,
  );
const share = (what: string) => z.number().min(0).max(1).describe(`${what}, a number from 0 to 1`);
const count = (what: string) => z.int().min(1).max(1_000).describe(`${what}, a whole number, 1 or more`);
const hour = (what: string) => z.number().min(0).max(24).describe(`${what}, hours since midnight, 0 to 24`);

const profile = z
  .array(
    z
      .strictObject({
        hour: hour('when this weight begins'),
        weight: z.number().min(0).describe('how many patients come compared with other hours, 0 or more'),
      })
      .describe('an hour and a weight: { hour: 8, weight: 3 }'),
  )
  .min(1)
  .superRefine((pieces, context) => {
    const isAscending = pieces.every(({ hour: at }, i) => i === 0 || at > pieces[i - 1]!.hour);
    const refuse = (problem: string, fix: string) => {
      context.addIssue({ code: 'custom', message: problem, params: { fix } });
    };
    if (!isAscending)
      refuse(
        `has the hours ${pieces.map((piece) => piece.hour).join(', ')}`,
        'Write the hours in ascending order.',
      );
    else if (!pieces.some(({ weight }) => weight > 0))
      refuse('has no weight above 0', 'Give at least one hour a weight.');
    else if (pieces.every(({ hour: at, weight }) => weight === 0 || at === 24))
      refuse('begins at midnight of the next day', 'Begin before hour 24.');
  })
  .describe('a list of hours with weights: [{ hour: 8, weight: 3 }, { hour: 12, weight: 0 }]');

/** Everything the clinic depends on. Where each default comes from stands in the README. */
export const clinicParameters = z
  .strictObject({
    days: count('how many working days to simulate').default(1),
    warmUpDays: z
      .int()
      .min(0)
      .default(0)
      .describe('how many of the days come before the statistics begin, a whole number'),
    chairs: count('how many apheresis chairs there are').default(3),
    nurses: count('how many nurses there are').default(2),
    opening: z
      .strictObject({
        from: hour('when the clinic opens').default(8),
        to: hour('when the clinic closes').default(18),
        lastStart: hour('until when a patient may be taken to a chair').default(14.5),
      })
      .superRefine(({ from, to, lastStart }, context) => {
        const refuse = (key: string, message: string, fix: string) => {
          context.addIssue({ code: 'custom', path: [key], message, params: { fix } });
        };
        if (to <= from) refuse('to', `is ${to}, not after from (${from})`, `Write an hour above ${from}.`);
        else if (lastStart <= from || lastStart > to)
          refuse(
            'lastStart',
            `is ${lastStart}, outside the opening hours`,
            `Write an hour above ${from}, at most ${to}.`,
          );
      })
      .prefault({})
      .describe('opening hours: { from: 8, to: 18, lastStart: 14.5 }'),
    demand: z
      .strictObject({
        perDay: z
          .number()
          .positive()
          .max(10_000)
          .default(7)
          .describe('how many patients are booked a day on average, above 0'),
        profile: profile.default([
          { hour: 8, weight: 3 },
          { hour: 10, weight: 2 },
          { hour: 12, weight: 1 },
          { hour: 14, weight: 0 },
        ]),
        noShow: share('the chance that a booked patient does not come').default(0.05),
      })
      .prefault({})
      .describe('demand: { perDay: 7, profile: [...], noShow: 0.05 }'),
    access: z
      .strictObject({
        failure: share('the chance that a needle does not give enough flow').default(0.1),
        attempts: z
          .int()
          .min(1)
          .max(10)
          .default(2)
          .describe('how many needles are tried, a whole number, 1 to 10'),
        retry: minutes('the time for another needle').default({ type: 'pert', min: 10, mode: 15, max: 30 }),
      })
      .prefault({})
      .describe('vein access: { failure: 0.1, attempts: 2, retry: 15 }'),
    connect: minutes('the time a nurse takes to connect a patient').default({
      type: 'pert',
      min: 15,
      mode: 25,
      max: 45,
    }),
    collection: minutes('the time a collection takes').default({ type: 'lognormal', median: 210, p90: 255 }),
    disconnect: minutes('the time a nurse takes to disconnect a patient').default({
      type: 'pert',
      min: 10,
      mode: 15,
      max: 30,
    }),
    turnover: minutes('the time until a chair is clean again').default({
      type: 'pert',
      min: 10,
      mode: 15,
      max: 25,
    }),
    acceptableWait: z
      .number()
      .min(0)
      .default(30)
      .describe('the wait in minutes that still counts as on time, 0 or more'),
  })
  .superRefine(({ days, warmUpDays }, context) => {
    if (warmUpDays < days) return;
    const message = `is ${warmUpDays}, not below the ${days} days in all`;
    context.addIssue({
      code: 'custom',
      path: ['warmUpDays'],
      message,
      params: { fix: `Write at most ${days - 1}.` },
    });
  });

/** The parameters with every default filled in. */
export type ClinicParameters = z.output<typeof clinicParameters>;
