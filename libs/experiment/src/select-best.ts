import type { Objective } from '@veinline/stats';
import { kn, ocba } from '@veinline/stats';
import { Sampler } from './sampler.ts';
import type { Selection } from './sampler.ts';
import type { Experiment } from './experiment.ts';
import type { StudyOptions } from './study.ts';

/** What "best" means. */
export interface Goal {
  readonly output: string;
  readonly objective: Objective;
}

/**
 * Selects the best by the procedure KN: with the stated confidence the one whose mean is best, if it leads by the
 * indifference or more. Uses common random numbers. Throws OUTPUT_UNKNOWN, OUTPUT_UNOBSERVED, SELECTION_INVALID,
 * CANCELLED, STUDY_FAILED.
 */
export async function selectByKn(
  experiments: readonly Experiment[],
  goal: Goal & {
    readonly indifference: number;
    readonly confidence?: number;
    readonly initial?: number;
    readonly batch?: number;
  },
  options: StudyOptions,
): Promise<Selection> {
  const { output, objective, indifference, confidence = 0.95, initial = 10, batch = 10 } = goal;
  const sampler = new Sampler(experiments, output, options);
  for (;;) {
    const decision = kn(sampler.samples, { objective, indifference, confidence, initial, batch });
    if (decision.done) return sampler.selection(decision.best, decision.replications, confidence);
    const survivors = new Set(decision.survivors);
    await sampler.extend(experiments.map((_, i) => (survivors.has(i) ? decision.needed : 0)));
  }
}

/**
 * Selects the best with a fixed budget of replications, spent where it helps most (OCBA). Every experiment has its own
 * random numbers, as the procedure asks. Throws as `selectByKn` does.
 */
export async function selectByOcba(
  experiments: readonly Experiment[],
  goal: Goal & { readonly budget: number; readonly initial?: number; readonly increment?: number },
  options: StudyOptions,
): Promise<Selection> {
  const { output, objective, budget, initial = 10, increment = 20 } = goal;
  const apart = experiments.map((experiment, i) => ({
    ...experiment,
    settings: { ...experiment.settings, seed: experiment.settings.seed + i },
  }));
  const sampler = new Sampler(apart, output, options);
  for (;;) {
    const decision = ocba(sampler.samples, { objective, budget, initial, increment });
    if (decision.done) {
      const replications = decision.summaries.map(({ n }) => n);
      return sampler.selection(decision.best, replications, decision.probability);
    }
    await sampler.extend(decision.needed);
  }
}
