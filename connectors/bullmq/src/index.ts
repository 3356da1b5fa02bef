/**
 * The `Runner` port on a BullMQ queue in Redis: replications run on any number of worker processes, on any
 * number of machines.
 *
 * @example
 * const runner = new BullmqRunner({ url: 'redis://127.0.0.1:6379' });
 * for await (const result of runner.run(job, { signal })) results[result.index] = result;
 * await runner.close();
 */
export type { BullmqRunnerSettings, QueueSettings } from './config.ts';
export { BullmqRunner } from './runner.ts';
export type { QueueWorker, QueueWorkerSettings } from './worker.ts';
export { startQueueWorker } from './worker.ts';
