import type { Experiment } from './experiment.ts';
import type { StudyOptions } from './study.ts';
import { VeinlineError } from '@veinline/base';
import { checkedRun } from './checked-run.ts';
import { checkOutputName } from './output-name.ts';
import { inPool } from './pool.ts';
import { jobOf } from './run-experiment.ts';

/** The one selected, and what the selection cost. */
export interface Selection {
  /** Position among the experiments. */
  readonly best: number;
  readonly experiment: Experiment;
  /** Replications each experiment was given, by position. */
  readonly replications: readonly number[];
  /** Mean of the output over those replications, by position. */
  readonly means: readonly number[];
  /** Confidence (KN), or a lower bound of the probability of correct selection (OCBA). */
  readonly probability: number;
}

/** Samples of one output of several experiments, by replication index, that grow as a procedure asks for more. */
export class Sampler {
  readonly samples: Float64Array[];
  readonly #experiments: readonly Experiment[];
  readonly #output: string;
  readonly #options: StudyOptions;
  #done = 0;

  constructor(experiments: readonly Experiment[], output: string, options: StudyOptions) {
    for (const { model } of experiments) checkOutputName(model, output);
    this.#experiments = experiments;
    this.#output = output;
    this.#options = options;
    this.samples = experiments.map(() => new Float64Array(0));
  }

  /** Runs what is missing so that experiment i has `needed[i]` replications, or as many as it has already. */
  async extend(needed: readonly number[]): Promise<void> {
    const total =
      this.#done + needed.reduce((sum, n, i) => sum + Math.max(0, n - this.samples[i]!.length), 0);
    const { runner, signal } = this.#options;
    await inPool(needed.length, runner.workers, signal, (i, either) =>
      this.#extendOne(i, needed[i]!, total, either),
    );
  }

  async #extendOne(position: number, to: number, total: number, signal: AbortSignal): Promise<void> {
    const experiment = this.#experiments[position]!;
    const known = this.samples[position]!;
    const from = known.length;
    if (from >= to) return;
    const { runner, onProgress } = this.#options;
    const values = new Float64Array(to);
    values.set(known);
    const column = experiment.model.outputNames.indexOf(this.#output);
    for await (const { index, outputs, error } of checkedRun(runner, jobOf(experiment, from, to), signal)) {
      const value = outputs[column]!;
      if (error || Number.isNaN(value)) throw this.#unusable(experiment, index, error?.message);
      values[index] = value;
      this.#done += 1;
      onProgress?.({ done: this.#done, total });
    }
    if (signal.aborted) throw new VeinlineError('CANCELLED', 'The selection was stopped.');
    this.samples[position] = values;
  }

  #unusable({ name, parameters }: Experiment, index: number, message?: string): VeinlineError {
    const what = message === undefined ? `did not observe ${this.#output}` : `failed: ${message}`;
    const code = message === undefined ? 'OUTPUT_UNOBSERVED' : 'STUDY_FAILED';
    return new VeinlineError(code, `Replication ${index} of "${name}" ${what}`, {
      hint: 'Choose an output that every replication observes, and leave out what the model cannot run.',
      details: { name, parameters, index },
    });
  }

  /** The answer of a procedure that stopped. */
  selection(best: number, replications: readonly number[], probability: number): Selection {
    const means = this.samples.map((values, i) => {
      const used = values.subarray(0, replications[i]);
      return used.reduce((sum, value) => sum + value, 0) / used.length;
    });
    return { best, experiment: this.#experiments[best]!, replications, means, probability };
  }
}
