import type { ExperimentResult } from './result.ts';
import type { Experiment } from './experiment.ts';
import type { MeanInterval } from '@veinline/stats';
import type { StudyOptions, StudyProgress } from './study.ts';
import { VeinlineError } from '@veinline/base';
import { Tally, pairedInterval } from '@veinline/stats';
import { runAll } from './study.ts';

/** How one output differs from the baseline, in its unit. */
export interface Difference {
  readonly unit: string;
  /** Student's t interval for the mean of scenario − baseline over pairs of replications; null below one pair. */
  readonly interval: MeanInterval | null;
  /** The interval excludes 0. */
  readonly isSignificant: boolean;
  /** Mean difference as a share of the baseline's mean; NaN where that is 0 or not known. */
  readonly relative: number;
  /**
   * Variance of the difference over what two independent experiments would give: below 1, the common random numbers
   * pay. NaN with fewer than two pairs or no variance.
   */
  readonly varianceRatio: number;
}

/** One scenario against the baseline. */
export interface Alternative {
  readonly result: ExperimentResult;
  /** By output, for the outputs that both models have. */
  readonly differences: Readonly<Record<string, Difference>>;
}

/** A baseline and what it is compared with. */
export interface Comparison {
  readonly baseline: ExperimentResult;
  readonly alternatives: readonly Alternative[];
}

/**
 * Compares scenarios with the first one under common random numbers: all use the baseline's seed, and as many
 * replications as the baseline took (its precision decides, if it has one). Each interval holds with the stated
 * confidence on its own; for k claims at once divide 1 - confidence by k (Bonferroni). Throws COMPARISON_INVALID for
 * fewer than two scenarios, or none in common; CANCELLED, STUDY_FAILED.
 */
export async function compareScenarios(
  experiments: readonly Experiment[],
  options: StudyOptions,
): Promise<Comparison> {
  const [first, ...others] = experiments;
  if (!first || others.length === 0)
    throw new VeinlineError('COMPARISON_INVALID', 'A comparison takes two scenarios or more.', {
      hint: 'Name the baseline first, then the others.',
    });
  const before = await runAll(
    [first],
    reporting(options, ({ done, total }) => ({ done, total: total * experiments.length })),
    whole,
  );
  const baseline = before[0]!;
  const { precision: _, ...settings } = first.settings;
  const replications = baseline.indices.length;
  const alike = others.map((other) => ({ ...other, settings: { ...settings, replications } }));
  const all = experiments.length * replications;
  const results = await runAll(
    alike,
    reporting(options, ({ done }) => ({ done: done + replications, total: all })),
    whole,
  );
  return {
    baseline,
    alternatives: results.map((result) => ({ result, differences: differencesOf(baseline, result) })),
  };
}

const whole = (result: ExperimentResult): ExperimentResult => result;

/** The options, with the progress of a part told as that of the whole. */
function reporting(options: StudyOptions, map: (part: StudyProgress) => StudyProgress): StudyOptions {
  const { onProgress } = options;
  if (!onProgress) return options;
  return {
    ...options,
    onProgress: (part) => {
      onProgress(map(part));
    },
  };
}

function differencesOf(
  baseline: ExperimentResult,
  result: ExperimentResult,
): Readonly<Record<string, Difference>> {
  const common = result.experiment.model.outputNames.filter((name) => Object.hasOwn(baseline.outputs, name));
  if (common.length === 0)
    throw new VeinlineError(
      'COMPARISON_INVALID',
      `${result.experiment.model.id} and ${baseline.experiment.model.id} have no output in common.`,
      { hint: 'Compare scenarios of one model.' },
    );
  return Object.fromEntries(common.map((name) => [name, differenceOf(baseline, result, name)]));
}

function differenceOf(baseline: ExperimentResult, result: ExperimentResult, output: string): Difference {
  const { unit } = result.experiment.model.outputs[output]!;
  const { confidence } = baseline.experiment.settings;
  const before = baseline.outputs[output]!;
  const after = result.outputs[output]!;
  const isPair = (_: number, row: number) => !Number.isNaN(before[row]!) && !Number.isNaN(after[row]!);
  const a = after.filter(isPair);
  const b = before.filter(isPair);
  if (a.length === 0)
    return { unit, interval: null, isSignificant: false, relative: NaN, varianceRatio: NaN };
  const interval = pairedInterval(a, b, confidence);
  const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
  return {
    unit,
    interval,
    isSignificant: interval.low > 0 || interval.high < 0,
    relative: mean === 0 ? NaN : interval.mean / Math.abs(mean),
    varianceRatio: ratioOf(interval, a, b),
  };
}

function ratioOf({ standardDeviation }: MeanInterval, a: Float64Array, b: Float64Array): number {
  const independent = variance(a) + variance(b);
  return independent > 0 ? standardDeviation ** 2 / independent : NaN;
}

function variance(values: Float64Array): number {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally.variance;
}
