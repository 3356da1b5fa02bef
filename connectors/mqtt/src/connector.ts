import type { Clock, Instant } from '@veinline/base';
import { VeinlineError, messageOf } from '@veinline/base';
import type {
  Address,
  BrowseEntry,
  Connector,
  ConnectorDefinition,
  ConnectorEvent,
  ConnectorStatus,
  Gap,
  Sample,
  SubscribeOptions,
  TagValue,
  TimeSource,
  WriteResult,
} from '@veinline/plant';
import { ConnectorHealth, Status } from '@veinline/plant';
import type { IClientOptions, IPublishPacket } from 'mqtt';
import { Acknowledgements } from './acknowledgements.ts';
import type { MqttSettings } from './config.ts';
import { parseSettings } from './config.ts';
import { MqttPayloadError, MqttSettingsError, connectionHint } from './errors.ts';
import { Link, clientOptions, isAccessRefused, isVersionRefused } from './link.ts';
import { parseAddress } from './mapping.ts';
import type { Message } from './payload.ts';
import { PayloadReader, valueOf } from './payload.ts';
import type { Route } from './routes.ts';
import { Routes } from './routes.ts';
import { Subscription } from './subscription.ts';
import { survey } from './survey.ts';
import { topicTree } from './topic-tree.ts';

/** Bad_NotWritable (OPC 10000-6, annex A.2). */
const badNotWritable = 0x803b0000;
/** QoS 0 has no acknowledgement to hold back, so what a stuck consumer leaves is bounded here, in samples. */
const longestBacklog = 500_000;

/** What an MQTT connector needs from outside. */
export interface MqttDependencies {
  readonly clock: Clock;
  /** Relative certificate paths start here. */
  readonly dataFolder: string;
}

/** Makes an MQTT connector; throws MqttSettingsError for settings that no retry can mend. */
export function createMqttConnector(definition: ConnectorDefinition, deps: MqttDependencies): Connector {
  return new MqttConnector(definition, parseSettings(definition), deps);
}

class MqttConnector implements Connector {
  readonly id: string;
  readonly kind = 'mqtt';
  readonly acknowledges = true;
  readonly timeSource: TimeSource;
  readonly #settings: MqttSettings;
  readonly #clock: Clock;
  readonly #options: IClientOptions;
  readonly #reader: PayloadReader;
  readonly #health: ConnectorHealth;
  readonly #routes = new Routes();
  readonly #subscriptions = new Set<Subscription>();
  readonly #acknowledgements = new Acknowledgements((id) => this.#link?.acknowledge(id));
  /** Messages of a kept session that came before the first subscription. */
  readonly #early: IPublishPacket[] = [];
  #link: Link | null = null;
  #gap: Gap | null = null;
  #flushing = false;
  #wasSubscribed = false;
  #firstAttempt: () => void = () => undefined;
  #facts: Record<string, string | number | boolean> = {};

  constructor(
    definition: ConnectorDefinition,
    settings: MqttSettings,
    { clock, dataFolder }: MqttDependencies,
  ) {
    this.id = definition.id;
    this.timeSource = definition.timeSource;
    this.#settings = settings;
    this.#clock = clock;
    this.#reader = new PayloadReader(settings);
    this.#health = new ConnectorHealth(clock);
    try {
      this.#options = clientOptions(settings, settings.clientId ?? `veinline-${definition.id}`, dataFolder);
    } catch (cause) {
      throw new MqttSettingsError(definition.id, [`tls: ${messageOf(cause)}`]);
    }
  }

