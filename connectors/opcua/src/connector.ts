import type { Clock, Instant } from '@veinline/base';
import type {
  Address,
  BrowseEntry,
  ConnectionState,
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
import { Status } from '@veinline/plant';
import { absent, readValues, writeValues } from './access.ts';
import { checkAddress } from './address.ts';
import type { BrowseOptions } from './browse.ts';
import { browseTree } from './browse.ts';
import type { OpcuaSettings } from './config.ts';
import { parseSettings } from './config.ts';
import { OpcuaError, openingError } from './errors.ts';
import { Link } from './link.ts';
import { openSession } from './session.ts';
import { Watch } from './watch.ts';

/** Bad_NotWritable (OPC 10000-6, annex A.2). */
const badNotWritable = 0x803b0000;
const firstDelayMs = 100;
const longestDelayMs = 1000;
/** A refusal is mended by people, so it is asked about seldom. */
const refusedDelayMs = 5000;

/** What an OPC UA connector needs from outside. */
export interface OpcuaDependencies {
  readonly clock: Clock;
  /** Certificates live below, in `pki/opcua`. */
  readonly dataFolder: string;
}

/** Makes an OPC UA connector; throws OPCUA_SETTINGS for settings that no retry can mend. */
export function createOpcuaConnector(definition: ConnectorDefinition, deps: OpcuaDependencies): Connector {
  return new OpcuaConnector(definition, parseSettings(definition.id, definition.settings), deps);
}

class OpcuaConnector implements Connector {
  readonly id: string;
  readonly kind = 'opcua';
  readonly timeSource: TimeSource;
  readonly #settings: OpcuaSettings;
  readonly #deps: OpcuaDependencies;
  readonly #watches = new Set<Watch>();
  readonly #counters = { samples: 0, lost: 0 };
  #link: Link | null = null;
  #running: AbortController | null = null;
  #loop: Promise<void> = Promise.resolve();
  #state: ConnectionState = 'stopped';
  #since: Instant;
  #lastError: ConnectorStatus['lastError'] = null;
  #reconnects = 0;
  #wasConnected = false;
  #gap: Gap | null = null;
  #settling: NodeJS.Timeout | null = null;

  constructor(definition: ConnectorDefinition, settings: OpcuaSettings, deps: OpcuaDependencies) {
    this.id = definition.id;
    this.timeSource = definition.timeSource;
    this.#settings = settings;
    this.#deps = deps;
    this.#since = deps.clock.now();
  }

  async start(): Promise<void> {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    this.#enter('connecting');
    await new Promise<void>((attempted) => {
      this.#loop = this.#keepConnected(running.signal, attempted);
    });
  }

  async stop(): Promise<void> {
    this.#running?.abort();
    this.#running = null;
    for (const watch of [...this.#watches]) watch.end();
    if (this.#settling !== null) clearTimeout(this.#settling);
    await this.#loop;
    this.#gap = null;
    this.#wasConnected = false;
    this.#enter('stopped');
  }

  async *browse(options: BrowseOptions = {}): AsyncGenerator<BrowseEntry> {
    if (options.below !== undefined) checkAddress(options.below);
    const link = this.#link;
    if (link === null || link.isDown)
      throw new OpcuaError(
        'session',
        `Cannot browse ${this.#settings.endpoint}: not connected.`,
        this.#lastError?.message ?? 'Start the connector first.',
      );
    yield* browseTree(link.open, options);
  }

  async read(addresses: readonly Address[]): Promise<readonly Sample[]> {
    addresses.forEach(checkAddress);
    const link = this.#link;
    const away = () => addresses.map((each) => absent(each, Status.BadNoCommunication, this.#deps.clock));
    if (link === null || link.isDown) return away();
    try {
      return await readValues(link.open, addresses, this.#deps.clock);
    } catch (thrown) {
      this.#fail(thrown);
      return away();
    }
  }

  subscribe(addresses: readonly Address[], options: SubscribeOptions = {}): AsyncIterable<ConnectorEvent> {
    addresses.forEach(checkAddress);
    const watch = new Watch(this.id, addresses, {
      counters: this.#counters,
      limit: this.#settings.maxQueuedSamples,
      onEnd: (ended) => {
        this.#watches.delete(ended);
        this.#link?.unwatch(ended);
      },
    });
    this.#watches.add(watch);
    watch.endWith(options.signal);
    if (this.#link === null)
      this.#gap ??= {
        connector: this.id,
        address: null,
        from: this.#deps.clock.now(),
        to: null,
        cause: `not yet connected to ${this.#settings.endpoint}`,
      };
    if (this.#gap !== null) watch.gap(this.#gap);
    if (this.#watches.has(watch)) this.#link?.watch(watch);
    return watch.events;
  }

  async write(
    values: readonly { readonly address: Address; readonly value: TagValue }[],
  ): Promise<readonly WriteResult[]> {
    const all = (status: number) => values.map(({ address }) => ({ address, status }));
    if (!this.#settings.writable) return all(badNotWritable);
    values.forEach(({ address }) => checkAddress(address));
    const link = this.#link;
    if (link === null || link.isDown) return all(Status.BadNoCommunication);
    try {
      return await writeValues(link.open, values);
    } catch (thrown) {
      this.#fail(thrown);
      return all(Status.BadCommunicationError);
    }
  }

  status(): ConnectorStatus {
    const { endpoint, security } = this.#settings;
    const badAddresses = [...this.#watches].flatMap((watch) =>
      watch.items.flatMap(({ address, problem }) => (problem === null ? [] : [{ address, ...problem }])),
    );
    return {
      state: this.#state,
      since: this.#since,
      lastError: this.#lastError,
      reconnects: this.#reconnects,
      samples: this.#counters.samples,
      rejected: 0,
      lost: this.#counters.lost,
      badAddresses: [...new Map(badAddresses.map((each) => [each.address, each])).values()],
      facts: {
        endpoint,
        securityMode: security.mode,
        securityPolicy: security.policy,
        ...(this.#link?.facts() ?? {}),
      },
    };
  }

  /** Opens a session, lives with it until it ends, and begins again. */
  async #keepConnected(signal: AbortSignal, attempted: () => void): Promise<void> {
    let delay = firstDelayMs;
    while (!signal.aborted) {
      try {
        const open = await openSession(this.#settings, this.#deps);
        const link = new Link(open, this.#settings, this.#deps.clock, {
          lost: (cause, lastHeard) => this.#lost(cause, lastHeard),
          back: () => this.#back(),
          lostMessages: (count) => this.#lostMessages(count),
        });
        this.#link = link;
        delay = firstDelayMs;
        const watching = [...this.#watches].map((watch) => link.watch(watch));
        await Promise.all(watching);
        if (!signal.aborted && !link.isDown) this.#back();
        attempted();
        await link.ended(signal);
        this.#link = null;
        await link.close();
      } catch (thrown) {
        this.#link = null;
        this.#fail(thrown);
        const isRefused = thrown instanceof OpcuaError && thrown.isRefusal;
        if (!signal.aborted)
          this.#enter(isRefused ? 'refused' : this.#wasConnected ? 'reconnecting' : 'connecting');
        attempted();
        await sleep(isRefused ? refusedDelayMs : delay, signal);
        delay = Math.min(delay * 2, longestDelayMs);
      }
    }
    attempted();
  }

  #lost(cause: string, lastHeard: Instant): void {
    if (this.#gap !== null || this.#running === null) return;
    if (this.#settling !== null) clearTimeout(this.#settling);
    const now = this.#deps.clock.now();
    this.#enter('reconnecting');
    this.#fail(
      new OpcuaError(
        'session',
        `Lost ${this.#settings.endpoint}: ${cause}.`,
        'Nothing to do: the connector keeps trying. If it lasts, check that the server runs and the network path.',
      ),
    );
    this.#gap = { connector: this.id, address: null, from: lastHeard, to: null, cause };
    for (const watch of this.#watches) watch.lose(this.#gap, now);
  }

  #back(): void {
    const now = this.#deps.clock.now();
    if (this.#wasConnected && this.#state !== 'connected') this.#reconnects += 1;
    this.#wasConnected = true;
    this.#enter('connected');
    const gap = this.#gap;
    if (gap === null) return;
    this.#gap = null;
    for (const watch of this.#watches) watch.gap({ ...gap, to: Math.max(now, gap.from) as Instant });
    // Two publishes give values that did change the time to arrive by themselves.
    this.#settling = setTimeout(
      () => {
        for (const watch of this.#watches) watch.settle(this.#deps.clock.now());
      },
      2 * this.#settings.publishingIntervalMs + 200,
    );
  }

  #lostMessages(count: number): void {
    const now = this.#deps.clock.now();
    this.#counters.lost += count;
    const gap: Gap = {
      connector: this.id,
      address: null,
      from: now,
      to: null,
      cause: `${count} messages of the server were lost`,
    };
    for (const watch of this.#watches) {
      watch.gap(gap);
      watch.gap({ ...gap, to: now });
    }
  }

  #enter(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#since = this.#deps.clock.now();
  }

  #fail(thrown: unknown): void {
    const { endpoint, user } = this.#settings;
    const { code, message, hint } = openingError(endpoint, user === 'anonymous' ? user : user.name, thrown);
    this.#lastError = { code, message, at: this.#deps.clock.now(), ...(hint === undefined ? {} : { hint }) };
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
