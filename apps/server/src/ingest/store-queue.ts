import { setTimeout as wait } from 'node:timers/promises';
import { VeinlineError, messageOf, type Clock } from '@veinline/base';
import type { Historian } from '@veinline/historian';
import type { TagSample } from '@veinline/plant';
import type { Logger } from '../platform/logger.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { LatencyWindow } from './latency-window.ts';

const mostWaiting = 2_000_000;
const retryMs = 1_000;
/** Commits are at least so far apart, unless so many samples wait: a commit costs as much as a thousand samples. */
const commitMs = 500;
const commitSamples = 20_000;
/**
 * The first batch waits so long for the rest of its burst. Without it a source that sends two messages every half second
 * has the first committed at once and the second always half a second late.
 */
const gatherMs = 50;

/** What a store queue is made of. */
export interface StoreQueueParts {
  readonly connector: string;
  readonly historian: Historian;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

/**
 * Carries one connector's samples to the historian, in order, some at a time. While the historian refuses (disk full), samples
 * wait in memory and are tried again each second, so screens and alarms go on; at two million the queue pushes
 * back on its connector.
 */
export class StoreQueue {
  readonly latency = new LatencyWindow();
  readonly #parts: StoreQueueParts;
  #batches: (readonly TagSample[])[] = [];
  #waiting = 0;
  #draining: Promise<void> | null = null;
  #lastError: string | null = null;
  #committed = -Infinity;

  constructor(parts: StoreQueueParts) {
    this.#parts = parts;
  }

  /** Samples received and not yet stored. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Why the last append failed; null once one succeeded. */
  get lastError(): string | null {
    return this.#lastError;
  }

  /** Takes a batch. Resolves when there is room for more or, if it must be, when the batch is stored. */
  async add(batch: readonly TagSample[], mustBeStored: boolean, signal: AbortSignal): Promise<void> {
    this.#batches.push(batch);
    this.#waiting += batch.length;
    this.#draining ??= this.#drain(signal);
    while (!signal.aborted && this.#waiting > 0) {
      if (!mustBeStored && this.#waiting < mostWaiting) return;
      await Promise.race([this.#draining ?? Promise.resolve(), wait(retryMs / 4, undefined, { ref: false })]);
    }
  }

  /** Resolves when nothing is under way: after an abort, once all that waited was given to the historian. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  async #drain(signal: AbortSignal): Promise<void> {
    while (this.#batches.length > 0) {
      await this.#pace(signal);
      const taken = this.#batches;
      this.#batches = [];
      const samples = taken.length === 1 ? (taken[0] ?? []) : taken.flat();
      if (await this.#store(samples)) continue;
      this.#batches = [samples, ...this.#batches];
      if (signal.aborted) break;
      await wait(retryMs, undefined, { ref: false });
    }
    this.#draining = null;
  }

  async #pace(signal: AbortSignal): Promise<void> {
    const left = Math.max(gatherMs, this.#committed + commitMs - performance.now());
    if (this.#waiting >= commitSamples || signal.aborted) return;
    await wait(left, undefined, { signal, ref: false }).catch(() => undefined);
  }

  async #store(samples: readonly TagSample[]): Promise<boolean> {
    const { connector, historian, telemetry, clock, log } = this.#parts;
    try {
      this.#committed = performance.now();
      const result = await historian.append(samples);
      if (this.#lastError !== null) log.info({ connector, samples: samples.length }, 'historian.recovered');
      this.#lastError = null;
      this.#waiting -= samples.length;
      telemetry.samplesStored.inc({ connector }, result.stored);
      telemetry.samplesDuplicate.inc({ connector }, result.duplicates);
      this.#measure(samples, clock.now());
      return true;
    } catch (error) {
      telemetry.storeFailures.inc({ connector });
      if (this.#lastError === null) {
        const hint = error instanceof VeinlineError ? error.hint : undefined;
        log.error({ connector, samples: this.#waiting, reason: messageOf(error), hint }, 'historian.refused');
      }
      this.#lastError = messageOf(error);
      return false;
    } finally {
      telemetry.waiting.set({ connector }, this.#waiting);
    }
  }

  #measure(samples: readonly TagSample[], now: number): void {
    let oldest = Infinity;
    for (const sample of samples) {
      if (sample.historical === true) continue;
      this.latency.record(now - sample.sourceTime, now);
      if (sample.sourceTime < oldest) oldest = sample.sourceTime;
    }
    if (oldest !== Infinity)
      this.#parts.telemetry.latency.observe({ connector: this.#parts.connector }, (now - oldest) / 1000);
  }
}
