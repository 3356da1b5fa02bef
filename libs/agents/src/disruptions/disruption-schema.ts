import { distributionSchema } from '@veinline/stats';
import { z } from 'zod';

const modelTime = z.number().nonnegative();

const where = z
  .union([
    z.literal('all'),
    z.strictObject({
      ids: z.array(z.string()).min(1).optional().describe('Write the ids of the targets.'),
      match: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
        .optional()
        .describe('Write attributes the targets must have, such as { region: north }.'),
      pick: z
        .number()
        .int()
        .positive()
        .optional()
        .describe('Write how many of these targets are hit, drawn anew each time; left out, all are.'),
    }),
  ])
  .default('all')
  .describe("Write what is hit: 'all', or targets by ids or attributes.");

const when = z
  .union([
    z.strictObject({ at: modelTime.describe('Write the time it starts.') }),
    z
      .strictObject({
        from: modelTime.describe('Write the time it starts.'),
        to: modelTime.describe('Write the time it ends.'),
      })
      .refine(({ from, to }) => to > from, 'The window ends before it starts. Write a later end.'),
    z.strictObject({
      after: distributionSchema.describe('Write the time until it starts, as a distribution.'),
    }),
  ])
  .describe('Write when it starts, in model time: { at: 10 }, { from: 10, to: 20 } or { after: … }.');

const strength = z
  .union([
    z.literal('off'),
    z.strictObject({
      factor: z.number().nonnegative().describe('Write the share that is left; above 1 is more.'),
    }),
    z.strictObject({ change: z.number().describe('Write what is added; negative when there is less.') }),
    z.strictObject({ set: z.number().nonnegative().describe('Write the value there is instead.') }),
  ])
  .describe("Write how strong it is: 'off', { factor: 0.5 }, { change: -2 } or { set: 1 }.");

/** A disruption as scenario files write it: what, where, when, for how long, how strong, known in advance or not. */
export const disruptionSchema = z
  .strictObject({
    name: z.string().min(1).describe('Write a name of its own; logs and random streams use it.'),
    effect: z.string().describe('Write what is disrupted, by a name the model offers, such as capacity.'),
    where,
    when,
    duration: distributionSchema
      .optional()
      .describe(
        'Write how long it lasts, in model time; left out, it lasts to the end of the run or of its window.',
      ),
    strength,
    announced: modelTime
      .optional()
      .describe('Write how long before its start it is known; left out, it comes as a surprise.'),
    repeat: z
      .strictObject({
        every: distributionSchema
          .optional()
          .describe('Write the time from start to start; left out, `after` is drawn again from each end on.'),
        times: z
          .number()
          .int()
          .positive()
          .optional()
          .describe('Write how often it happens in all; left out, without end.'),
      })
      .optional()
      .describe('Write how it repeats; left out, it happens once.'),
  })
  .superRefine(({ when: start, duration, repeat }, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ('to' in start && duration !== undefined)
      refuse(
        'duration',
        'A window has its own end. Remove the duration, or write { at: … } instead of a window.',
      );
    if (repeat && repeat.every === undefined && !('after' in start))
      refuse('repeat', 'It is not said how often it repeats. Write repeat: { every: … }.');
    if (repeat && !('to' in start) && duration === undefined)
      refuse('repeat', 'What lasts to the end cannot repeat. Write a duration.');
    if (repeat?.every !== undefined && typeof repeat.every === 'number' && repeat.every <= 0)
      refuse('repeat', `It cannot repeat every ${repeat.every}. Write a time above 0.`);
  });

/** A disruption with its defaults filled in. */
export type DisruptionSpec = z.output<typeof disruptionSchema>;

/** A disruption as written. */
export type DisruptionInput = z.input<typeof disruptionSchema>;
