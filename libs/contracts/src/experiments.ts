import { z } from 'zod';

/** Milliseconds since 1970 UTC. */
const instant = z.number().describe('Milliseconds since 1970-01-01T00:00:00Z');

/** A mean with its confidence interval over replications; null where fewer than two values were observed. */
export const intervalSchema = z.object({
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  halfWidth: z.number().nullable(),
  replications: z.number().describe('Values the interval rests on'),
});

const outputSchema = z.object({
  name: z.string(),
  unit: z.string(),
  description: z.string(),
});

const seriesSchema = outputSchema.extend({
  points: z.number().describe('Values of one replication'),
  from: z.number().describe('Model time of the first point'),
  step: z.number().describe('Model time between points'),
  timeUnit: z.string(),
});

/** A model that can be run: parameters as JSON Schema (2020-12) with units, ranges and sources in the descriptions. */
export const modelSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  description: z.string(),
  parameters: z.record(z.string(), z.json()).describe('JSON Schema of the parameters'),
  defaults: z.record(z.string(), z.json()).describe('Parameters of the model when a scenario sets none'),
  timeUnit: z.string().describe('Unit of simulated time, also of the time of a failure'),
  outputs: z.array(outputSchema),
  series: z.array(seriesSchema),
});
/** Answer of GET /api/models. */
export const modelListSchema = z.object({ models: z.array(modelSchema) });

/** A scenario that ships with Veinline. */
export const scenarioSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  model: z.string(),
  parameters: z.record(z.string(), z.json()),
  replications: z.number(),
  seed: z.number(),
});
/** Answer of GET /api/scenarios. */
export const scenarioListSchema = z.object({ scenarios: z.array(scenarioSchema) });

const scenarioInputSchema = z.strictObject({
  name: z.string().min(1).max(200).describe('Name of the scenario in tables and figures'),
  model: z.string().min(1).describe('Id of the model'),
  parameters: z.record(z.string(), z.json()).describe('What differs from the defaults of the model'),
});

const planSchema = z.strictObject({
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  replications: z.number().int().min(1).max(100_000).default(30),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  precision: z
    .strictObject({
      output: z.string().min(1),
      halfWidth: z
        .number()
        .positive()
        .optional()
        .describe('Stop at this half-width, in the unit of the output'),
      relative: z.number().positive().max(1).optional().describe('Stop at this share of the mean'),
    })
    .refine((precision) => (precision.halfWidth === undefined) !== (precision.relative === undefined), {
      message: 'give either halfWidth or relative',
    })
    .optional()
    .describe('Run until the interval of an output is narrow enough; replications is then the most'),
});

const factorSchema = z.strictObject({
  path: z.string().min(1).describe('Parameter as a dotted path, for example demand.rate'),
  low: z.number(),
  high: z.number(),
});

/** Body of POST /api/experiments. */
export const experimentRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), scenario: scenarioInputSchema, plan: planSchema }),
  z.strictObject({
    kind: z.literal('compare'),
    scenarios: z.array(scenarioInputSchema).min(2).max(20).describe('The first is the baseline'),
    plan: planSchema,
  }),
  z.strictObject({
    kind: z.literal('sweep'),
    scenario: scenarioInputSchema,
    axes: z
      .array(z.strictObject({ path: z.string().min(1), values: z.array(z.json()).min(1).max(100) }))
      .min(1)
      .max(4),
    plan: planSchema,
  }),
  z.strictObject({
    kind: z.literal('sensitivity'),
    scenario: scenarioInputSchema,
    method: z.enum(['morris', 'sobol']),
    factors: z.array(factorSchema).min(1).max(30),
    /** Trajectories of Morris, base samples of Sobol. */
    samples: z.number().int().min(2).max(4096).default(16),
    plan: planSchema,
  }),
]);

const experimentStatus = z.enum(['queued', 'running', 'complete', 'partial', 'cancelled', 'failed']);

