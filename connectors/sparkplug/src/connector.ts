import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@veinline/base';
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
  StatusCode,
  SubscribeOptions,
  TagValue,
  TimeSource,
  WriteResult,
} from '@veinline/plant';
import { ConnectorHealth, Status } from '@veinline/plant';
import type { IClientOptions } from 'mqtt';
import { encodeValue } from './command.ts';
import type { SparkplugSettings } from './config.ts';
import { parseSettings } from './config.ts';
import type { MessageType } from './edge-node.ts';
import { SparkplugSettingsError, connectionHint } from './errors.ts';
import { Addressing } from './mapping.ts';
import { decode, encodeCommand } from './payload.ts';
import type { SparkplugMessage } from './payload.ts';
import { Session, clientOptions } from './session.ts';
import { Station } from './station.ts';
import type { StationContext } from './station.ts';
import { Subscription } from './subscription.ts';
import { topology, within } from './topology.ts';

/** Bad_NotWritable and Bad_TypeMismatch (OPC 10000-6, annex A.2). */
const badNotWritable = 0x803b0000;
const badTypeMismatch = 0x80740000;
/** Data types of a command: Boolean (Sparkplug 3.0, 6.4.16). */
const boolean = 11;
const stormMs = 10_000;
/** How long after connecting browsing waits for births. */
const birthPatienceMs = 3_000;
const messageTypes: readonly string[] = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'];

/** What a Sparkplug connector needs from outside. */
export interface SparkplugDependencies {
  readonly clock: Clock;
  /** Relative certificate paths start here. */
  readonly dataFolder: string;
}

/** Makes a Sparkplug host application; throws SparkplugSettingsError for settings that no retry can mend. */
export function createSparkplugConnector(
  definition: ConnectorDefinition,
  deps: SparkplugDependencies,
): Connector {
  return new SparkplugConnector(definition, parseSettings(definition), deps);
}

class SparkplugConnector implements Connector {
  readonly id: string;
  readonly kind = 'sparkplug';
  readonly timeSource: TimeSource;
  readonly #settings: SparkplugSettings;
  readonly #clock: Clock;
  readonly #options: IClientOptions;
  readonly #addressing: Addressing;
  readonly #health: ConnectorHealth;
  readonly #stations = new Map<string, Station>();
  readonly #subscriptions = new Set<Subscription>();
  readonly #context: StationContext;
  #session: Session | null = null;
  #gap: Gap | null = null;
  #connectedAt = -Infinity;
  #isFlushing = false;
  #firstAttempt: () => void = () => undefined;

