import { defaultEventLimit } from './job.ts';
import { z } from 'zod';

const precision = z
  .strictObject({
    output: z.string().min(1).describe('the name of an output of the model'),
    halfWidth: z
      .number()
      .positive()
      .optional()
      .describe('the half-width to reach, a number above 0 in the unit of the output'),
    relative: z
      .number()
      .positive()
      .max(1)
      .optional()
      .describe('the half-width to reach as a share of the mean: 0.05 for 5 %'),
    batch: z
      .int()
      .min(1)
      .max(10_000)
      .default(10)
      .describe('how many replications lie between two decisions, a whole number'),
    maximum: z
      .int()
      .min(2)
      .max(1_000_000)
      .default(10_000)
      .describe('the number of replications after which to stop, reached or not'),
  })
  .refine(({ halfWidth, relative }) => (halfWidth === undefined) !== (relative === undefined), {
    message: 'needs either "halfWidth" or "relative", not both or none.',
    params: { fix: 'Write halfWidth: in the unit of the output, or relative: as a share of the mean.' },
  })
  .describe('output and either halfWidth (in its unit) or relative (a share of the mean)');

/** The section `experiment` of a scenario; every description completes "Write ...". */
export const experimentSettings = z
  .strictObject({
    replications: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(20)
      .describe('how many replications to run; with precision, how many before the first decision'),
    seed: z.int().min(0).default(1).describe('a whole number, 0 or more; it chooses the random numbers'),
    confidence: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.95)
      .describe('the confidence of the intervals, a number between 0 and 1'),
    precision: precision.optional(),
    eventLimit: z
      .int()
      .min(1)
      .default(defaultEventLimit)
      .describe('how many events a replication may take before it is given up, a whole number'),
  })
  .superRefine(({ replications, precision: wanted }, context) => {
    if (!wanted) return;
    const refuse = (path: string[], message: string, fix: string) => {
      context.addIssue({ code: 'custom', path, message, params: { fix } });
    };
    if (replications < 2)
      refuse(['replications'], `is ${replications}, too few to judge a half-width by.`, 'Write 2 or more.');
    else if (wanted.maximum < replications)
      refuse(
        ['precision', 'maximum'],
        `is ${wanted.maximum}, below the ${replications} replications before the first decision.`,
        `Write ${replications} or more, or fewer replications.`,
      );
  })
  .describe('replications, seed, confidence, precision and eventLimit');

/** What to run and when it is enough, with every default filled in. */
export type ExperimentSettings = z.output<typeof experimentSettings>;

/** When to stop a sequential experiment: exactly one of `halfWidth` and `relative` is set. */
export type Precision = NonNullable<ExperimentSettings['precision']>;
