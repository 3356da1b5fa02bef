import { z } from 'zod';

/** Weights by term name, as scenario files write them. */
export const weightsSchema = z
  .record(
    z.string(),
    z.number().describe('Write how much one unit of the term counts; negative when less is better.'),
  )
  .refine((weights) => Object.keys(weights).length > 0, 'Write at least one weight.')
  .describe('Write a weight for each term that counts; the highest sum goes first.');

/** Which waiting item goes next, as scenario files write it. */
export const dispatchSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fifo').describe('First come, first served.') }),
  z.strictObject({
    type: z.literal('earliest-due-date').describe('The item due first goes first (Jackson 1955).'),
  }),
  z.strictObject({
    type: z.literal('priority').describe('The most urgent goes first; 0 is the most urgent.'),
    then: z
      .enum(['fifo', 'earliest-due-date', 'shortest-processing-time'])
      .default('fifo')
      .describe('Write how items of equal urgency are ordered.'),
  }),
  z.strictObject({
    type: z
      .literal('shortest-processing-time')
      .describe('The item that takes least time goes first (Smith 1956).'),
  }),
  z.strictObject({
    type: z.literal('weighted').describe('The highest weighted sum goes first.'),
    weights: weightsSchema,
  }),
]);

/** A dispatch policy with its defaults filled in. */
export type DispatchSpec = z.output<typeof dispatchSchema>;

/** A dispatch policy as written. */
export type DispatchInput = z.input<typeof dispatchSchema>;
