import type { Runner } from '@veinline/experiment';

/** Where replications run. */
export interface RunnerOptions {
  readonly workers?: number;
  /** `redis://host:6379`: workers elsewhere do the work. */
  readonly queue?: string;
}

const fromSource = import.meta.url.endsWith('.ts');
const catalogue = new URL(fromSource ? './models.ts' : './models.js', import.meta.url);

/** Gives `work` a runner and closes it afterwards, whatever happens. */
export async function withRunner<T>(
  options: RunnerOptions,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const runner = await openRunner(options);
  try {
    return await work(runner);
  } finally {
    await runner.close();
  }
}

async function openRunner({ workers, queue }: RunnerOptions): Promise<Runner> {
  if (queue !== undefined) {
    const { BullmqRunner } = await import('@veinline/bullmq');
    return new BullmqRunner({ url: queue });
  }
  const { WorkerThreadsRunner } = await import('@veinline/worker-threads');
  return new WorkerThreadsRunner({ catalogue, ...(workers === undefined ? {} : { workers }) });
}
