/**
 * The `Runner` port on worker threads of this process, the default: piscina's pool, one replication a task.
 *
 * @example
 * const runner = new WorkerThreadsRunner({ catalogue: new URL('./models.js', import.meta.url), workers: 2 });
 * for await (const result of runner.run(job, { signal })) results[result.index] = result;
 * await runner.close();
 */
export type { WorkerThreadsSettings } from './config.ts';
export { WorkerThreadsRunner } from './runner.ts';
