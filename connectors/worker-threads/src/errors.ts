import { VeinlineError, messageOf } from '@veinline/base';
import { attempts } from './config.ts';

/** The worker of a replication was lost more often than it is retried. */
export function workerLost(modelId: string, replication: number, cause: unknown): VeinlineError {
  return new VeinlineError(
    'WORKER_LOST',
    `The worker of replication ${replication} of ${modelId} was lost ${attempts} times: ${messageOf(cause)}`,
    {
      hint: 'Most often memory ran out: use fewer workers, a smaller model or a larger heap.',
      details: { modelId, replication },
      cause,
    },
  );
}

/** The runner was closed while or before it ran. */
export function runnerClosed(): VeinlineError {
  return new VeinlineError('RUNNER_CLOSED', 'The runner was closed.', {
    hint: 'Create a new runner for the next run.',
  });
}

/** A worker did not even start: its catalogue cannot be loaded. */
export function workerUnusable(catalogue: URL, cause: unknown): VeinlineError {
  return new VeinlineError(
    'CATALOGUE_UNREADABLE',
    `No worker could load ${catalogue.href}: ${messageOf(cause)}`,
    {
      hint: 'The catalogue is a module that exports `models`; build the packages it imports.',
      cause,
    },
  );
}
