import type { Experiment } from './experiment.ts';
import type { ExperimentOptions } from './run-experiment.ts';
import type { ExperimentResult } from './result.ts';
import { VeinlineError } from '@veinline/base';
import { inPool } from './pool.ts';
import { completeValues } from './summary.ts';
import { runExperiment } from './run-experiment.ts';

/** Where a study of many experiments stands, in replications. */
export interface StudyProgress {
  readonly done: number;
  /** Planned so far; procedures that decide as they go plan more. */
  readonly total: number;
}

/** How a study is run; none of it changes a result. */
export interface StudyOptions extends Omit<ExperimentOptions, 'onProgress'> {
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Called with every experiment that gave results, also with the partial ones that end the study. */
  readonly onResult?: (result: ExperimentResult) => void;
}

/**
 * Runs experiments, several at once when the runner has several workers, and gives what `take` keeps of each result,
 * in the order of the experiments. A study cannot go on with holes: throws CANCELLED, or STUDY_FAILED if a replication
 * failed.
 */
export async function runAll<T>(
  experiments: readonly Experiment[],
  { onProgress, onResult, ...options }: StudyOptions,
  take: (result: ExperimentResult) => T,
): Promise<T[]> {
  const taken: T[] = [];
  const progress = experiments.map(({ settings }) => ({ done: 0, total: settings.replications }));
  await inPool(experiments.length, options.runner.workers, options.signal, async (i, signal) => {
    const result = await runExperiment(experiments[i]!, {
      ...options,
      signal,
      onProgress: ({ done, total }) => {
        progress[i] = { done, total };
        onProgress?.(summed(progress));
      },
    });
    if (result.indices.length > 0) onResult?.(result);
    checkWhole(result, signal);
    taken[i] = take(result);
  });
  return taken;
}

function summed(progress: readonly StudyProgress[]): StudyProgress {
  return progress.reduce((sum, { done, total }) => ({ done: sum.done + done, total: sum.total + total }), {
    done: 0,
    total: 0,
  });
}

function checkWhole(
  { status, experiment, failures, interruption }: ExperimentResult,
  signal: AbortSignal,
): void {
  if (status === 'complete') return;
  if (signal.aborted)
    throw new VeinlineError('CANCELLED', `The study was stopped during "${experiment.name}".`);
  const first = failures[0];
  const error = interruption ?? first?.error;
  const where = first ? ` in replication ${first.replication}` : '';
  throw new VeinlineError(
    'STUDY_FAILED',
    `"${experiment.name}" failed${where}: ${error?.message ?? 'it was stopped'}`,
    {
      hint: error?.hint ?? `Run it alone with seed ${experiment.settings.seed} to see more.`,
      details: { experiment: experiment.name, parameters: experiment.parameters, error },
    },
  );
}

/** The mean of an output over an experiment. Throws OUTPUT_UNOBSERVED if no replication observed it. */
export function meanOf(result: ExperimentResult, output: string): number {
  const interval = result.summary[output]?.interval;
  if (interval) return interval.mean;
  throw new VeinlineError(
    'OUTPUT_UNOBSERVED',
    `No replication of "${result.experiment.name}" observed ${output}.`,
    { hint: 'Narrow the ranges, or choose an output that every replication observes.' },
  );
}

/** An output by replication; throws OUTPUT_UNOBSERVED if any replication did not observe it. */
export function observedValues(result: ExperimentResult, output: string): Float64Array {
  const values = completeValues(result, output);
  const missing = values.findIndex((value) => Number.isNaN(value));
  if (missing < 0) return values;
  throw new VeinlineError(
    'OUTPUT_UNOBSERVED',
    `Replication ${result.indices[missing]} of "${result.experiment.name}" did not observe ${output}.`,
    { hint: 'Choose an output that every replication observes.' },
  );
}
