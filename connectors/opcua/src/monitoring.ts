import type { Clock } from '@veinline/base';
import type { StatusCode } from '@veinline/plant';
import { Status } from '@veinline/plant';
import type { MonitoredItemCreateRequestOptions, NodeId, NotificationMessage } from 'node-opcua';
import {
  AttributeIds,
  DataChangeNotification,
  MonitoringMode,
  StatusChangeNotification,
  StatusCodes,
  TimestampsToReturn,
} from 'node-opcua';
import { resolveAddress } from './address.ts';
import type { OpcuaSettings } from './config.ts';
import { sampleOf } from './mapping.ts';
import type { Publisher } from './publisher.ts';
import type { OpenSession } from './session.ts';
import type { Item, Watch } from './watch.ts';

const firstRetryMs = 500;
const longestRetryMs = 15_000;

interface Placed {
  readonly item: Item;
  readonly subscriptionId: number;
  readonly monitoredItemId: number;
}

interface Request {
  readonly item: Item;
  readonly request: MonitoredItemCreateRequestOptions;
}

interface Subscription {
  readonly id: number;
  items: number;
  /** Most items it takes: the setting, or fewer once the server refused one. */
  most: number;
}

/** The monitored items of one session: created in batches, spread over subscriptions, retried until they exist. */
export class Monitoring {
  readonly #open: OpenSession;
  readonly #settings: OpcuaSettings;
  readonly #publisher: Publisher;
  readonly #clock: Clock;
  readonly #byHandle: (Item | undefined)[] = [];
  /** Kept over retries, so that an address that never appears does not use up handles. */
  readonly #handles = new Map<Item, number>();
  #placed: Placed[] = [];
  readonly #subscriptions: Subscription[] = [];
  /** One change at a time: batches of two subscribe() calls do not interleave. */
  #work: Promise<void> = Promise.resolve();
  #missing = new Set<Item>();
  #retry: NodeJS.Timeout | null = null;
  #retryMs = firstRetryMs;
  #isClosed = false;
  revised: { readonly publishingIntervalMs: number; readonly keepAliveCount: number } | null = null;

  constructor(open: OpenSession, settings: OpcuaSettings, publisher: Publisher, clock: Clock) {
    this.#open = open;
    this.#settings = settings;
    this.#publisher = publisher;
    this.#clock = clock;
  }

  get subscriptionCount(): number {
    return this.#subscriptions.length;
  }

  /** Watches items; rejects if the server refuses a subscription, never for single items. */
  add(items: readonly Item[]): Promise<void> {
    return this.#enqueue(() => this.#place(items));
  }

