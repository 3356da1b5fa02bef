import type { Job, ReplicationResult, Runner, RunOptions } from '@veinline/experiment';

/** Counts what passes through another runner, for progress. */
export class MeteredRunner implements Runner {
  replications = 0;
  events = 0;
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  get name(): string {
    return this.#runner.name;
  }

  get workers(): number {
    return this.#runner.workers;
  }

  async *run(job: Job, options: RunOptions): AsyncGenerator<ReplicationResult> {
    for await (const result of this.#runner.run(job, options)) {
      this.replications += 1;
      this.events += result.events;
      yield result;
    }
  }

  /** The other runner belongs to the server, not to one experiment. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
