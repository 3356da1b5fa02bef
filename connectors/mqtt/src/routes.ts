import type { Clock, Instant } from '@veinline/base';
import type { Address, Sample, StatusCode, TagValue } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { parseAddress } from './mapping.ts';
import type { TopicAddress } from './mapping.ts';
import type { Subscription } from './subscription.ts';

/** One address of one subscription: what it delivered last and why it may be silent. */
export class Route {
  readonly subscription: Subscription;
  readonly target: TopicAddress;
  last: Sample | null = null;
  /** Why nothing comes, null while values come. */
  complaint: { readonly status: StatusCode; readonly reason: string } | null;

  constructor(subscription: Subscription, target: TopicAddress) {
    this.subscription = subscription;
    this.target = target;
    this.complaint = {
      status: Status.BadWaitingForInitialData,
      reason: `No message has arrived on ${target.topic} since the subscription began.`,
    };
  }

  /** Queues a sample, told apart from the one before if both have the same source time. */
  deliver(value: TagValue, status: StatusCode, sourceTime: Instant, receiveTime: Instant): void {
    const last = this.last;
    const sample: Sample = {
      address: this.target.address,
      value,
      status,
      sourceTime,
      serverTime: null,
      receiveTime,
      sequence: last !== null && last.sourceTime === sourceTime ? last.sequence + 1 : 0,
    };
    this.last = sample;
    this.subscription.push(sample);
  }

  /** Delivers the last value again as one that can no longer be trusted. */
  disconnect(clock: Clock): void {
    if (this.last === null || this.last.status === Status.BadNoCommunication) return;
    const now = clock.now();
    this.deliver(this.last.value, Status.BadNoCommunication, now, now);
  }
}

/** All routes by topic, so that a message finds its addresses with one look-up. */
export class Routes {
  readonly #byTopic = new Map<string, Route[]>();

  /** Adds the addresses of a subscription; throws MqttAddressError before anything is added. */
  add(subscription: Subscription, addresses: readonly Address[]): void {
    for (const target of addresses.map(parseAddress)) {
      const routes = this.#byTopic.get(target.topic);
      if (routes === undefined) this.#byTopic.set(target.topic, [new Route(subscription, target)]);
      else routes.push(new Route(subscription, target));
    }
  }

  /** Removes the addresses of a subscription that ended. */
  remove(subscription: Subscription): void {
    for (const [topic, routes] of this.#byTopic) {
      const others = routes.filter((route) => route.subscription !== subscription);
      if (others.length === 0) this.#byTopic.delete(topic);
      else this.#byTopic.set(topic, others);
    }
  }

  of(topic: string): readonly Route[] | undefined {
    return this.#byTopic.get(topic);
  }

  topics(): string[] {
    return [...this.#byTopic.keys()];
  }

  *[Symbol.iterator](): Generator<Route> {
    for (const routes of this.#byTopic.values()) yield* routes;
  }
}
