import type { ConnectorEvent, Gap, Sample } from '@veinline/plant';

/**
 * What waits between a subscription and its consumer: bounded, and coalescing, so that a busy consumer finds
 * one large batch and not thousands of small ones.
 */
export class Feed implements AsyncIterableIterator<ConnectorEvent> {
  readonly #limit: number;
  readonly #onEnd: () => void;
  #waiting: ConnectorEvent[] = [];
  /** The batch at the tail that may still grow. */
  #tail: Sample[] | null = null;
  #held = 0;
  #asking: ((result: IteratorResult<ConnectorEvent>) => void) | null = null;
  #isEnded = false;

  constructor(limit: number, onEnd: () => void) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  /** Hands samples over; returns how many had to be dropped because the consumer is too far behind. */
  push(samples: Sample[]): number {
    if (this.#isEnded || samples.length === 0) return 0;
    if (this.#asking !== null) {
      this.#emit({ kind: 'samples', samples });
      return 0;
    }
    const room = Math.max(0, this.#limit - this.#held);
    const kept = samples.length <= room ? samples : samples.slice(0, room);
    if (kept.length > 0) {
      if (this.#tail === null) {
        this.#tail = kept;
        this.#waiting.push({ kind: 'samples', samples: kept });
      } else for (const sample of kept) this.#tail.push(sample);
      this.#held += kept.length;
    }
    return samples.length - kept.length;
  }

  gap(gap: Gap): void {
    if (this.#isEnded) return;
    if (this.#asking !== null) this.#emit({ kind: 'gap', gap });
    else {
      this.#waiting.push({ kind: 'gap', gap });
      this.#tail = null;
    }
  }

  /** Completes the iterable after what is still waiting. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
    const asking = this.#asking;
    this.#asking = null;
    asking?.({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<ConnectorEvent>> {
    const event = this.#waiting.shift();
    if (event !== undefined) {
      if (event.kind === 'samples') {
        this.#held -= event.samples.length;
        if (event.samples === this.#tail) this.#tail = null;
      }
      return Promise.resolve({ done: false, value: event });
    }
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#asking = resolve;
    });
  }

  return(): Promise<IteratorResult<ConnectorEvent>> {
    this.#waiting = [];
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #emit(event: ConnectorEvent): void {
    const asking = this.#asking;
    this.#asking = null;
    asking?.({ done: false, value: event });
  }
}
