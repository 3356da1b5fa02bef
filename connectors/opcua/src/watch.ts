import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '@veinline/base';
import type { Address, ConnectorEvent, Gap, Sample, StatusCode } from '@veinline/plant';
import { Status, hasOverflowed } from '@veinline/plant';
import { Feed } from './feed.ts';

/** One address of one subscription. */
export interface Item {
  readonly watch: Watch;
  readonly address: Address;
  /** The last sample the server sent. */
  real: Sample | null;
  /** The last sample delivered, be it the server's or one that marks an outage. */
  delivered: Sample | null;
  /** True while the consumer holds a Bad_NoCommunication in place of `real`. */
  isDown: boolean;
  /** True while the server is known to watch this address in the present session. */
  isConfirmed: boolean;
  /** Why it delivers nothing, null if it does. */
  problem: { readonly status: StatusCode; readonly reason: string } | null;
}

/** Totals that the connector reports. */
export interface Counters {
  samples: number;
  lost: number;
}

/** One call of subscribe(): its addresses, what they last said, and the feed to the consumer. */
export class Watch {
  readonly items: readonly Item[];
  readonly #connector: string;
  readonly #counters: Counters;
  readonly #feed: Feed;
  #batch: Sample[] = [];

  constructor(
    connector: string,
    addresses: readonly Address[],
    { counters, limit, onEnd }: { counters: Counters; limit: number; onEnd: (watch: Watch) => void },
  ) {
    this.#connector = connector;
    this.#counters = counters;
    this.#feed = new Feed(limit, () => onEnd(this));
    this.items = [...new Set(addresses)].map((address) => ({
      watch: this,
      address,
      real: null,
      delivered: null,
      isDown: false,
      isConfirmed: false,
      problem: null,
    }));
  }

  endWith(signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) this.end();
    else signal?.addEventListener('abort', () => this.end(), { once: true });
  }

  get events(): AsyncIterable<ConnectorEvent> {
    return this.#feed;
  }

  /** Takes a sample from the server into the present batch. */
  take(item: Item, sample: Sample): void {
    const { real, delivered } = item;
    item.isConfirmed = true;
    if (hasOverflowed(sample.status)) {
      this.#counters.lost += 1;
      this.#hole(
        item.address,
        real?.sourceTime ?? sample.sourceTime,
        sample.sourceTime,
        'the queue of the server overflowed',
      );
    }
    if (real !== null && isSame(real, sample)) return;
    let sequence = 0;
    if (real !== null && real.sourceTime === sample.sourceTime) sequence = real.sequence + 1;
    if (delivered !== null && delivered.sourceTime === sample.sourceTime)
      sequence = Math.max(sequence, delivered.sequence + 1);
    const numbered = sequence === 0 ? sample : { ...sample, sequence };
    item.real = numbered;
    item.isDown = false;
    this.#deliver(item, numbered);
  }

  /** Hands the batch to the consumer, as one event. */
  flush(): void {
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    const [first] = batch;
    const last = batch.at(-1);
    const dropped = this.#feed.push(batch);
    this.#counters.samples += batch.length - dropped;
    if (dropped === 0 || first === undefined || last === undefined) return;
    this.#counters.lost += dropped;
    this.#hole(
      null,
      first.receiveTime,
      last.receiveTime,
      `the consumer is too slow: ${dropped} samples dropped`,
    );
  }

  /** Delivers every last value again as Bad_NoCommunication. */
  lose(gap: Gap, now: Instant): void {
    this.#feed.gap(gap);
    for (const item of this.items) {
      item.isConfirmed = false;
      if (item.real === null || item.isDown) continue;
      item.isDown = true;
      this.#again(item, item.real, Status.BadNoCommunication, gap.from, now);
    }
    this.flush();
  }

  /**
   * After an outage a value that did not change has no news to send. It holds again from now on, so it is
   * delivered at the time at which that was learned.
   */
  settle(now: Instant): void {
    for (const item of this.items)
      if (item.isConfirmed && item.isDown && item.real !== null) {
        item.isDown = false;
        this.#again(item, item.real, item.real.status, now, now);
      }
    this.flush();
  }

  /** Announces a gap of the connection: one that closed, or one in which the subscription begins. */
  gap(gap: Gap): void {
    this.#feed.gap(gap);
  }

  end(): void {
    this.#feed.end();
  }

  #again(item: Item, of: Sample, status: StatusCode, at: Instant, now: Instant): void {
    const before = item.delivered ?? of;
    const sourceTime = Math.max(at, before.sourceTime) as Instant;
    const sequence = sourceTime === before.sourceTime ? before.sequence + 1 : 0;
    this.#deliver(item, { ...of, status, sourceTime, serverTime: null, receiveTime: now, sequence });
  }

  #deliver(item: Item, sample: Sample): void {
    item.delivered = sample;
    this.#batch.push(sample);
  }

  #hole(address: Address | null, from: Instant, to: Instant, cause: string): void {
    this.#feed.gap({ connector: this.#connector, address, from, to: null, cause });
    this.#feed.gap({ connector: this.#connector, address, from, to, cause });
  }
}

function isSame(one: Sample, other: Sample): boolean {
  return (
    one.sourceTime === other.sourceTime &&
    one.status === other.status &&
    (Object.is(one.value, other.value) ||
      (typeof one.value === 'object' && isDeepStrictEqual(one.value, other.value)))
  );
}
