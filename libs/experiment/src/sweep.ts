import type { Changes } from './variation.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentResult } from './result.ts';
import type { JsonValue } from './json.ts';
import type { Ranges } from './ranges.ts';
import type { StudyOptions } from './study.ts';
import { StreamFamily, fullFactorial, latinHypercube } from '@veinline/stats';
import { atPoint, checkRanges } from './ranges.ts';
import { runAll } from './study.ts';
import { vary } from './variation.ts';

/** One combination of parameter values and what it gave. */
export interface DesignPoint {
  readonly changes: Changes;
  readonly result: ExperimentResult;
}

/**
 * Runs an experiment at every point of a design, all with the same random numbers. Throws before anything runs if the
 * model refuses a point (EXPERIMENT_INVALID, PARAMETER_UNKNOWN); CANCELLED, STUDY_FAILED.
 */
export async function runDesign(
  experiment: Experiment,
  design: readonly Changes[],
  options: StudyOptions,
): Promise<DesignPoint[]> {
  const experiments = design.map((changes) => vary(experiment, changes));
  const results = await runAll(experiments, options, (result) => result);
  return results.map((result, i) => ({ changes: design[i]!, result }));
}

/** Every combination of the levels, the last parameter fastest: a full factorial. Throws DESIGN_INVALID. */
export function gridDesign(levels: Readonly<Record<string, readonly JsonValue[]>>): Changes[] {
  return fullFactorial(levels);
}

/** A Latin hypercube over ranges; equal seeds give equal designs. Throws RANGE_INVALID, ARGUMENT_INVALID. */
export function latinHypercubeDesign(
  ranges: Ranges,
  { samples, seed }: { readonly samples: number; readonly seed: number },
): Changes[] {
  checkRanges(ranges);
  const stream = new StreamFamily({ seed }).stream('design.latin-hypercube');
  const dimensions = Object.keys(ranges).length;
  return latinHypercube({ samples, dimensions, stream }).map((point) => atPoint(ranges, point));
}

/** Runs an experiment over a grid of parameter values: `{ chairs: [3, 4, 5], 'demand.perDay': [10, 12] }`. */
export function sweep(
  experiment: Experiment,
  levels: Readonly<Record<string, readonly JsonValue[]>>,
  options: StudyOptions,
): Promise<DesignPoint[]> {
  return runDesign(experiment, gridDesign(levels), options);
}
