import { resolve } from 'node:path';
import type { Clock, Instant } from '@veinline/base';
import { VeinlineError, messageOf } from '@veinline/base';
import type {
  Address,
  BrowseEntry,
  ConnectionState,
  Connector,
  ConnectorDefinition,
  ConnectorEvent,
  ConnectorStatus,
  Sample,
  SubscribeOptions,
  TagValue,
  WriteResult,
} from '@veinline/plant';
import { Status } from '@veinline/plant';
import type { CassetteSettings } from './config.ts';
import { parseSettings } from './config.ts';
import { CassetteFileError } from './errors.ts';
import { play } from './player.ts';
import { summarise } from './reader.ts';
import type { CassetteSummary } from './reader.ts';

/** Bad_NotWritable (OPC 10000-6, annex A.2). */
const badNotWritable = 0x803b0000;
/** Wait between two attempts to read a recording that is missing or broken, in milliseconds. */
const retryMs = 1000;

/** What a cassette connector needs from outside. */
export interface CassetteDependencies {
  readonly clock: Clock;
  /** A relative path of the recording starts here. */
  readonly dataFolder: string;
}

/** Makes a connector that replays a recording; throws CassetteSettingsError for settings that are wrong. */
export function createCassetteConnector(
  definition: ConnectorDefinition,
  deps: CassetteDependencies,
): Connector {
  return new CassetteConnector(definition, parseSettings(definition), deps);
}

class CassetteConnector implements Connector {
  readonly id: string;
  readonly kind = 'cassette';
  readonly timeSource = 'replay';
  readonly #settings: CassetteSettings;
  readonly #clock: Clock;
  readonly #file: string;
  readonly #wanted = new Set<ReadonlySet<Address>>();
  readonly #last = new Map<Address, Sample>();
  #running = new AbortController();
  #state: ConnectionState = 'stopped';
  #since: Instant;
  #lastError: ConnectorStatus['lastError'] = null;
  #summary: CassetteSummary | null = null;
  #isStarted = false;
  #loading: Promise<void> = Promise.resolve();
  /** Subscriptions wait here until the recording was read. */
  #ready!: Promise<CassetteSummary>;
  #resolveReady!: (summary: CassetteSummary) => void;
  #began: Instant | null = null;
  #samples = 0;
  #positionSeconds = 0;
  #hasFinished = false;

