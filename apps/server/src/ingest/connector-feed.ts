import type { Clock } from '@veinline/base';
import type { Historian } from '@veinline/historian';
import type { Address, Connector, Gap, Sample, Tag, TagId, TagSample } from '@veinline/plant';
import type { Logger } from '../platform/logger.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { LiveSample } from './live-sample.ts';
import { atReceiveTime, isPlausible } from './plausible-time.ts';
import { StoreQueue } from './store-queue.ts';

/** What a feed needs from the rest of the server. */
export interface FeedParts {
  readonly historian: Historian;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
  /** Called with each batch before it is stored: live values and alarms must not wait for the disk. */
  readonly onSamples: (samples: readonly TagSample[]) => void;
  readonly onGap: (gap: Gap) => void;
}

const rateWindowSeconds = 10;

/** One connector's way through the house: addresses become tags, batches go to screens, alarms and historian. */
export class ConnectorFeed {
  readonly connector: Connector;
  readonly tags: readonly Tag[];
  readonly queue: StoreQueue;
  /** Newest first, at most 20. */
  readonly gaps: Gap[] = [];
  readonly #tagsByAddress = new Map<Address, readonly TagId[]>();
  readonly #parts: FeedParts;
  readonly #stop = new AbortController();
  readonly #perSecond = new Float64Array(rateWindowSeconds + 1);
  #second = 0;
  #running: Promise<void> | null = null;
  #warnedAboutTime = new Map<TagId, number>();

  constructor(connector: Connector, tags: readonly Tag[], parts: FeedParts) {
    this.connector = connector;
    this.tags = tags;
    this.#parts = parts;
    this.queue = new StoreQueue({ connector: connector.id, ...parts });
    for (const tag of tags) {
      this.#tagsByAddress.set(tag.address, [...(this.#tagsByAddress.get(tag.address) ?? []), tag.id]);
    }
  }

  /** The tags mapped to an address. */
  tagsAt(address: Address): readonly TagId[] {
    return this.#tagsByAddress.get(address) ?? [];
  }

  /** Starts in the background; the connector reports its own troubles in its status. */
  start(): void {
    this.#running = this.#run().catch((error: unknown) => {
      this.#parts.log.error({ connector: this.connector.id, err: error }, 'connector.failed');
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.connector.stop();
    await this.#running;
    await this.queue.settled();
  }

  /** Samples a second over the last ten whole seconds. */
  samplesPerSecond(): number {
    this.#turnTo(Math.floor(this.#parts.clock.now() / 1000));
    const current = this.#second % this.#perSecond.length;
    let sum = 0;
    for (let i = 0; i < this.#perSecond.length; i++) if (i !== current) sum += this.#perSecond[i] ?? 0;
    return sum / rateWindowSeconds;
  }

  async #run(): Promise<void> {
    await this.connector.start();
    const signal = this.#stop.signal;
    if (signal.aborted) return;
    for await (const event of this.connector.subscribe([...this.#tagsByAddress.keys()], { signal })) {
      if (event.kind === 'gap') await this.#takeGap(event.gap);
      else await this.#takeSamples(event.samples, signal);
    }
  }

  async #takeGap(gap: Gap): Promise<void> {
    const known = this.gaps.findIndex((g) => g.from === gap.from && g.address === gap.address);
    if (known >= 0) this.gaps.splice(known, 1);
    this.gaps.unshift(gap);
    this.gaps.length = Math.min(this.gaps.length, 20);
    this.#parts.onGap(gap);
    await this.#parts.historian.appendGap(gap).catch((error: unknown) => {
      this.#parts.log.error({ connector: this.connector.id, err: error }, 'gap.unrecorded');
    });
  }

  async #takeSamples(samples: readonly Sample[], signal: AbortSignal): Promise<void> {
    const mapped: TagSample[] = [];
    for (const sample of samples) {
      for (const tag of this.#tagsByAddress.get(sample.address) ?? []) mapped.push(this.#mapped(sample, tag));
    }
    this.#count(samples.length);
    this.#parts.onSamples(mapped);
    await this.queue.add(mapped, this.connector.acknowledges === true, signal);
  }

  #mapped(sample: Sample, tag: TagId): TagSample {
    const live = new LiveSample(tag, sample);
    const mapped: TagSample = sample.historical === true ? { ...live, historical: true } : live;
    if (isPlausible(sample.sourceTime, sample.receiveTime)) return mapped;
    this.#parts.telemetry.timesMended.inc({ connector: this.connector.id });
    this.#warnAboutTime(mapped);
    return atReceiveTime(mapped);
  }

  /** At most one warning a minute for each tag. */
  #warnAboutTime(sample: TagSample): void {
    const minute = Math.floor(sample.receiveTime / 60_000);
    if (this.#warnedAboutTime.get(sample.tag) === minute) return;
    this.#warnedAboutTime.set(sample.tag, minute);
    this.#parts.log.warn(
      {
        connector: this.connector.id,
        tag: sample.tag,
        sourceTime: sample.sourceTime,
        receiveTime: sample.receiveTime,
        hint: 'Set the clock of the source; the value is stored at its receive time, marked Uncertain.',
      },
      'sample.time_implausible',
    );
  }

  #count(samples: number): void {
    this.#turnTo(Math.floor(this.#parts.clock.now() / 1000));
    const slot = this.#second % this.#perSecond.length;
    this.#perSecond[slot] = (this.#perSecond[slot] ?? 0) + samples;
  }

  #turnTo(second: number): void {
    const from = Math.max(this.#second + 1, second - this.#perSecond.length + 1);
    for (let s = from; s <= second; s++) this.#perSecond[s % this.#perSecond.length] = 0;
    if (second > this.#second) this.#second = second;
  }
}
