import { VeinlineError } from '@veinline/base';
import type { ReplicationResult, Runner } from '@veinline/experiment';
import { Worker } from 'bullmq';
import { attempts, defaults, lockMs, watchMs, type QueueSettings } from './config.ts';
import { encode, type BlockAnswer, type BlockData } from './mapping.ts';
import { connect, expectAnswer } from './redis.ts';
import { cancelChannel } from './runner.ts';

/** Blocks a worker holds at a time: the next one is there when the threads finish one. */
const blocksAtOnce = 2;

/** Settings of the side that runs replications. */
export interface QueueWorkerSettings extends QueueSettings {
  /** Runs the replications of a block; never on the thread that keeps the queue's locks alive. */
  readonly runner: Runner;
  /** Told of each finished block, for logs and metrics. */
  readonly onBlock?: (replications: number) => void;
}

/** Serves a queue until it is closed. */
export interface QueueWorker {
  close(): Promise<void>;
}

/**
 * Starts serving the queue with the given runner.
 * @throws VeinlineError QUEUE_UNREACHABLE if Redis does not answer
 */
export async function startQueueWorker(settings: QueueWorkerSettings): Promise<QueueWorker> {
  const { url, queue = defaults.queue, runner, onBlock } = settings;
  const connection = connect(url);
  const listener = connect(url);
  try {
    await expectAnswer(connection, url);
  } catch (thrown) {
    connection.disconnect();
    listener.disconnect();
    throw thrown;
  }
  const running = new Set<{ readonly run: string; readonly stop: AbortController }>();
  listener.on('message', (_, run: string) => {
    for (const block of running) if (block.run === run) block.stop.abort();
  });
  await listener.subscribe(cancelChannel(queue));

  const worker = new Worker<BlockData, BlockAnswer>(
    queue,
    async ({ data }) => {
      const block = { run: data.run, stop: new AbortController() };
      running.add(block);
      try {
        const answer = await runBlock(runner, data, block.stop.signal);
        onBlock?.(data.job.to - data.job.from);
        return answer;
      } finally {
        running.delete(block);
      }
    },
    {
      connection,
      concurrency: blocksAtOnce,
      lockDuration: lockMs,
      stalledInterval: watchMs,
      maxStalledCount: attempts,
      drainDelay: 1,
    },
  );
  // Redis may restart: the worker connects again and goes on.
  worker.on('error', () => undefined);
  return {
    close: async () => {
      for (const block of running) block.stop.abort();
      await worker.close();
      connection.disconnect();
      listener.disconnect();
    },
  };
}

async function runBlock(runner: Runner, { job }: BlockData, signal: AbortSignal): Promise<BlockAnswer> {
  const results: ReplicationResult[] = [];
  try {
    for await (const result of runner.run(job, { signal })) results.push(result);
  } catch (thrown) {
    if (!(thrown instanceof VeinlineError) || thrown.code === 'WORKER_LOST') throw thrown;
    const { code, message, hint } = thrown;
    return { refusal: { code, message, hint: hint ?? null } };
  }
  if (results.length < job.to - job.from) throw new Error('The block was stopped before its end.');
  return { results: results.map(encode) };
}
