import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connect } from 'mqtt';
import type { IClientOptions, IPublishPacket, MqttClient } from 'mqtt';
import type { MqttSettings } from './config.ts';

/** First and longest wait between two attempts to connect, in milliseconds. */
const backoff = { first: 100, longest: 1000 } as const;

/** What the connector does with the packets of its connection. */
export interface LinkHandlers {
  /** The broker accepted us; the session may still hold messages. */
  connected(sessionPresent: boolean): void;
  /** The connection ended or could not be made; repeated for each attempt. */
  closed(): void;
  failed(error: Error): void;
  message(packet: IPublishPacket): void;
}

/** The part of mqtt.js that is not declared public: the door through which acknowledgements leave. */
interface PacketSender {
  _sendPacket(
    packet: { cmd: string; messageId?: number; reasonCode?: number },
    callback?: (error?: Error) => void,
    ...rest: unknown[]
  ): void;
}

/** Connection options from the settings; reads certificate files, so it throws if one is missing. */
export function clientOptions(settings: MqttSettings, clientId: string, dataFolder: string): IClientOptions {
  const pem = (file: string | undefined): Buffer | undefined =>
    file === undefined ? undefined : readFileSync(resolve(dataFolder, file));
  const options: IClientOptions = {
    clientId,
    clean: false,
    keepalive: settings.keepaliveSeconds,
    connectTimeout: settings.connectTimeoutMs,
    reconnectPeriod: backoff.first,
    reconnectOnConnackError: true,
    resubscribe: false,
    protocolVersion: settings.protocolVersion,
  };
  const { ca, cert, key } = {
    ca: pem(settings.tls.ca),
    cert: pem(settings.tls.cert),
    key: pem(settings.tls.key),
  };
  if (settings.username !== undefined) options.username = settings.username;
  if (settings.password !== undefined) options.password = settings.password;
  if (ca !== undefined) options.ca = ca;
  if (cert !== undefined) options.cert = cert;
  if (key !== undefined) options.key = key;
  if (settings.protocolVersion === 5)
    options.properties = {
      sessionExpiryInterval: settings.sessionExpirySeconds,
      receiveMaximum: 65_535,
      maximumPacketSize: settings.maximumPacketBytes,
    };
  return options;
}

/**
 * One client of the broker that reconnects by itself and leaves the moment of acknowledgement to its owner.
 *
 * mqtt.js acknowledges a message as soon as its handler returns, and reads no further until it has. So the
 * automatic acknowledgement is answered as if sent, and `acknowledge` really sends it later.
 */
export class Link {
  readonly client: MqttClient;
  readonly #send: PacketSender['_sendPacket'];

  constructor(url: string, options: IClientOptions, handlers: LinkHandlers) {
    const client = connect(url, options);
    this.client = client;
    const sender = client as unknown as PacketSender;
    const send = sender._sendPacket.bind(client);
    this.#send = send;
    sender._sendPacket = (packet, callback, ...rest) => {
      if (packet.cmd === 'puback') callback?.();
      else send(packet, callback, ...rest);
    };
    client.handleMessage = (packet, done) => {
      handlers.message(packet);
      done();
    };
    client.on('connect', (packet) => {
      client.options.reconnectPeriod = backoff.first;
      handlers.connected(packet.sessionPresent);
    });
    client.on('close', () => {
      client.options.reconnectPeriod = Math.min(backoff.longest, (client.options.reconnectPeriod ?? 0) * 2);
      handlers.closed();
    });
    client.on('error', (error) => handlers.failed(error));
  }

  /** Sends the acknowledgement of a QoS 1 message of the present connection. */
  acknowledge(messageId: number): void {
    if (this.client.connected) this.#send({ cmd: 'puback', messageId, reasonCode: 0 });
  }

  /** Ends the connection and stops reconnecting; the session stays at the broker. */
  async end(): Promise<void> {
    await this.client.endAsync(!this.client.connected);
  }
}

/** True if the broker does not speak MQTT 5 (reason 132, or return code 1 of MQTT 3.1.1). */
export function isVersionRefused(error: Error): boolean {
  const code = (error as { readonly code?: unknown }).code;
  return code === 132 || code === 1;
}

/** True if the broker knows us and does not let us in (bad credentials, banned, not authorised). */
export function isAccessRefused(error: Error): boolean {
  const code = (error as { readonly code?: unknown }).code;
  return code === 4 || code === 5 || code === 134 || code === 135 || code === 138 || code === 140;
}