  /** Stops watching what a subscription watched. */
  async remove(watch: Watch): Promise<void> {
    await this.#enqueue(async () => {
      for (const item of watch.items) {
        this.#missing.delete(item);
        this.#handles.delete(item);
      }
      const mine = this.#placed.filter((placed) => placed.item.watch === watch);
      this.#placed = this.#placed.filter((placed) => placed.item.watch !== watch);
      this.#byHandle.forEach((item, handle) => {
        if (item?.watch === watch) this.#byHandle[handle] = undefined;
      });
      for (const subscription of this.#subscriptions) {
        const ids = mine
          .filter((each) => each.subscriptionId === subscription.id)
          .map((each) => each.monitoredItemId);
        subscription.items -= ids.length;
        for (let i = 0; i < ids.length; i += this.#open.limits.monitoredItems)
          await this.#open.services.deleteMonitoredItems({
            subscriptionId: subscription.id,
            monitoredItemIds: ids.slice(i, i + this.#open.limits.monitoredItems),
          });
      }
    });
  }

  /** Takes a message apart; returns the status with which the server ended the subscription, if it did. */
  ingest(message: NotificationMessage): string | null {
    const now = this.#clock.now();
    const touched = new Set<Watch>();
    let ended: string | null = null;
    for (const data of message.notificationData ?? []) {
      if (data instanceof StatusChangeNotification && data.status.isNotGood()) ended = data.status.name;
      if (!(data instanceof DataChangeNotification)) continue;
      for (const { clientHandle, value } of data.monitoredItems ?? []) {
        const item = this.#byHandle[clientHandle];
        if (item === undefined) continue;
        item.watch.take(item, sampleOf(item.address, value, now));
        touched.add(item.watch);
      }
    }
    for (const watch of touched) watch.flush();
    return ended;
  }

  /** The session goes on: what it watched it still watches. */
  confirm(): void {
    for (const { item } of this.#placed) item.isConfirmed = true;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#byHandle.length = 0;
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const done = this.#work.then(() => (this.#isClosed ? undefined : task()));
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #place(items: readonly Item[]): Promise<void> {
    const known: Request[] = [];
    for (const item of items) {
      const resolution = resolveAddress(item.address, this.#open.namespaces);
      if ('reason' in resolution) this.#miss(item, Status.BadNodeIdUnknown, resolution.reason);
      else known.push({ item, request: this.#request(item, resolution.nodeId) });
    }
    for (let waiting: readonly Request[] = known; waiting.length > 0;) {
      const subscription = await this.#roomy();
      const room = subscription.most - subscription.items;
      const batch = waiting.slice(0, Math.min(room, this.#open.limits.monitoredItems));
      const refused = await this.#create(subscription, batch);
      waiting = [...refused, ...waiting.slice(batch.length)];
    }
    this.#scheduleRetry();
  }

  /** Creates items in a subscription; returns those it had no room for, to be placed in another. */
  async #create(subscription: Subscription, batch: readonly Request[]): Promise<Request[]> {
    const { results } = await this.#open.services.createMonitoredItems({
      subscriptionId: subscription.id,
      timestampsToReturn: TimestampsToReturn.Both,
      itemsToCreate: batch.map(({ request }) => request),
    });
    const refused: Request[] = [];
    for (const [i, each] of batch.entries()) {
      const { item } = each;
      const result = results?.[i];
      const status = result?.statusCode;
      if (result !== undefined && status?.isBad() === false) {
        subscription.items += 1;
        item.problem = null;
        item.isConfirmed = true;
        this.#missing.delete(item);
        this.#placed.push({ item, subscriptionId: subscription.id, monitoredItemId: result.monitoredItemId });
      } else if (status?.value === StatusCodes.BadTooManyMonitoredItems.value && subscription.items > 0) {
        subscription.most = subscription.items;
        refused.push(each);
      } else {
        const reason = status === undefined ? 'no answer' : `the server answers ${status.name}`;
        this.#miss(item, (status?.value ?? Status.Bad) >>> 0, reason);
      }
    }
    return refused;
  }

  #request(item: Item, nodeId: NodeId): MonitoredItemCreateRequestOptions {
    const clientHandle = this.#handles.get(item) ?? Math.max(1, this.#byHandle.length);
    this.#handles.set(item, clientHandle);
    this.#byHandle[clientHandle] = item;
    return {
      itemToMonitor: { nodeId, attributeId: AttributeIds.Value },
      monitoringMode: MonitoringMode.Reporting,
      requestedParameters: {
        clientHandle,
        samplingInterval: this.#settings.samplingIntervalMs,
        queueSize: this.#settings.queueSize,
        discardOldest: true,
      },
    };
  }

  #miss(item: Item, status: StatusCode, reason: string): void {
    item.problem = { status, reason };
    this.#missing.add(item);
  }

  #scheduleRetry(): void {
    if (this.#missing.size === 0 || this.#retry !== null || this.#isClosed) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      // A failing session is noticed and replaced by its owner; the items are placed again then.
      this.add([...this.#missing]).catch(() => undefined);
    }, this.#retryMs);
  }

  async #roomy(): Promise<Subscription> {
    const { publishingIntervalMs, silenceMs, subscriptionLifetimeMs, maxItemsPerSubscription } =
      this.#settings;
    const present = this.#subscriptions.find((each) => each.items < each.most);
    if (present !== undefined) return present;
    const keepAliveCount = Math.max(1, Math.floor(silenceMs / 3 / publishingIntervalMs));
    const made = await this.#open.services.createSubscription({
      requestedPublishingInterval: publishingIntervalMs,
      requestedMaxKeepAliveCount: keepAliveCount,
      requestedLifetimeCount: Math.max(
        3 * keepAliveCount,
        Math.ceil(subscriptionLifetimeMs / publishingIntervalMs),
      ),
      maxNotificationsPerPublish: 0,
      publishingEnabled: true,
      priority: 0,
    });
    this.revised = {
      publishingIntervalMs: made.revisedPublishingInterval,
      keepAliveCount: made.revisedMaxKeepAliveCount,
    };
    const subscription = { id: made.subscriptionId, items: 0, most: maxItemsPerSubscription };
    this.#subscriptions.push(subscription);
    this.#publisher.add(made.subscriptionId);
    return subscription;
  }
}
