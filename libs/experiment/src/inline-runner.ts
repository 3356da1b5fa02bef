import type { Job, ReplicationResult } from './job.ts';
import type { RunOptions, Runner } from './runner.ts';
import type { Model } from './model.ts';
import { VeinlineError } from '@veinline/base';
import { findModel } from './catalogue.ts';
import { runReplication } from './replication.ts';

/** Runs replications one after the other on the calling thread: the measure for all other runners. */
export class InlineRunner implements Runner {
  readonly name = 'inline';
  readonly workers = 1;
  readonly #models: readonly Model[];
  #isClosed = false;

  constructor(models: readonly Model[]) {
    this.#models = models;
  }

  /** Throws MODEL_UNKNOWN, MODEL_VERSION, and RUNNER_CLOSED after `close`. */
  async *run(job: Job, { signal }: RunOptions): AsyncGenerator<ReplicationResult, void> {
    const model = findModel(this.#models, job.modelId, job.modelVersion);
    for (let index = job.from; index < job.to; index++) {
      // Lets timers, signals and other jobs have their turn; without it a long experiment would freeze a server.
      await turn();
      if (signal.aborted) return;
      if (this.#isClosed)
        throw new VeinlineError('RUNNER_CLOSED', 'The runner was closed while it had work.', {
          hint: 'Cancel experiments before closing their runner.',
        });
      yield runReplication(model, job, index);
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }
}

/** Waits for a turn of the event loop, which a promise alone does not give. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
