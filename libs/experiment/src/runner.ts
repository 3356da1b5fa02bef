import type { Job, ReplicationResult } from './job.ts';

/** How one call of `run` may be ended. */
export interface RunOptions {
  /** Ends the iteration, without an error, within bounded time. */
  readonly signal: AbortSignal;
}

/**
 * Executes replications somewhere: on this thread, on workers of this machine, or in other processes. A result depends
 * on the job and its index alone: never on the runner, on how many workers it has, or on what runs beside it.
 * Every runner passes `@veinline/experiment/contract`.
 */
export interface Runner {
  /** For messages: `inline`, `worker-threads`, `bullmq`. */
  readonly name: string;
  /** How many replications it can work on at once. */
  readonly workers: number;
  /**
   * Streams every replication of the job exactly once, in any order. It works only a bounded number of replications
   * ahead of its consumer, and stops working for the job when the consumer stops asking. A replication that fails is a
   * result with an error; what throws is a fault of the runner itself (unknown model, no worker left, queue gone).
   */
  run(job: Job, options: RunOptions): AsyncIterable<ReplicationResult>;
  /** Ends all work and frees what the runner holds; a second call does nothing. Running jobs end or throw. */
  close(): Promise<void>;
}
