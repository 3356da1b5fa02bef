import { VeinlineError } from '@veinline/base';
import type { Job, ReplicationResult, Runner, RunOptions } from '@veinline/experiment';
import { Piscina } from 'piscina';
import { attempts, workerCount, type WorkerThreadsSettings } from './config.ts';
import { runnerClosed, workerLost, workerUnusable } from './errors.ts';
import type { ReplicationAnswer, ReplicationTask } from './worker.ts';

/** Replications handed out ahead of the one being waited for, for each worker: none idles, none piles up. */
const aheadPerWorker = 2;

/**
 * Runs replications on worker threads of this process. A lost worker's replication is run again on another;
 * since a replication depends on seed and index alone, the answer stays the same to the bit.
 */
export class WorkerThreadsRunner implements Runner {
  readonly name = 'worker-threads';
  readonly workers: number;
  readonly #pool: Piscina<ReplicationTask, ReplicationAnswer>;
  readonly #runs = new Set<AbortController>();
  #isClosed = false;

  /** @throws VeinlineError WORKERS_WRONG for a number of workers out of range */
  constructor(settings: WorkerThreadsSettings) {
    this.workers = workerCount(settings);
    const fromSource = import.meta.url.endsWith('.ts');
    this.#pool = new Piscina({
      filename: new URL(fromSource ? './worker-from-source.mjs' : './worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: this.workers,
      idleTimeout: 10_000,
      workerData: { catalogue: settings.catalogue.href },
      ...(fromSource ? { execArgv: ['--conditions=veinline-source'] } : {}),
      ...(settings.heapMegabytes === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: settings.heapMegabytes } }),
    });
    // A worker that fails before it has a task tells nobody else: its tasks would wait for ever.
    this.#pool.on('error', (cause: unknown) => {
      if (isLateAnswer(cause)) return;
      for (const run of this.#runs) run.abort(workerUnusable(settings.catalogue, cause));
    });
  }

  /**
   * Yields results in the order in which they finish.
   * @throws VeinlineError RUNNER_CLOSED, CATALOGUE_UNREADABLE, WORKER_LOST, MODEL_UNKNOWN or MODEL_VERSION
   */
  async *run(job: Job, { signal }: RunOptions): AsyncGenerator<ReplicationResult> {
    if (this.#isClosed) throw runnerClosed();
    const ended = new AbortController();
    this.#runs.add(ended);
    const stop = AbortSignal.any([signal, ended.signal]);
    const running = new Map<number, Promise<ReplicationResult>>();
    let next = job.from;
    try {
      for (;;) {
        while (next < job.to && running.size < this.workers * aheadPerWorker) {
          running.set(next, this.#replicate({ job, index: next }, stop));
          next += 1;
        }
        if (running.size === 0) return;
        const result = await Promise.race(running.values());
        running.delete(result.index);
        yield result;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      throw ended.signal.aborted ? ended.signal.reason : thrown;
    } finally {
      this.#runs.delete(ended);
      ended.abort();
      await Promise.allSettled(running.values());
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const run of this.#runs) run.abort(runnerClosed());
    await this.#pool.destroy();
  }

  async #replicate(task: ReplicationTask, signal: AbortSignal): Promise<ReplicationResult> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#pool.run(task, { signal }).catch((lost: unknown) => {
        if (signal.aborted || this.#isClosed) throw lost;
        if (attempt >= attempts) throw workerLost(task.job.modelId, task.index, lost);
        return null;
      });
      if (answer === null) continue;
      if ('result' in answer) return answer.result;
      const { code, message, hint } = answer.refusal;
      throw new VeinlineError(code, message, hint === undefined ? {} : { hint });
    }
  }
}

/** The answer to a task that was given up meanwhile; piscina reports it as an error of the pool. */
function isLateAnswer(cause: unknown): boolean {
  return cause instanceof Error && cause.message.startsWith('Unexpected message from Worker');
}
