import type { ConnectorEvent, Gap, Sample } from '@veinline/plant';

/** Longest batch handed over at once, in samples. */
const batchSize = 5000;

/** The queue between the broker and one consumer: samples that wait are joined into batches. */
export class Subscription implements AsyncIterableIterator<ConnectorEvent> {
  readonly #queue: ConnectorEvent[] = [];
  readonly #onEnd: () => void;
  #open: Sample[] | null = null;
  #waiting: ((result: IteratorResult<ConnectorEvent, undefined>) => void) | null = null;
  #isEnded = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Adds a sample after everything that came before it; `flush` hands it over. */
  push(sample: Sample): void {
    if (this.#open === null || this.#open.length >= batchSize) {
      this.#open = [];
      this.#queue.push({ kind: 'samples', samples: this.#open });
    }
    this.#open.push(sample);
  }

  /** Adds a gap after everything that came before it. */
  gap(gap: Gap): void {
    this.#open = null;
    this.#queue.push({ kind: 'gap', gap });
    this.flush();
  }

  /** Hands over what waits if the consumer is waiting for it. */
  flush(): void {
    if (this.#waiting === null) return;
    const event = this.#take();
    if (event === undefined) return;
    const resolve = this.#waiting;
    this.#waiting = null;
    resolve({ done: false, value: event });
  }

  next(): Promise<IteratorResult<ConnectorEvent, undefined>> {
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    const event = this.#take();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<ConnectorEvent, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Completes the iterable. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#queue.length = 0;
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = null;
    this.#onEnd();
  }

  #take(): ConnectorEvent | undefined {
    const event = this.#queue.shift();
    if (event?.kind === 'samples' && event.samples === this.#open) this.#open = null;
    return event;
  }
}
