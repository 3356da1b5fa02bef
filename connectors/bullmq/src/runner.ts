import { randomUUID } from 'node:crypto';
import { VeinlineError } from '@veinline/base';
import type { Job, ReplicationResult, Runner, RunOptions } from '@veinline/experiment';
import { Job as QueuedJob, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { attempts, blocksAhead, defaults, watchMs, type BullmqRunnerSettings } from './config.ts';
import { blockFailed, queueWithoutWorkers, runnerClosed } from './errors.ts';
import { decode, type BlockAnswer, type BlockData } from './mapping.ts';
import { connect, expectAnswer } from './redis.ts';

interface Block {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Runs replications through a BullMQ queue in Redis, on whatever workers serve it. A block has an id of its own
 * within the run, so asking for it again does no harm: what a restarted Redis forgot is put back.
 */
export class BullmqRunner implements Runner {
  readonly name = 'bullmq';
  readonly #settings: Required<BullmqRunnerSettings>;
  readonly #redis: Redis;
  readonly #eventsRedis: Redis;
  readonly #queue: Queue<BlockData, BlockAnswer>;
  readonly #events: QueueEvents;
  #isClosed = false;

  constructor(settings: BullmqRunnerSettings) {
    this.#settings = { ...defaults, ...settings };
    this.#redis = connect(this.#settings.url);
    this.#queue = new Queue(this.#settings.queue, { connection: this.#redis });
    this.#eventsRedis = connect(this.#settings.url);
    this.#events = new QueueEvents(this.#settings.queue, { connection: this.#eventsRedis });
    this.#queue.on('error', () => undefined);
    this.#events.on('error', () => undefined);
  }

  /** Workers are found by the queue; a run keeps this many blocks waiting for them. */
  get workers(): number {
    return blocksAhead;
  }

  /**
   * Yields results block by block, in the order in which blocks finish.
   * @throws VeinlineError QUEUE_UNREACHABLE, QUEUE_WITHOUT_WORKERS, WORKER_LOST, or what a worker refused
   */
  async *run(job: Job, { signal }: RunOptions): AsyncGenerator<ReplicationResult> {
    if (this.#isClosed) throw runnerClosed();
    await expectAnswer(this.#redis, this.#settings.url);
    const run = randomUUID();
    const waiting = new Map<string, Block>();
    const wake = new Bell();
    const ring = ({ jobId }: { jobId: string }): void => {
      if (waiting.has(jobId)) wake.ring();
    };
    this.#events.on('completed', ring).on('failed', ring);
    const onAbort = (): void => wake.ring();
    signal.addEventListener('abort', onAbort);
    let next = job.from;
    let servedAt = Date.now();
    try {
      while (next < job.to || waiting.size > 0) {
        while (next < job.to && waiting.size < blocksAhead) {
          const to = Math.min(next + this.#settings.blockSize, job.to);
          const block = { id: `${run}-${next}`, from: next, to };
          waiting.set(block.id, block);
          await this.#ask(run, job, block);
          next = to;
        }
        await wake.wait(watchMs);
        for (const block of [...waiting.values()]) {
          if (signal.aborted) return;
          const answer = await this.#look(run, job, block);
          if (answer === null) continue;
          waiting.delete(block.id);
          servedAt = Date.now();
          yield* answer;
        }
        if (await this.#hasWorkers()) servedAt = Date.now();
        this.#checkPatience(servedAt);
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#events.off('completed', ring).off('failed', ring);
      await this.#withdraw(run, waiting);
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // Closing in order needs Redis; one that is gone would be waited for.
    if (this.#redis.status === 'ready') await Promise.allSettled([this.#queue.close(), this.#events.close()]);
    this.#redis.disconnect();
    this.#eventsRedis.disconnect();
  }

  async #ask(run: string, job: Job, { id, from, to }: Block): Promise<void> {
    await this.#queue.add(
      'block',
      { run, job: { ...job, from, to } },
      { jobId: id, attempts, removeOnComplete: { age: 3600 }, removeOnFail: { age: 3600 } },
    );
  }

  /** The results of a block if it is finished; a block the queue does not know is asked for again. */
  async #look(run: string, job: Job, block: Block): Promise<ReplicationResult[] | null> {
    const state = await this.#queue.getJobState(block.id);
    if (state === 'unknown') {
      await this.#ask(run, job, block);
      return null;
    }
    if (state !== 'completed' && state !== 'failed') return null;
    // Read after its state, or the job might be of the time before it had an answer.
    const found = await QueuedJob.fromId<BlockData, BlockAnswer>(this.#queue, block.id);
    if (found === undefined) return null;
    if (state === 'failed') throw blockFailed(block.from, block.to, found.failedReason);
    const answer = found.returnvalue;
    await found.remove();
    if ('results' in answer) return answer.results.map(decode);
    const { code, message, hint } = answer.refusal;
    throw new VeinlineError(code, message, hint === null ? {} : { hint });
  }

  async #hasWorkers(): Promise<boolean> {
    return (await this.#queue.getWorkersCount()) > 0;
  }

  #checkPatience(servedAt: number): void {
    const { url, queue, patienceSeconds } = this.#settings;
    if (Date.now() - servedAt > patienceSeconds * 1000)
      throw queueWithoutWorkers(url, queue, patienceSeconds);
  }

  /** Takes back what is not begun, and tells workers to stop what is. */
  async #withdraw(run: string, waiting: ReadonlyMap<string, Block>): Promise<void> {
    if (waiting.size === 0 || this.#redis.status !== 'ready') return;
    await this.#redis.publish(cancelChannel(this.#settings.queue), run);
    await Promise.allSettled([...waiting.keys()].map((id) => this.#queue.remove(id)));
  }
}

/** Where the ids of cancelled runs are called out. */
export function cancelChannel(queue: string): string {
  return `${queue}:cancelled`;
}

/** Lets a loop sleep until something happened, or for a time at most. */
class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#rung = false;
    this.#wake = null;
  }
}
