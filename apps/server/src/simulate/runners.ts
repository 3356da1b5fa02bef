import type { Runner } from '@veinline/experiment';
import type { Settings } from '../platform/settings.ts';

const fromSource = import.meta.url.endsWith('.ts');

/** The module that workers import for their models. */
const catalogue = new URL(fromSource ? './models.ts' : './models.js', import.meta.url);

/** The runner the settings ask for: a queue in Redis if there is one, worker threads of this process otherwise. */
export async function createRunner(settings: Pick<Settings, 'queue' | 'workers'>): Promise<Runner> {
  if (settings.queue === undefined) return createLocalRunner(settings);
  const { BullmqRunner } = await import('@veinline/bullmq');
  return new BullmqRunner({ url: settings.queue });
}

/** Worker threads of this process; the packages load with the first experiment, not with the server. */
export async function createLocalRunner({ workers }: Pick<Settings, 'workers'>): Promise<Runner> {
  const { WorkerThreadsRunner } = await import('@veinline/worker-threads');
  return new WorkerThreadsRunner({ catalogue, ...(workers === undefined ? {} : { workers }) });
}