  constructor(definition: ConnectorDefinition, settings: SparkplugSettings, deps: SparkplugDependencies) {
    this.id = definition.id;
    this.timeSource = definition.timeSource;
    this.#settings = settings;
    this.#clock = deps.clock;
    this.#addressing = new Addressing(settings.groups);
    this.#health = new ConnectorHealth(deps.clock);
    try {
      this.#options = clientOptions(
        settings,
        settings.clientId ?? `veinline-${definition.id}`,
        deps.dataFolder,
      );
    } catch (cause) {
      throw new SparkplugSettingsError(definition.id, [`tls: ${messageOf(cause)}`]);
    }
    this.#context = {
      connector: this.id,
      settings,
      clock: deps.clock,
      health: this.#health,
      addressing: this.#addressing,
      sendRebirth: (group, edge) => this.#sendRebirth(group, edge),
      jitterMs: () =>
        this.#clock.now() - this.#connectedAt < stormMs ? Math.random() * settings.rebirthJitterMs : 0,
    };
  }

  async start(): Promise<void> {
    if (this.#session !== null) return;
    this.#health.enter('connecting');
    const attempt = new Promise<void>((resolve) => {
      this.#firstAttempt = resolve;
    });
    const session: Session = new Session(this.#settings, this.#options, this.#clock, {
      ready: () => this.#session === session && this.#ready(),
      closed: () => this.#session === session && this.#closed(),
      failed: (error) => this.#session === session && this.#failed(error),
      message: (topic, payload) => this.#session === session && this.#receive(topic, payload),
    });
    this.#session = session;
    await attempt;
  }

  async stop(): Promise<void> {
    for (const subscription of [...this.#subscriptions]) subscription.end();
    const session = this.#session;
    this.#session = null;
    for (const station of this.#stations.values()) station.end();
    this.#stations.clear();
    this.#gap = null;
    this.#health.enter('stopped');
    this.#firstAttempt();
    await session?.end();
  }

  async *browse(
    options: { readonly below?: Address; readonly depth?: number; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<BrowseEntry> {
    await this.#firstBirths(options.signal);
    const born = [...this.#stations.values()].filter((station) => station.isKnown);
    for (const entry of within(topology(born, this.#addressing), options.below, options.depth ?? Infinity)) {
      if (options.signal?.aborted === true) return;
      yield entry;
    }
  }

  /** Nodes are asked for their births when they first send: just after connecting that takes a moment. */
  async #firstBirths(signal: AbortSignal | undefined): Promise<void> {
    const { state, since } = this.status();
    const left = state === 'connected' ? since + birthPatienceMs - this.#clock.now() : 0;
    if (left > 0) await wait(left, undefined, signal ? { signal } : {}).catch(() => undefined);
  }

  async read(addresses: readonly Address[]): Promise<readonly Sample[]> {
    const now = this.#clock.now();
    return addresses.map((address) => {
      const { group, edge, device, metric } = this.#addressing.parse(address);
      const known = this.#stations.get(`${group}/${edge}`)?.series.get(`${device}/${metric}`)?.last;
      if (known) return known;
      const { status } = this.#complaint(address) ?? { status: Status.BadWaitingForInitialData };
      return {
        address,
        value: null,
        status,
        sourceTime: now,
        serverTime: null,
        receiveTime: now,
        sequence: 0,
      };
    });
  }

  subscribe(addresses: readonly Address[], options: SubscribeOptions = {}): AsyncIterable<ConnectorEvent> {
    const wanted = [...new Set(addresses)].map((address) => this.#addressing.parse(address));
    const subscription = new Subscription(() => {
      this.#subscriptions.delete(subscription);
      for (const station of this.#stations.values())
        for (const series of station.series.values()) series.subscriptions.delete(subscription);
    });
    this.#subscriptions.add(subscription);
    for (const { group, edge, device, metric } of wanted) {
      const station = this.#station(group, edge);
      const series = station.seriesOf(device, metric);
      series.subscriptions.add(subscription);
      if (series.last !== null) subscription.push(series.last);
      if (!station.node.isOnline && this.#health.state === 'connected') station.requestRebirth();
    }
    if (this.#health.state !== 'connected') {
      const from = this.#clock.now();
      this.#gap ??= { connector: this.id, address: null, from, to: null, cause: 'not yet connected' };
      subscription.gap(this.#gap);
    }
    if (options.signal?.aborted === true) subscription.end();
    else options.signal?.addEventListener('abort', () => subscription.end(), { once: true });
    return subscription;
  }

  async write(
    values: readonly { readonly address: Address; readonly value: TagValue }[],
  ): Promise<readonly WriteResult[]> {
    return values.map(({ address, value }) => ({ address, status: this.#write(address, value) }));
  }

  status(): ConnectorStatus {
    const { state, since, lastError, reconnects, samples, rejected, lost, doubted } = this.#health;
    const stations = [...this.#stations.values()];
    const wanted = stations.flatMap((station) =>
      [...station.series.values()].filter((series) => series.subscriptions.size > 0),
    );
    const badAddresses = wanted.flatMap(({ address }) => {
      const complaint = this.#complaint(address);
      return complaint === null ? [] : [{ address, ...complaint }];
    });
    const facts = {
      broker: this.#settings.url,
      host: this.#settings.hostId,
      groups: this.#settings.groups.join(', '),
      nodesOnline: stations.filter((station) => station.node.isOnline).length,
      nodesKnown: stations.filter((station) => station.isKnown).length,
      rebirthsRequested: stations.reduce((sum, station) => sum + station.rebirths, 0),
      valuesBeforeBirth: stations.reduce((sum, station) => sum + station.unborn, 0),
      doubted,
      ...this.#caseCollisions(stations),
    };
    return { state, since, lastError, reconnects, samples, rejected, lost, badAddresses, facts };
  }

  /** Identifiers that differ only in case are allowed, but people mistake one for the other. */
  #caseCollisions(stations: readonly Station[]): { readonly warning?: string } {
    const seen = new Map<string, string>();
    for (const { group, edge } of stations) {
      const name = `${group}/${edge}`;
      const other = seen.get(name.toLowerCase());
      if (other !== undefined) return { warning: `${other} and ${name} differ only in case` };
      seen.set(name.toLowerCase(), name);
    }
    return {};
  }

  #complaint(address: Address): { readonly status: StatusCode; readonly reason: string } | null {
    const { group, edge, device, metric } = this.#addressing.parse(address);
    const node = this.#stations.get(`${group}/${edge}`)?.node;
    const source = device === '' ? edge : `${edge}/${device}`;
    if (node === undefined || !node.isOnline)
      return {
        status: Status.BadWaitingForInitialData,
        reason: `Edge node ${edge} of group ${group} is not online.`,
      };
    if (node.definition(device, metric) === undefined)
      return { status: Status.BadNodeIdUnknown, reason: `The birth of ${source} has no metric ${metric}.` };
    return node.isBorn(device)
      ? null
      : { status: Status.BadNoCommunication, reason: `${source} is offline.` };
  }

  #station(group: string, edge: string): Station {
    const key = `${group}/${edge}`;
    let station = this.#stations.get(key);
    if (station === undefined) {
      station = new Station(group, edge, this.#context);
      this.#stations.set(key, station);
    }
    return station;
  }

  #ready(): void {
    if (this.#health.state === 'reconnecting') this.#health.reconnects += 1;
    this.#health.enter('connected');
    this.#connectedAt = this.#clock.now();
    for (const station of this.#stations.values()) if (!station.node.isOnline) station.requestRebirth();
    if (this.#gap !== null) {
      const gap = { ...this.#gap, to: this.#clock.now() };
      this.#gap = null;
      for (const subscription of this.#subscriptions) subscription.gap(gap);
    }
    this.#firstAttempt();
  }

  #closed(): void {
    const wasConnected = this.#health.state === 'connected';
    this.#health.enter('reconnecting');
    if (wasConnected || this.#health.lastError === null)
      this.#failed(
        new Error(wasConnected ? 'the connection was lost' : 'the connection was closed before an answer'),
      );
    if (wasConnected) this.#openGap();
    this.#firstAttempt();
  }

  #openGap(): void {
    const from = this.#clock.now();
    const cause = this.#health.lastError?.message ?? 'connection lost';
    const gap: Gap = { connector: this.id, address: null, from, to: null, cause };
    this.#gap = gap;
    for (const subscription of this.#subscriptions) subscription.gap(gap);
    for (const station of this.#stations.values()) station.disconnect(from);
    this.#flush();
  }

  #failed(cause: Error): void {
    const { url } = this.#settings;
    const message = cause.message || String((cause as { readonly code?: unknown }).code);
    const text = `Cannot exchange data with ${url}: ${message}.`;
    this.#health.fail(
      new VeinlineError('CONNECTOR_UNREACHABLE', text, { hint: connectionHint(message, url), cause }),
    );
  }

  #receive(topic: string, payload: Buffer): void {
    const [, group = '', type = '', edge = '', device = '', ...rest] = topic.split('/');
    if (!messageTypes.includes(type)) return;
    const station = this.#station(group, edge);
    const isOfDevice = type.startsWith('D');
    if (edge === '' || rest.length > 0 || isOfDevice !== (device !== ''))
      return station.reject(`${topic} is no Sparkplug topic`);
    let message: SparkplugMessage;
    try {
      message = decode(payload);
    } catch (thrown) {
      return station.reject(`${type} is no Sparkplug payload: ${messageOf(thrown)}`);
    }
    station.accept({ ...message, type: type as MessageType, device, receiveTime: this.#clock.now() });
    this.#scheduleFlush();
  }

  #sendRebirth(group: string, edge: string): void {
    const payload = encodeCommand(this.#clock.now(), 'Node Control/Rebirth', boolean, { booleanValue: true });
    this.#session?.client.publish(`spBv1.0/${group}/NCMD/${edge}`, payload, { qos: 0, retain: false });
  }

  #write(address: Address, value: TagValue): StatusCode {
    const { group, edge, device, metric } = this.#addressing.parse(address);
    const client = this.#session?.client;
    if (!this.#settings.allowWrite) return badNotWritable;
    const node = this.#stations.get(`${group}/${edge}`)?.node;
    if (client?.connected !== true || node?.isBorn(device) !== true) return Status.BadNoCommunication;
    const definition = node.definition(device, metric);
    if (definition === undefined) return Status.BadNodeIdUnknown;
    const raw = encodeValue(definition.datatype, value);
    if (raw === null) return badTypeMismatch;
    const payload = encodeCommand(this.#clock.now(), metric, definition.datatype, raw);
    const topic = device === '' ? `spBv1.0/${group}/NCMD/${edge}` : `spBv1.0/${group}/DCMD/${edge}/${device}`;
    client.publish(topic, payload, { qos: 0, retain: false });
    return Status.Good;
  }

  #scheduleFlush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    for (const subscription of this.#subscriptions) subscription.flush();
  }
}
