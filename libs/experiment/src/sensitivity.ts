import type { ElementaryEffects, SobolIndex } from '@veinline/stats';
import { StreamFamily, morrisDesign, morrisEffects, sobolDesign, sobolIndices } from '@veinline/stats';
import { atPoint, checkRanges } from './ranges.ts';
import { meanOf, runAll } from './study.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentResult } from './result.ts';
import type { Ranges } from './ranges.ts';
import type { StudyOptions } from './study.ts';
import { checkOutputName } from './output-name.ts';
import { vary } from './variation.ts';
import { wholeWhereNeeded } from './whole-parameter.ts';

/** Which outputs to explain by which parameters. */
export interface SensitivityPlan {
  /** Without it, every output that was observed at every point: the runs are the same. */
  readonly outputs?: readonly string[];
  readonly ranges: Ranges;
}

/** One parameter in a Morris screening; effects are changes of the output over the whole range of the parameter. */
export interface MorrisFactor extends ElementaryEffects {
  readonly path: string;
}

/** The screening of one output; factors in the order of the ranges. */
export interface MorrisScreening {
  readonly output: string;
  readonly unit: string;
  readonly factors: readonly MorrisFactor[];
}

/** A screening: cheap, (parameters + 1) x trajectories experiments. */
export interface MorrisResult {
  readonly experiments: number;
  readonly outputs: readonly MorrisScreening[];
}

/** One parameter in a Sobol analysis: the shares of the output's variance it explains alone and with others. */
export interface SobolFactor {
  readonly path: string;
  readonly firstOrder: SobolIndex;
  readonly total: SobolIndex;
}

/** The variance of one output over the ranges, and what explains it; mean and variance in its unit. */
export interface SobolDecomposition {
  readonly output: string;
  readonly unit: string;
  readonly mean: number;
  readonly variance: number;
  readonly factors: readonly SobolFactor[];
}

/** A variance decomposition: (parameters + 2) x samples experiments. */
export interface SobolResult {
  readonly experiments: number;
  readonly outputs: readonly SobolDecomposition[];
}

/**
 * Morris screening of the means of outputs. Every point runs the experiment's replications with the same random
 * numbers, so differences between points are due to the parameters. Deterministic by the experiment's seed.
 * Throws OUTPUT_UNKNOWN, RANGE_INVALID, ARGUMENT_INVALID, and what `runDesign` throws.
 */
export async function morrisSensitivity(
  experiment: Experiment,
  plan: SensitivityPlan & { readonly trajectories: number; readonly levels?: number },
  options: StudyOptions,
): Promise<MorrisResult> {
  const { trajectories, levels = 4 } = plan;
  const { paths, stream } = prepare(experiment, plan);
  const design = morrisDesign({ dimensions: paths.length, trajectories, levels, stream });
  const columns = await meansAt(experiment, plan, design.points, options);
  const outputs = columns.map(({ output, unit, means }) => {
    const effects = morrisEffects(design, means);
    return { output, unit, factors: paths.map((path, d) => ({ path, ...effects[d]! })) };
  });
  return { experiments: design.points.length, outputs };
}

/**
 * Sobol indices of the mean of outputs; see `morrisSensitivity`. `samples` is a power of two. Parameters count as
 * independent and uniform over their ranges. Throws DESIGN_INVALID besides.
 */
export async function sobolSensitivity(
  experiment: Experiment,
  plan: SensitivityPlan & { readonly samples: number },
  options: StudyOptions,
): Promise<SobolResult> {
  const { samples } = plan;
  const { paths, streams, stream } = prepare(experiment, plan);
  const design = sobolDesign({ dimensions: paths.length, samples, stream });
  const columns = await meansAt(experiment, plan, design.points, options);
  const { confidence } = experiment.settings;
  const outputs = columns.map(({ output, unit, means }) => {
    // Its own stream, so that an interval does not depend on which other outputs were asked for.
    const resampling = streams.stream('design.sensitivity.bootstrap');
    const { mean, variance, firstOrder, total } = sobolIndices(design, means, {
      stream: resampling,
      confidence,
    });
    const factors = paths.map((path, d) => ({ path, firstOrder: firstOrder[d]!, total: total[d]! }));
    return { output, unit, mean, variance, factors };
  });
  return { experiments: design.points.length, outputs };
}

function prepare({ model, settings }: Experiment, { outputs = [], ranges }: SensitivityPlan) {
  for (const output of outputs) checkOutputName(model, output);
  checkRanges(ranges);
  const streams = new StreamFamily({ seed: settings.seed });
  return { paths: Object.keys(ranges), streams, stream: streams.stream('design.sensitivity') };
}

/** The mean of each output at each point. An output asked for by name must be there; of the others, what is whole. */
async function meansAt(
  experiment: Experiment,
  { outputs, ranges }: SensitivityPlan,
  points: readonly Float64Array[],
  options: StudyOptions,
): Promise<{ readonly output: string; readonly unit: string; readonly means: Float64Array }[]> {
  const whole = wholeWhereNeeded(experiment.model, ranges);
  const experiments = points.map((point) => vary(experiment, atPoint(whole, point)));
  const { model } = experiment;
  const names = outputs ?? model.outputNames;
  const rows = await runAll(experiments, options, (result) =>
    names.map((name) => (outputs === undefined && !isObserved(result, name) ? NaN : meanOf(result, name))),
  );
  const columns = names.map((output, column) => ({
    output,
    unit: model.outputs[output]!.unit,
    means: Float64Array.from(rows, (row) => row[column]!),
  }));
  return columns.filter(({ means }) => means.every((mean) => !Number.isNaN(mean)));
}

function isObserved({ summary }: ExperimentResult, output: string): boolean {
  return (summary[output]?.interval ?? null) !== null;
}
