import { availableParallelism } from 'node:os';
import { VeinlineError } from '@veinline/base';

/** Settings of a worker-threads runner. */
export interface WorkerThreadsSettings {
  /** Address of a module that exports `models`; each worker imports it. */
  readonly catalogue: URL;
  /** Worker threads, one for each processor unless given. */
  readonly workers?: number;
  /** Largest heap of one worker in MB; a worker above it is lost, and its replication retried. */
  readonly heapMegabytes?: number;
}

/** How often a replication whose worker was lost is tried before the run fails. */
export const attempts = 3;

/** The number of workers asked for, checked. */
export function workerCount({ workers = availableParallelism() }: WorkerThreadsSettings): number {
  if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
  throw new VeinlineError('WORKERS_WRONG', `${workers} is no number of worker threads.`, {
    hint: 'Write a whole number from 1 to 256.',
    details: { workers },
  });
}
