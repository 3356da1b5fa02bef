import type { Job, ReplicationError } from './job.ts';
import type { Provenance } from './manifest.ts';
import { VeinlineError, messageOf } from '@veinline/base';
import { halfWidthDecision, tallyInterval } from '@veinline/stats';
import type { HalfWidthRule, MeanInterval } from '@veinline/stats';
import { checkedRun } from './checked-run.ts';
import { Collector } from './collector.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentResult } from './result.ts';
import type { ExperimentStatus } from './experiment-status.ts';
import type { Precision } from './experiment-settings.ts';
import type { Runner } from './runner.ts';
import { makeManifest } from './manifest.ts';
import { summarise } from './summary.ts';

/** Where an experiment stands. */
export interface Progress {
  /** Replications with a result. */
  readonly done: number;
  /** Replications planned so far; with precision it grows until the half-width is reached. */
  readonly total: number;
  readonly failed: number;
  /** Events of all finished replications together. */
  readonly events: number;
  /** Of the output that precision names, over what is done, in order of arrival: for show, never for a decision. */
  readonly interval: MeanInterval | null;
}

/** How an experiment is run; none of it changes a result. */
export interface ExperimentOptions {
  readonly runner: Runner;
  /** Ends the experiment early; what was finished is kept. */
  readonly signal?: AbortSignal;
  /** Called after every replication. */
  readonly onProgress?: (progress: Progress) => void;
  readonly provenance?: Provenance;
}

/**
 * Runs an experiment: a fixed number of replications, or batches until the half-width of `precision` is reached on a
 * prefix of completed replications. Failed replications, a cancel and a fault of the runner leave a result with what
 * was finished; a fault before anything was finished is thrown.
 */
export async function runExperiment(
  experiment: Experiment,
  options: ExperimentOptions,
): Promise<ExperimentResult> {
  const run = new ExperimentRun(experiment, options);
  await run.execute();
  return run.result();
}

class ExperimentRun {
  readonly #experiment: Experiment;
  readonly #options: ExperimentOptions;
  readonly #signal: AbortSignal;
  readonly #collector: Collector;
  #total = 0;
  #isPreciseEnough: boolean | null = null;
  #interruption: ReplicationError | null = null;

  constructor(experiment: Experiment, options: ExperimentOptions) {
    this.#experiment = experiment;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#collector = new Collector(experiment);
  }

  async execute(): Promise<void> {
    try {
      await this.#runTo(this.#experiment.settings.replications);
      const { precision } = this.#experiment.settings;
      if (precision) await this.#runUntil(precision);
    } catch (thrown) {
      if (isOwnFault(thrown) || this.#collector.done === 0) throw thrown;
      this.#interruption = faultOf(thrown);
    }
  }

  result(): ExperimentResult {
    const columns = this.#collector.columns(this.#total);
    const { indices, failures, resultHash } = columns;
    const status = this.#status(indices.length, failures.length);
    return {
      status,
      experiment: this.#experiment,
      manifest: makeManifest(this.#experiment, { status, indices, resultHash }, this.#options.provenance),
      indices,
      outputs: columns.outputs,
      series: columns.series,
      events: columns.events,
      failures,
      interruption: this.#interruption,
      isPreciseEnough: this.#isPreciseEnough,
      summary: summarise(this.#experiment, columns),
    };
  }

  #status(done: number, failed: number): ExperimentStatus {
    if (this.#interruption) return 'partial';
    // Stopped between two batches, everything planned so far is done, but nothing was decided.
    const isUndecided = this.#experiment.settings.precision !== undefined && this.#isPreciseEnough === null;
    if (done < this.#total || isUndecided) return 'cancelled';
    return failed > 0 ? 'partial' : 'complete';
  }

  async #runUntil({ output, halfWidth, relative, batch, maximum }: Precision): Promise<void> {
    const { confidence, replications } = this.#experiment.settings;
    const target = halfWidth === undefined ? { relative: relative! } : { absolute: halfWidth };
    const rule: HalfWidthRule = { target, confidence, minimum: replications, batch, maximum };
    while (!this.#signal.aborted) {
      const decision = halfWidthDecision(this.#collector.prefix(output), rule);
      if (decision.done) {
        this.#isPreciseEnough = decision.reached;
        return;
      }
      await this.#runTo(decision.needed);
    }
  }

  /** Runs the replications that are missing up to `to`. */
  async #runTo(to: number): Promise<void> {
    const from = this.#total;
    this.#total = to;
    const { runner, onProgress } = this.#options;
    const job = jobOf(this.#experiment, from, to);
    for await (const result of checkedRun(runner, job, this.#signal)) {
      this.#collector.add(result);
      onProgress?.(this.#progress());
    }
  }

  #progress(): Progress {
    const { done, failed, events, watched } = this.#collector;
    const interval = watched.count < 2 ? null : tallyInterval(watched, this.#experiment.settings.confidence);
    return { done, total: this.#total, failed, events, interval };
  }
}

/** The replications [from, to) of an experiment as a job. */
export function jobOf({ model, parameters, settings }: Experiment, from: number, to: number): Job {
  const { seed, eventLimit } = settings;
  return { modelId: model.id, modelVersion: model.version, parameters, seed, from, to, eventLimit };
}

/** A runner that gives wrong results must not look like one that gave some of the right ones. */
function isOwnFault(thrown: unknown): boolean {
  return !(thrown instanceof VeinlineError) || thrown.code === 'RUNNER_BROKEN';
}

function faultOf(thrown: unknown): ReplicationError {
  const { code, hint } = thrown as VeinlineError;
  return { code, message: messageOf(thrown), ...(hint === undefined ? {} : { hint }) };
}
