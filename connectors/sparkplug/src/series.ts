import type { Instant } from '@veinline/base';
import type { Address, Sample, StatusCode, TagValue } from '@veinline/plant';
import { Status } from '@veinline/plant';
import type { Subscription } from './subscription.ts';

/** What a metric has to say, before it becomes a sample. */
export interface Observation {
  readonly value: TagValue;
  readonly status: StatusCode;
  readonly sourceTime: Instant;
  readonly serverTime: Instant | null;
  readonly receiveTime: Instant;
  readonly isHistorical: boolean;
  /** Births repeat values that are already known. */
  readonly isBirth: boolean;
}

/** All samples of one metric: its present value, and the subscriptions that want it. */
export class Series {
  readonly address: Address;
  readonly device: string;
  readonly name: string;
  readonly subscriptions = new Set<Subscription>();
  /** The present value, Bad_NoCommunication while its source is away; null before the first. */
  last: Sample | null = null;
  #confirmed: Sample | null = null;
  #historical: Sample | null = null;

  constructor(address: Address, device: string, name: string) {
    this.address = address;
    this.device = device;
    this.name = name;
  }

  /** Delivers an observation; returns the number of samples delivered. */
  observe(observation: Observation): number {
    if (observation.isHistorical) return this.#observeHistorical(observation);
    const { last } = this;
    const isStale = last?.status === Status.BadNoCommunication;
    const known = this.#confirmed;
    const isRepeated =
      observation.isBirth &&
      known !== null &&
      known.sourceTime === observation.sourceTime &&
      known.status === observation.status &&
      Object.is(known.value, observation.value);
    if (isRepeated && !isStale) return 0;
    // A birth says the value holds now: after an outage it must not stay behind the mark that ended it.
    const sourceTime =
      isStale && observation.isBirth && observation.sourceTime <= last.sourceTime
        ? (Math.max(observation.serverTime ?? 0, last.sourceTime) as Instant)
        : observation.sourceTime;
    this.#confirmed = this.#deliver({ ...observation, sourceTime });
    if (isRepeated) this.#confirmed = { ...this.#confirmed, sourceTime: observation.sourceTime };
    return this.subscriptions.size;
  }

  /** Delivers the last value again as one that can no longer be trusted. */
  disconnect(now: Instant): void {
    if (this.last === null || this.last.status === Status.BadNoCommunication) return;
    const { value } = this.last;
    const times = { sourceTime: now, serverTime: null, receiveTime: now };
    this.#deliver({
      value,
      status: Status.BadNoCommunication,
      ...times,
      isHistorical: false,
      isBirth: false,
    });
  }

  #deliver({ value, status, sourceTime, serverTime, receiveTime }: Observation): Sample {
    const { address, last } = this;
    const sequence = last !== null && last.sourceTime === sourceTime ? last.sequence + 1 : 0;
    const sample = { address, value, status, sourceTime, serverTime, receiveTime, sequence };
    this.last = sample;
    for (const subscription of this.subscriptions) subscription.push(sample);
    return sample;
  }

  #observeHistorical({ value, status, sourceTime, serverTime, receiveTime }: Observation): number {
    const before = this.#historical;
    const sequence = before !== null && before.sourceTime === sourceTime ? before.sequence + 1 : 0;
    const times = { sourceTime, serverTime, receiveTime };
    const sample = { address: this.address, value, status, ...times, sequence, historical: true };
    this.#historical = sample;
    for (const subscription of this.subscriptions) subscription.push(sample);
    return this.subscriptions.size;
  }
}
