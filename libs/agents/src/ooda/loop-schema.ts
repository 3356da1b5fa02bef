import { z } from 'zod';
import { weightsSchema } from '../policies/dispatch-schema.ts';

const modelTime = z.number().nonnegative();

const trigger = z
  .strictObject({
    indicator: z.string().describe('Write the indicator that is watched, by a name the model gives.'),
    above: z.number().optional().describe('Write the value above which there is need to act.'),
    below: z.number().optional().describe('Write the value below which there is need to act.'),
    clear: z
      .number()
      .optional()
      .describe(
        'Write the value at which the need ends, on the safe side of the limit; left out, at the limit.',
      ),
  })
  .superRefine(({ above, below, clear }, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['clear'], message });
    if ((above === undefined) === (below === undefined))
      context.addIssue({ code: 'custom', path: [], message: 'Write either above or below.' });
    if (clear === undefined) return;
    if (above !== undefined && clear > above)
      refuse(`${clear} lies above the limit ${above}. Write ${above} or less.`);
    if (below !== undefined && clear < below)
      refuse(`${clear} lies below the limit ${below}. Write ${below} or more.`);
  });

/** How a decision loop works, as scenario files write it; times in model time. */
export const loopSchema = z.strictObject({
  period: z.number().positive().describe('Write the time between two looks at the state.'),
  firstAt: modelTime.optional().describe('Write when it looks first; left out, after one period.'),
  observationDelay: modelTime
    .default(0)
    .describe('Write how old the state is by the time it is decided upon.'),
  triggers: z
    .array(trigger)
    .default([])
    .describe(
      'Write what must be so for it to act, one of them being enough; an empty list lets it act each time.',
    ),
  rule: z
    .discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('best-score').describe('Takes the alternatives of highest score.'),
        weights: weightsSchema,
        minimumScore: z
          .number()
          .default(0)
          .describe('Write the score an alternative must exceed; doing nothing scores 0.'),
      }),
      z.strictObject({
        type: z.literal('observe-only').describe('Looks and logs, never acts: the base of comparisons.'),
      }),
    ])
    .describe('Write how it chooses among the alternatives.'),
  maxActions: z
    .number()
    .int()
    .positive()
    .default(1)
    .describe('Write how many actions it may take at a time.'),
  cooldown: modelTime.default(0).describe('Write how long what an action touched is then left alone.'),
});

/** A decision loop with its defaults filled in. */
export type LoopSpec = z.output<typeof loopSchema>;

/** A decision loop as written. */
export type LoopInput = z.input<typeof loopSchema>;
