import { VeinlineError } from '@veinline/base';
import type { Logger } from '../platform/logger.ts';
import { environmentName, type Settings } from '../platform/settings.ts';
import { createLocalRunner } from './runners.ts';

/** A server in the role `worker`. */
export interface RunningWorker {
  stop(): Promise<void>;
}

/**
 * Serves the queue: replications asked for elsewhere run on worker threads here. No plant, no HTTP.
 * @throws VeinlineError SETTINGS_WRONG without a queue, QUEUE_UNREACHABLE if Redis does not answer
 */
export async function startWorker(settings: Settings, log: Logger): Promise<RunningWorker> {
  const { queue: url } = settings;
  if (url === undefined) {
    throw new VeinlineError('SETTINGS_WRONG', 'A worker needs a queue to serve.', {
      hint: `Set ${environmentName('queue')}=redis://HOST:6379.`,
    });
  }
  const { startQueueWorker } = await import('@veinline/bullmq');
  const runner = await createLocalRunner(settings);
  const onBlock = (replications: number): void => log.info({ replications }, 'worker.block_done');
  const worker = await startQueueWorker({ url, runner, onBlock });
  log.info({ threads: runner.workers }, 'worker.serving');
  return {
    stop: async () => {
      await worker.close();
      await runner.close();
    },
  };
}
