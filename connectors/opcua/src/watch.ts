import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '@veinline/base';
import type { Address, ConnectorEvent, Gap, Sample, StatusCode, TagValue } from '@veinline/plant';
import { Status, hasOverflowed } from '@veinline/plant';
import { Feed } from './feed.ts';

/** One address of one subscription. */
export interface Item {
  readonly watch: Watch;
  readonly address: Address;
  readonly last: Last;
  /** True while the consumer holds a Bad_NoCommunication in place of the last value. */
  isDown: boolean;
  /** True while the server is known to watch this address in the present session. */
  isConfirmed: boolean;
  /** Why it delivers nothing, null if it does. */
  problem: { readonly status: StatusCode; readonly reason: string } | null;
}

/**
 * The last sample the server sent, and the time of the last one delivered, be it the server's or one that marks an
 * outage. Overwritten in place: a sample object kept until the next would get old, and old garbage is dear. A number
 * has a field that holds nothing else, as such a field is overwritten without a new heap object.
 */
interface Last {
  /** False until the server sent something; the times are NaN until then. */
  isKnown: boolean;
  number: number;
  /** The value if it is no number. */
  other: TagValue | undefined;
  status: StatusCode;
  sourceTime: number;
  sequence: number;
  deliveredTime: number;
  deliveredSequence: number;
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
      last: {
        isKnown: false,
        number: NaN,
        other: undefined,
        status: 0,
        sourceTime: NaN,
        sequence: 0,
        deliveredTime: NaN,
        deliveredSequence: 0,
      },
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
    const { last } = item;
    item.isConfirmed = true;
    if (hasOverflowed(sample.status)) {
      this.#counters.lost += 1;
      this.#hole(
        item.address,
        last.isKnown ? (last.sourceTime as Instant) : sample.sourceTime,
        sample.sourceTime,
        'the queue of the server overflowed',
      );
    }
    if (isSame(last, sample)) return;
    let sequence = 0;
    if (last.sourceTime === sample.sourceTime) sequence = last.sequence + 1;
    if (last.deliveredTime === sample.sourceTime) sequence = Math.max(sequence, last.deliveredSequence + 1);
    last.isKnown = true;
    if (typeof sample.value === 'number') last.number = sample.value;
    last.other = typeof sample.value === 'number' ? undefined : sample.value;
    last.status = sample.status;
    last.sourceTime = sample.sourceTime;
    last.sequence = sequence;
    item.isDown = false;
    this.#deliver(item, sequence === 0 ? sample : { ...sample, sequence });
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
      if (!item.last.isKnown || item.isDown) continue;
      item.isDown = true;
      this.#again(item, Status.BadNoCommunication, gap.from, now);
    }
    this.flush();
  }

  /**
   * After an outage a value that did not change has no news to send. It holds again from now on, so it is
   * delivered at the time at which that was learned.
   */
  settle(now: Instant): void {
    for (const item of this.items)
      if (item.isConfirmed && item.isDown && item.last.isKnown) {
        item.isDown = false;
        this.#again(item, item.last.status, now, now);
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

  #again(item: Item, status: StatusCode, at: Instant, now: Instant): void {
    const { deliveredTime, deliveredSequence } = item.last;
    const value = valueOf(item.last);
    const sourceTime = Math.max(at, deliveredTime) as Instant;
    const sequence = sourceTime === deliveredTime ? deliveredSequence + 1 : 0;
    const { address } = item;
    this.#deliver(item, { address, value, status, sourceTime, serverTime: null, receiveTime: now, sequence });
  }

  #deliver(item: Item, sample: Sample): void {
    item.last.deliveredTime = sample.sourceTime;
    item.last.deliveredSequence = sample.sequence;
    this.#batch.push(sample);
  }

  #hole(address: Address | null, from: Instant, to: Instant, cause: string): void {
    this.#feed.gap({ connector: this.#connector, address, from, to: null, cause });
    this.#feed.gap({ connector: this.#connector, address, from, to, cause });
  }
}

function valueOf({ number, other }: Last): TagValue {
  return other === undefined ? number : other;
}

function isSame(last: Last, sample: Sample): boolean {
  if (last.sourceTime !== sample.sourceTime || last.status !== sample.status) return false;
  const value = valueOf(last);
  return (
    Object.is(value, sample.value) || (typeof value === 'object' && isDeepStrictEqual(value, sample.value))
  );
}
