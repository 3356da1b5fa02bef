import type { Simulation, TimeUnit } from '@veinline/des';
import { VeinlineError } from '@veinline/base';
import type { z } from 'zod';

/** One number per replication; NaN where a replication did not observe it (no patient came, so no mean wait). */
export interface OutputDefinition {
  /** Unit as people read it: `min`, `%`, `patients`; `1` for a share or a count without unit. */
  readonly unit: string;
  readonly description: string;
}

/** A curve per replication on a grid that all replications share, for fan charts. */
export interface SeriesDefinition extends OutputDefinition {
  readonly points: number;
  /** What the points stand for: point i is at `start + i * step`, in this unit; 0, 1, 2, ... if left out. */
  readonly axis?: { readonly unit: string; readonly start: number; readonly step: number };
}

/** What a model may use to build one replication. */
export interface ModelContext {
  /** Fresh for this replication, with its seed, its number and the event limit. */
  readonly simulation: Simulation;
  readonly seed: number;
  readonly replication: number;
}

/** One replication, ready to run; the calls come in this order, each once. */
export interface ReplicationModel {
  /** Runs to the end; throws if the model cannot go on. */
  run(): void;
  /** A number for every output the model declares. After a failure: what was observed until then. */
  outputs(): Readonly<Record<string, number>>;
  /** A curve for every series the model declares. */
  series?(): Readonly<Record<string, Float64Array>>;
}

/** What the author of a model writes; `S` is the Zod schema of its parameters. */
export interface ModelDefinition<S extends z.ZodType> {
  /** Lower-case words joined by "-". Scenarios and manifests name the model by it. */
  readonly id: string;
  /** Change it whenever the same parameters and seed give other results. */
  readonly version: string;
  readonly title: string;
  readonly description: string;
  /** The unit of the simulation's clock. */
  readonly timeUnit: TimeUnit;
  /**
   * Every field with a description that completes "Write ...". What the schema returns must be JSON that the schema
   * takes again unchanged: defaults are welcome, transformations into other types are not.
   */
  readonly parameters: S;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
  readonly series?: Readonly<Record<string, SeriesDefinition>>;
  build(parameters: z.output<S>, context: ModelContext): ReplicationModel;
}

/** A model as runners and experiments hold it, whatever its parameters. */
export interface Model {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly timeUnit: TimeUnit;
  readonly parameters: z.ZodType;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
  readonly series: Readonly<Record<string, SeriesDefinition>>;
  /** Columns in this order, everywhere. */
  readonly outputNames: readonly string[];
  readonly seriesNames: readonly string[];
  build(parameters: unknown, context: ModelContext): ReplicationModel;
}

const legalId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Starts with a letter, so that an object keeps the order in which names are written. */
const legalName = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Makes a model of its definition. Throws MODEL_INVALID for a definition that could not be run or reported. */
export function defineModel<S extends z.ZodType>(definition: ModelDefinition<S>): Model {
  const { id, version, title, description, timeUnit, parameters, outputs, series = {} } = definition;
  const outputNames = Object.keys(outputs);
  const seriesNames = Object.keys(series);
  const refuse = (message: string, hint: string): never => {
    throw new VeinlineError('MODEL_INVALID', `The model "${id}" ${message}.`, {
      hint,
      details: { model: id },
    });
  };
  if (!legalId.test(id)) refuse('has no legal id', 'Use lower-case words joined by "-": apheresis-clinic.');
  if (version === '') refuse('has no version', 'Write a version such as "1.0.0".');
  if (outputNames.length === 0) refuse('has no outputs', 'Declare at least one output.');
  for (const name of [...outputNames, ...seriesNames])
    if (!legalName.test(name))
      refuse(`has the output "${name}"`, 'Use letters, digits and "_", a letter first.');
  for (const [name, { points }] of Object.entries(series)) {
    if (!Number.isInteger(points) || points < 1)
      refuse(`has ${points} points in the series "${name}"`, 'Use a whole number, 1 or more.');
    if (Object.hasOwn(outputs, name))
      refuse(`has an output and a series "${name}"`, 'Give each its own name.');
  }
  return {
    ...{ id, version, title, description, timeUnit, parameters, outputs, series, outputNames, seriesNames },
    build: (values, context) => definition.build(values as z.output<S>, context),
  };
}
