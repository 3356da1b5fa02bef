import type { ConnectorEvent, Gap, Sample } from '@veinline/plant';
import type { Delivery } from './acknowledgements.ts';

/** Longest batch handed over at once, in samples: bounds what one acknowledgement covers. */
const batchSize = 5000;

interface Batch {
  readonly event: ConnectorEvent;
  readonly deliveries: Delivery[];
}

/**
 * The queue between the broker and one consumer. Samples that wait are joined into batches; asking for the next
 * event releases the deliveries of the one before.
 */
export class Subscription implements AsyncIterableIterator<ConnectorEvent> {
  readonly #queue: Batch[] = [];
  readonly #release: (delivery: Delivery) => void;
  readonly #onEnd: () => void;
  #open: { samples: Sample[]; deliveries: Delivery[] } | null = null;
  #handed: readonly Delivery[] = [];
  #waiting: ((result: IteratorResult<ConnectorEvent, undefined>) => void) | null = null;
  #backlog = 0;
  #isEnded = false;

  constructor(release: (delivery: Delivery) => void, onEnd: () => void) {
    this.#release = release;
    this.#onEnd = onEnd;
  }

  /** Samples not yet taken by the consumer. */
  get backlog(): number {
    return this.#backlog;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Adds a sample after everything that came before it. */
  push(sample: Sample): void {
    this.#backlog += 1;
    this.#batch().samples.push(sample);
  }

  /** Ties a delivery to the batch that has its last sample, which was just pushed. */
  hold(delivery: Delivery): void {
    if (this.#open === null) return;
    delivery.holders += 1;
    this.#open.deliveries.push(delivery);
  }

  /** Adds a gap after everything that came before it. */
  gap(gap: Gap): void {
    this.#open = null;
    this.#queue.push({ event: { kind: 'gap', gap }, deliveries: [] });
    this.flush();
  }

  /** Hands over what waits if the consumer is waiting for it. */
  flush(): void {
    if (this.#waiting === null) return;
    const batch = this.#take();
    if (batch === undefined) return;
    const resolve = this.#waiting;
    this.#waiting = null;
    resolve({ done: false, value: batch });
  }

  next(): Promise<IteratorResult<ConnectorEvent, undefined>> {
    for (const delivery of this.#handed) this.#release(delivery);
    this.#handed = [];
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

  /** Completes the iterable; what was not taken stays unacknowledged. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#queue.length = 0;
    this.#handed = [];
    this.#open = null;
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = null;
    this.#onEnd();
  }

  #batch(): { samples: Sample[]; deliveries: Delivery[] } {
    if (this.#open === null || this.#open.samples.length >= batchSize) {
      this.#open = { samples: [], deliveries: [] };
      this.#queue.push({
        event: { kind: 'samples', samples: this.#open.samples },
        deliveries: this.#open.deliveries,
      });
    }
    return this.#open;
  }

  #take(): ConnectorEvent | undefined {
    const batch = this.#queue.shift();
    if (batch === undefined) return undefined;
    if (batch.event.kind === 'samples') {
      this.#backlog -= batch.event.samples.length;
      if (this.#open?.samples === batch.event.samples) this.#open = null;
    }
    this.#handed = batch.deliveries;
    return batch.event;
  }
}
