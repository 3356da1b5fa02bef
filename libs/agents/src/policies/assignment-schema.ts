import { z } from 'zod';
import { weightsSchema } from './dispatch-schema.ts';

const choosing = [
  z.strictObject({ type: z.literal('nearest').describe('The server at the smallest distance.') }),
  z.strictObject({
    type: z.literal('least-loaded').describe('The server with the smallest share of its capacity in use.'),
  }),
  z.strictObject({ type: z.literal('cheapest').describe('The server at the lowest cost.') }),
  z.strictObject({
    type: z.literal('weighted').describe('The server with the highest weighted sum.'),
    weights: weightsSchema,
  }),
  z.strictObject({
    type: z.literal('min-cost').describe('A batch at the lowest total; a single item by the lowest value.'),
    of: z.enum(['cost', 'distance']).default('cost').describe('Write which term is added up.'),
  }),
] as const;

/** Who serves an item, as scenario files write it. */
export const assignmentSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('fixed').describe('Each item by its own server.'),
    otherwise: z
      .discriminatedUnion('type', choosing)
      .optional()
      .describe('Write who serves an item whose own server cannot; left out, it waits.'),
  }),
  ...choosing,
]);

/** An assignment policy with its defaults filled in. */
export type AssignmentSpec = z.output<typeof assignmentSchema>;

/** An assignment policy as written. */
export type AssignmentInput = z.input<typeof assignmentSchema>;