  constructor(
    definition: ConnectorDefinition,
    settings: CassetteSettings,
    { clock, dataFolder }: CassetteDependencies,
  ) {
    this.id = definition.id;
    this.#settings = settings;
    this.#clock = clock;
    this.#since = clock.now();
    this.#file = resolve(dataFolder, settings.file);
    this.#rewind();
  }

  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#enter('connecting');
    let attempted = (): void => undefined;
    const first = new Promise<void>((done) => {
      attempted = done;
    });
    this.#loading = this.#load(this.#running.signal, attempted);
    await first;
  }

  async stop(): Promise<void> {
    this.#running.abort();
    await this.#loading;
    this.#isStarted = false;
    this.#rewind();
    this.#enter('stopped');
  }

  #rewind(): void {
    this.#running = new AbortController();
    this.#summary = null;
    this.#began = null;
    this.#hasFinished = false;
    this.#last.clear();
    this.#ready = new Promise((resolve) => {
      this.#resolveReady = resolve;
    });
  }

  async *browse(
    options: { readonly below?: Address; readonly depth?: number; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<BrowseEntry> {
    if (options.below !== undefined) return;
    for (const [address, dataType] of this.#summary?.addresses ?? [])
      yield { address, parent: null, name: address, kind: 'variable', dataType };
  }

  async read(addresses: readonly Address[]): Promise<readonly Sample[]> {
    const now = this.#clock.now();
    return addresses.map((address) => {
      const known = this.#last.get(address);
      if (known !== undefined) return known;
      const isRecorded = this.#summary?.addresses.has(address) ?? true;
      const status = isRecorded ? Status.BadWaitingForInitialData : Status.BadNodeIdUnknown;
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
    const ended = new AbortController();
    const signals = [this.#running.signal, ended.signal];
    if (options.signal !== undefined) signals.push(options.signal);
    const wanted = new Set(addresses);
    this.#wanted.add(wanted);
    const signal = AbortSignal.any(signals);
    const forget = (): boolean => this.#wanted.delete(wanted);
    if (signal.aborted) forget();
    else signal.addEventListener('abort', forget, { once: true });
    const events = this.#events(wanted, signal);
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => events.next(),
        return: () => {
          ended.abort();
          return events.return(undefined);
        },
      }),
    };
  }

  async write(
    values: readonly { readonly address: Address; readonly value: TagValue }[],
  ): Promise<readonly WriteResult[]> {
    return values.map(({ address }) => ({ address, status: badNotWritable }));
  }

  status(): ConnectorStatus {
    const summary = this.#summary;
    const wanted = new Set([...this.#wanted].flatMap((addresses) => [...addresses]));
    const unknown = summary === null ? [] : [...wanted].filter((address) => !summary.addresses.has(address));
    return {
      state: this.#state,
      since: this.#since,
      lastError: this.#lastError,
      reconnects: 0,
      samples: this.#samples,
      rejected: 0,
      lost: 0,
      badAddresses: unknown.map((address) => ({
        address,
        status: Status.BadNodeIdUnknown,
        reason: `The recording ${this.#file} has no values of it.`,
      })),
      facts: this.#facts(summary),
    };
  }

  #facts(summary: CassetteSummary | null): Record<string, string | number | boolean> {
    const { speed, loop, times } = this.#settings;
    const facts = { file: this.#file, speed, loop, times };
    if (summary === null) return facts;
    const { header, lengthMs, events, isTorn } = summary;
    return {
      ...facts,
      recording: header.name,
      recordedFrom: `${header.kind} ${header.connector}`,
      recordedStart: new Date(header.started).toISOString(),
      recordedEnd: new Date(header.started + lengthMs).toISOString(),
      events,
      positionSeconds: this.#positionSeconds,
      finished: this.#hasFinished,
      ...(isTorn ? { warning: 'The last line was cut short and is left out.' } : {}),
    };
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#since = this.#clock.now();
  }

  /** Reads the recording, trying again until it can be read. */
  async #load(signal: AbortSignal, attempted: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const summary = await summarise(this.#file);
        this.#summary = summary;
        this.#enter('connected');
        this.#resolveReady(summary);
        attempted();
        return;
      } catch (thrown) {
        this.#fail(thrown);
        attempted();
        await rest(signal);
      }
    }
    attempted();
  }

  #fail(thrown: unknown): void {
    const error =
      thrown instanceof VeinlineError
        ? thrown
        : new CassetteFileError(
            this.#file,
            messageOf(thrown),
            'Check the file and its access rights.',
            thrown,
          );
    const { code, message, hint } = error;
    this.#lastError = { code, message, at: this.#clock.now(), ...(hint === undefined ? {} : { hint }) };
  }

  async *#events(wanted: ReadonlySet<Address>, signal: AbortSignal): AsyncGenerator<ConnectorEvent> {
    const summary = await Promise.race([this.#ready, aborted(signal)]);
    if (summary === null || signal.aborted) return;
    const now = this.#clock.now();
    const joined = this.#began === null ? -Infinity : now;
    const began = (this.#began ??= now);
    const { id: connector } = this;
    const common = {
      summary,
      began,
      joined,
      connector,
      signal,
      settings: this.#settings,
      clock: this.#clock,
    };
    try {
      for await (const { event, positionSeconds } of play({ file: this.#file, ...common })) {
        this.#positionSeconds = positionSeconds;
        const kept = keep(event, wanted);
        if (kept === null) continue;
        if (kept.kind === 'samples') {
          this.#samples += kept.samples.length;
          for (const sample of kept.samples)
            if (sample.historical !== true) this.#last.set(sample.address, sample);
        }
        yield kept;
      }
      this.#hasFinished = !signal.aborted;
    } catch (thrown) {
      this.#fail(thrown);
    }
    await aborted(signal);
  }
}

/** The part of an event that a subscription asked for; null if there is none. */
function keep(event: ConnectorEvent, wanted: ReadonlySet<Address>): ConnectorEvent | null {
  if (event.kind === 'gap') {
    const { address } = event.gap;
    return address === null || wanted.has(address) ? event : null;
  }
  const samples = event.samples.filter((sample) => wanted.has(sample.address));
  return samples.length === 0 ? null : { kind: 'samples', samples };
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((done) => {
    signal.addEventListener('abort', () => done(null), { once: true });
  });
}

async function rest(signal: AbortSignal): Promise<void> {
  await new Promise<void>((done) => {
    const timer = setTimeout(done, retryMs);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