  async start(): Promise<void> {
    if (this.#link !== null) return;
    this.#health.enter('connecting');
    const attempt = new Promise<void>((resolve) => {
      this.#firstAttempt = resolve;
    });
    this.#open();
    await attempt;
  }

  async stop(): Promise<void> {
    for (const subscription of [...this.#subscriptions]) subscription.end();
    const link = this.#link;
    this.#link = null;
    this.#early.length = 0;
    this.#gap = null;
    this.#wasSubscribed = false;
    this.#health.enter('stopped');
    this.#firstAttempt();
    await link?.end();
  }

  async *browse(
    options: { readonly below?: Address; readonly depth?: number; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<BrowseEntry> {
    const seen = new Map<string, unknown>();
    for (const { last, target } of this.#routes)
      if (last !== null && target.path.length === 0) seen.set(target.topic, last.value);
    await survey(this.#settings.url, this.#options, [this.#settings.browseFilter], {
      windowMs: this.#settings.browseWindowMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onMessage: (topic, payload) => {
        seen.set(topic, this.#peek(topic, payload, this.#clock.now())?.document ?? null);
        return false;
      },
    }).catch((cause: unknown) => this.#failed(cause));
    yield* topicTree(seen, options.below, options.depth ?? Infinity);
  }

  async read(addresses: readonly Address[]): Promise<readonly Sample[]> {
    const found = new Map<Address, Sample>();
    for (const { last, target } of this.#routes) if (last !== null) found.set(target.address, last);
    const missing = addresses.filter((address) => !found.has(address)).map(parseAddress);
    if (missing.length > 0) {
      const filters = [...new Set(missing.map((target) => target.topic))];
      await survey(this.#settings.url, this.#options, filters, {
        windowMs: this.#settings.browseWindowMs,
        onMessage: (topic, payload) => {
          const now = this.#clock.now();
          const message = this.#peek(topic, payload, now);
          for (const { address, path } of missing.filter((each) => each.topic === topic)) {
            const value = message === null ? undefined : valueOf(message.document, path);
            if (message !== null && value !== undefined)
              found.set(address, present(address, value, message, now));
          }
          return missing.every((target) => found.has(target.address));
        },
      }).catch((cause: unknown) => this.#failed(cause));
    }
    const now = this.#clock.now();
    return addresses.map((address) => found.get(address) ?? absent(address, now));
  }

  subscribe(addresses: readonly Address[], options: SubscribeOptions = {}): AsyncIterable<ConnectorEvent> {
    const subscription = new Subscription(
      (delivery) => this.#acknowledgements.release(delivery),
      () => {
        this.#subscriptions.delete(subscription);
        this.#routes.remove(subscription);
      },
    );
    this.#routes.add(subscription, addresses);
    this.#subscriptions.add(subscription);
    if (options.signal?.aborted === true) subscription.end();
    else options.signal?.addEventListener('abort', () => subscription.end(), { once: true });
    if (this.#link?.client.connected === true) void this.#listen();
    else {
      const now = this.#clock.now();
      this.#gap ??= { connector: this.id, address: null, from: now, to: null, cause: 'not yet connected' };
      subscription.gap(this.#gap);
    }
    this.#wasSubscribed = true;
    for (const packet of this.#early.splice(0)) this.#receive(packet);
    return subscription;
  }

  async write(
    values: readonly { readonly address: Address; readonly value: TagValue }[],
  ): Promise<readonly WriteResult[]> {
    return Promise.all(
      values.map(async ({ address, value }) => ({ address, status: await this.#write(address, value) })),
    );
  }

  status(): ConnectorStatus {
    const { state, since, lastError, reconnects, samples, rejected, lost, doubted } = this.#health;
    const badAddresses = [...this.#routes].flatMap(({ target, complaint }) =>
      complaint === null ? [] : [{ address: target.address, ...complaint }],
    );
    const facts = {
      ...this.#facts,
      broker: this.#settings.url,
      protocolVersion: this.#options.protocolVersion ?? 4,
      qos: this.#settings.qos,
      unacknowledged: this.#acknowledgements.size,
      doubted,
    };
    return { state, since, lastError, reconnects, samples, rejected, lost, badAddresses, facts };
  }

  #open(): void {
    const link: Link = new Link(
      this.#settings.url,
      { ...this.#options },
      {
        connected: (sessionPresent) => this.#link === link && this.#connected(sessionPresent),
        closed: () => this.#link === link && this.#closed(),
        failed: (error) => this.#link === link && this.#linkFailed(error),
        message: (packet) => this.#link === link && this.#receive(packet),
      },
    );
    this.#link = link;
  }

  #connected(sessionPresent: boolean): void {
    if (this.#health.state === 'reconnecting') this.#health.reconnects += 1;
    this.#health.enter('connected');
    this.#facts['sessionPresent'] = sessionPresent;
    this.#acknowledgements.connected(sessionPresent);
    this.#early.length = 0;
    void this.#listen().then(() => {
      this.#closeGap();
      this.#firstAttempt();
    });
  }

  #closed(): void {
    const wasConnected = this.#health.state === 'connected';
    if (this.#health.state !== 'refused') this.#health.enter('reconnecting');
    if (wasConnected || this.#health.lastError === null) {
      const cause = wasConnected ? 'the connection was lost' : 'the connection was closed before an answer';
      this.#failed(new Error(cause));
    }
    if (wasConnected) this.#openGap();
    this.#firstAttempt();
  }

  #linkFailed(error: Error): void {
    if (isVersionRefused(error) && this.#options.protocolVersion === 5) {
      this.#options.protocolVersion = 4;
      delete this.#options.properties;
      const old = this.#link;
      this.#open();
      void old?.end();
      return;
    }
    if (isAccessRefused(error)) this.#health.enter('refused');
    this.#failed(error);
  }

  #failed(cause: unknown): void {
    const { url } = this.#settings;
    const message = messageOf(cause) || String((cause as { code?: unknown }).code);
    const text = `Cannot exchange data with ${url}: ${message}.`;
    this.#health.fail(
      new VeinlineError('CONNECTOR_UNREACHABLE', text, { hint: connectionHint(message, url), cause }),
    );
  }

  /** Subscribes at the broker; a topic that it refuses is reported, the others go on. */
  async #listen(): Promise<void> {
    const client = this.#link?.client;
    const topics = this.#routes.topics();
    if (client === undefined || topics.length === 0) return;
    try {
      const extra = this.#options.protocolVersion === 5 ? { rh: 1 } : {};
      const granted = await client.subscribeAsync(topics, { qos: this.#settings.qos, ...extra });
      for (const { topic, qos } of granted) if (qos >= 128) this.#refused(topic);
    } catch (cause) {
      if (client.connected) this.#failed(cause);
    }
  }

  #refused(topic: string): void {
    const reason = `The broker refused the subscription to ${topic}: check its access rules.`;
    for (const route of this.#routes.of(topic) ?? []) route.complaint = { status: Status.Bad, reason };
  }

  #openGap(): void {
    const cause = this.#health.lastError?.message ?? 'connection lost';
    const gap: Gap = { connector: this.id, address: null, from: this.#clock.now(), to: null, cause };
    this.#gap = gap;
    for (const subscription of this.#subscriptions) subscription.gap(gap);
    for (const route of this.#routes) route.disconnect(this.#clock);
    this.#flush();
  }

  #closeGap(): void {
    if (this.#gap === null || this.#health.state !== 'connected') return;
    const gap = { ...this.#gap, to: this.#clock.now() };
    this.#gap = null;
    for (const subscription of this.#subscriptions) subscription.gap(gap);
  }

  #receive(packet: IPublishPacket): void {
    if (!this.#wasSubscribed) {
      this.#early.push(packet);
      return;
    }
    const { topic, qos, messageId } = packet;
    const payload = packet.payload as Buffer;
    let delivery = null;
    if (qos > 0 && messageId !== undefined) {
      delivery = this.#acknowledgements.receive(messageId, payload, packet.dup);
      if (delivery === null) return;
    }
    const routes = this.#routes.of(topic);
    if (routes === undefined) this.#link?.client.unsubscribe(topic);
    else {
      const now = this.#clock.now();
      const message = this.#decode(topic, payload, now);
      if (message !== null)
        for (const route of routes)
          if (this.#deliver(route, message, now, qos) && delivery !== null) route.subscription.hold(delivery);
      this.#scheduleFlush();
    }
    if (delivery !== null && delivery.holders === 0) this.#acknowledgements.release(delivery);
  }

  #deliver(route: Route, message: Message, now: Instant, qos: number): boolean {
    if (qos === 0 && route.subscription.backlog >= longestBacklog) {
      this.#health.lost += 1;
      return false;
    }
    const value = valueOf(message.document, route.target.path);
    if (value === undefined) {
      const reason = `The payload on ${route.target.topic} has nothing at /${route.target.path.join('/')}.`;
      route.complaint = { status: Status.BadDecodingError, reason };
      this.#health.rejected += 1;
      return false;
    }
    route.complaint = null;
    route.deliver(value, message.status, message.sourceTime, now);
    this.#health.samples += 1;
    return true;
  }

  /** Decodes a payload; null, counted and explained in the status, if it cannot be understood. */
  #decode(topic: string, payload: Buffer, now: Instant): Message | null {
    try {
      const message = this.#reader.read(topic, payload, now);
      if (message.doubt !== null) {
        this.#health.doubted += 1;
        this.#facts['lastDoubt'] = `${topic}: ${message.doubt}`;
      }
      return message;
    } catch (thrown) {
      const error = thrown instanceof VeinlineError ? thrown : new MqttPayloadError(topic, messageOf(thrown));
      this.#health.rejected += 1;
      this.#health.fail(error);
      this.#facts['lastRejected'] = error.message;
      return null;
    }
  }

  /** Decodes a payload that nobody subscribed to; null if it cannot be understood, which then harms nobody. */
  #peek(topic: string, payload: Buffer, now: Instant): Message | null {
    try {
      return this.#reader.read(topic, payload, now);
    } catch (thrown) {
      if (thrown instanceof MqttPayloadError) return null;
      throw thrown;
    }
  }

  #scheduleFlush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    for (const subscription of this.#subscriptions) subscription.flush();
  }

  async #write(address: Address, value: TagValue): Promise<number> {
    const { topic, path } = parseAddress(address);
    if (!this.#settings.allowWrite || path.length > 0) return badNotWritable;
    const client = this.#link?.client;
    if (client?.connected !== true) return Status.BadNoCommunication;
    const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
    await client.publishAsync(topic, text, { qos: this.#settings.qos });
    return Status.Good;
  }
}

function present(address: Address, value: TagValue, message: Message, now: Instant): Sample {
  const { status, sourceTime } = message;
  return { address, value, status, sourceTime, serverTime: null, receiveTime: now, sequence: 0 };
}

function absent(address: Address, now: Instant): Sample {
  const status = Status.BadWaitingForInitialData;
  return { address, value: null, status, sourceTime: now, serverTime: null, receiveTime: now, sequence: 0 };
}
