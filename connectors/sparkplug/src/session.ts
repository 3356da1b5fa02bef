import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connect } from 'mqtt';
import type { IClientOptions, IPublishPacket, MqttClient } from 'mqtt';
import type { Clock } from '@veinline/base';
import type { SparkplugSettings } from './config.ts';

/** First and longest wait between two attempts to connect, in milliseconds. */
const backoff = { first: 100, longest: 1000 } as const;

/** What the connector does with the packets of its session. */
export interface SessionHandlers {
  /** Subscribed, and our STATE is published. */
  ready(): void;
  /** The connection ended or could not be made; repeated for each attempt. */
  closed(): void;
  failed(error: Error): void;
  message(topic: string, payload: Buffer): void;
}

/** Connection options from the settings; reads certificate files, so it throws if one is missing. */
export function clientOptions(
  settings: SparkplugSettings,
  clientId: string,
  dataFolder: string,
): IClientOptions {
  const pem = (file: string | undefined): Buffer | undefined =>
    file === undefined ? undefined : readFileSync(resolve(dataFolder, file));
  const { ca, cert, key } = {
    ca: pem(settings.tls.ca),
    cert: pem(settings.tls.cert),
    key: pem(settings.tls.key),
  };
  const options: IClientOptions = {
    clientId,
    clean: true,
    keepalive: settings.keepaliveSeconds,
    connectTimeout: settings.connectTimeoutMs,
    reconnectPeriod: backoff.first,
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    protocolVersion: settings.protocolVersion,
  };
  if (settings.protocolVersion === 5) options.properties = { sessionExpiryInterval: 0 };
  if (settings.username !== undefined) options.username = settings.username;
  if (settings.password !== undefined) options.password = settings.password;
  if (ca !== undefined) options.ca = ca;
  if (cert !== undefined) options.cert = cert;
  if (key !== undefined) options.key = key;
  return options;
}

/**
 * The MQTT session of a host application with its STATE: the will says offline with the time of connecting, the
 * birth online with the same time, and an intentional end offline with the time of leaving (Sparkplug 3.0, 5.4
 * and 6.4.25).
 */
export class Session {
  readonly client: MqttClient;
  readonly #settings: SparkplugSettings;
  readonly #clock: Clock;
  readonly #handlers: SessionHandlers;
  readonly #stateTopic: string;
  #connectTime = 0;
  #isLeaving = false;

  constructor(settings: SparkplugSettings, options: IClientOptions, clock: Clock, handlers: SessionHandlers) {
    this.#settings = settings;
    this.#clock = clock;
    this.#handlers = handlers;
    this.#stateTopic = `spBv1.0/STATE/${settings.hostId}`;
    this.client = connect(settings.url, { ...options, ...this.#will() });
    this.client.on('reconnect', () => Object.assign(this.client.options, this.#will()));
    this.client.on('connect', () => void this.#establish());
    this.client.on('close', () => {
      const { options: live } = this.client;
      live.reconnectPeriod = Math.min(backoff.longest, (live.reconnectPeriod ?? 0) * 2);
      handlers.closed();
    });
    this.client.on('error', (error) => handlers.failed(error));
    this.client.on('message', (topic, payload, packet) => this.#receive(topic, payload, packet));
  }

  /** Says goodbye and ends the connection; nothing reconnects any more. */
  async end(): Promise<void> {
    const { client } = this;
    this.#isLeaving = true;
    if (client.connected && this.#settings.primary)
      await this.#publishState(false, this.#now()).catch(() => undefined);
    await client.endAsync(!client.connected);
  }

  #now(): number {
    return Math.floor(this.#clock.now());
  }

  #will(): Pick<IClientOptions, 'will'> {
    this.#connectTime = this.#now();
    if (!this.#settings.primary) return {};
    const payload = Buffer.from(JSON.stringify({ online: false, timestamp: this.#connectTime }));
    return { will: { topic: this.#stateTopic, payload, qos: 1, retain: true } };
  }

  async #establish(): Promise<void> {
    const { client } = this;
    client.options.reconnectPeriod = backoff.first;
    const { groups, primary } = this.#settings;
    const topics = groups.map((group) => `spBv1.0/${group}/#`);
    try {
      const granted = await client.subscribeAsync(primary ? [this.#stateTopic, ...topics] : topics, {
        qos: 1,
      });
      const refused = granted.filter((grant) => grant.qos >= 128).map((grant) => grant.topic);
      if (refused.length > 0) throw new Error(`not authorized to subscribe to ${refused.join(', ')}`);
      if (primary) await this.#publishState(true, this.#connectTime);
      this.#handlers.ready();
    } catch (thrown) {
      if (client.connected)
        this.#handlers.failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  async #publishState(online: boolean, timestamp: number): Promise<void> {
    await this.client.publishAsync(this.#stateTopic, JSON.stringify({ online, timestamp }), {
      qos: 1,
      retain: true,
    });
  }

  #receive(topic: string, payload: Buffer, packet: IPublishPacket): void {
    if (topic !== this.#stateTopic) this.#handlers.message(topic, payload);
    else if (!packet.retain && saysOffline(payload) && !this.#isLeaving)
      this.#publishState(true, this.#connectTime).catch((error: unknown) => {
        if (error instanceof Error) this.#handlers.failed(error);
      });
  }
}

function saysOffline(payload: Buffer): boolean {
  try {
    return (JSON.parse(payload.toString()) as { readonly online?: unknown } | null)?.online === false;
  } catch {
    return false;
  }
}