/** How far an experiment is; the events of /api/experiments/:id/events carry it at least every 500 ms. */
export const experimentProgressSchema = z.object({
  status: experimentStatus,
  done: z.number().describe('Replications finished, over all scenarios or design points'),
  total: z.number().describe('Replications planned; with a precision the most there can be'),
  events: z.number().describe('Simulation events so far'),
  elapsedMs: z.number(),
  precision: intervalSchema
    .extend({ output: z.string() })
    .nullable()
    .describe('Interval so far of the output whose precision is asked for'),
});

/** One experiment in lists. */
export const experimentSchema = z.object({
  id: z.string(),
  kind: z.enum(['run', 'compare', 'sweep', 'sensitivity']),
  name: z.string(),
  model: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  progress: experimentProgressSchema,
  request: experimentRequestSchema,
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      scenario: z.string().optional(),
      replication: z.number().optional(),
      seed: z.number().optional(),
      simulatedTime: z.number().optional(),
    })
    .nullable()
    .describe('First failure: what failed, in which replication, at what simulated time'),
  files: z.array(z.string()).describe('Names under /api/experiments/:id/files/'),
});
/** Answer of GET /api/experiments, newest first. */
export const experimentListSchema = z.object({ experiments: z.array(experimentSchema) });

/** What one scenario or design point gave for one output. */
export const outputSummarySchema = intervalSchema.extend({
  output: z.string(),
  unit: z.string(),
  standardDeviation: z.number().nullable(),
  box: z
    .object({
      minimum: z.number(),
      lower: z.number().describe('First quartile'),
      median: z.number(),
      upper: z.number().describe('Third quartile'),
      maximum: z.number(),
      p10: z.number(),
      p90: z.number(),
    })
    .nullable(),
  values: z.array(z.number().nullable()).describe('By replication; null = not observed'),
});

/** Quantiles over replications at each point of a series. */
export const fanSchema = seriesSchema.extend({
  quantiles: z.array(z.object({ p: z.number(), values: z.array(z.number().nullable()) })),
});

/** A difference from the baseline under common random numbers. */
export const differenceSchema = intervalSchema.extend({
  scenario: z.string(),
  output: z.string(),
  unit: z.string(),
  isSignificant: z.boolean().describe('The interval excludes zero'),
});

/** How much one factor moves one output. */
export const effectSchema = z.object({
  factor: z.string(),
  output: z.string(),
  unit: z.string(),
  /** Morris: mean, mean absolute value and spread of elementary effects over the whole range. */
  mu: z.number().nullable(),
  muStar: z.number().nullable(),
  sigma: z.number().nullable(),
  /** Sobol: share of the variance, first order and total, with interval. */
  first: intervalSchema.nullable(),
  total: intervalSchema.nullable(),
});

/** Answer of GET /api/experiments/:id/results; of a cancelled or failed experiment what there is. */
export const experimentResultsSchema = z.object({
  id: z.string(),
  status: experimentStatus,
  confidence: z.number(),
  scenarios: z.array(
    z.object({
      name: z.string(),
      setting: z.record(z.string(), z.json()).describe('Value of each sweep axis or changed parameter'),
      replications: z.number(),
      resultHash: z.string(),
      outputs: z.array(outputSummarySchema),
      fans: z.array(fanSchema),
    }),
  ),
  differences: z.array(differenceSchema),
  effects: z.array(effectSchema),
});

export type Interval = z.infer<typeof intervalSchema>;
export type ModelView = z.infer<typeof modelSchema>;
export type ModelList = z.infer<typeof modelListSchema>;
export type ScenarioView = z.infer<typeof scenarioSchema>;
export type ScenarioList = z.infer<typeof scenarioListSchema>;
export type ExperimentRequest = z.infer<typeof experimentRequestSchema>;
/** The body as a client writes it, defaults left out. */
export type ExperimentRequestInput = z.input<typeof experimentRequestSchema>;
export type ExperimentProgress = z.infer<typeof experimentProgressSchema>;
export type ExperimentView = z.infer<typeof experimentSchema>;
export type ExperimentList = z.infer<typeof experimentListSchema>;
export type OutputSummary = z.infer<typeof outputSummarySchema>;
export type Fan = z.infer<typeof fanSchema>;
export type Difference = z.infer<typeof differenceSchema>;
export type Effect = z.infer<typeof effectSchema>;
export type ExperimentResults = z.infer<typeof experimentResultsSchema>;
