import { bornMetric, changedMetric, deviceMetrics, rebirthAlias } from './metric.ts';
import { decode, encode } from './payload.ts';
import { connect } from 'mqtt';
import type { BirthCounter } from './birth-counter.ts';
import type { DeviceMetric } from './metric.ts';
import type { EquipmentType } from '../catalogue.ts';
import type { MqttClient } from 'mqtt';
import type { PlantMoment } from '../moment.ts';
import type { PlantValue } from '../simulated-plant.ts';
import type { UMetric } from 'sparkplug-payload/lib/sparkplugbpayload.js';

/** Which edge node, what is behind it, and where it publishes. */
interface EdgeNodeOptions {
  readonly url: string;
  readonly group: string;
  readonly id: string;
  readonly types: readonly EquipmentType[];
  readonly counter: BirthCounter;
}

const reconnectMs = 1000;

/**
 * A Sparkplug B edge node (specification 3.0): births before data, aliases, sequence numbers over all its
 * messages, rebirth on command, and a death certificate both as will and on leaving. It has no store-and-forward:
 * what changes while the broker is away shows in the next birth.
 */
export class SparkplugEdgeNode {
  readonly #options: EdgeNodeOptions;
  readonly #devices: ReadonlyMap<string, readonly DeviceMetric[]>;
  readonly #born = new Set<string>();
  readonly #sent = new Map<string, PlantValue>();
  #client: MqttClient | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #moment: PlantMoment;
  #isStopping = false;
  #bdSeq = 0;
  #seq = 0;

  private constructor(options: EdgeNodeOptions, moment: PlantMoment) {
    this.#options = options;
    this.#moment = moment;
    this.#devices = deviceMetrics(options.types);
  }

  /** Connects and is born; rejects with the client's error if the broker cannot be reached at first. */
  static async start(options: EdgeNodeOptions, moment: PlantMoment): Promise<SparkplugEdgeNode> {
    const node = new SparkplugEdgeNode(options, moment);
    await node.#connect();
    return node;
  }

  /** Publishes what changed; devices that cannot be reached die, those that came back are born. */
  update(moment: PlantMoment): void {
    this.#moment = moment;
    if (!this.#client?.connected || this.#born.size === 0) return;
    for (const [device, metrics] of this.#devices) {
      const isReachable = !moment.unreachable.has(device);
      if (isReachable && !this.#born.has(device)) this.#bearDevice(device, metrics);
      else if (isReachable) this.#publishChanges(device, metrics);
      else if (this.#born.delete(device)) this.#publish('DDEATH', device, []);
    }
  }

  /** Publishes the death certificate, then disconnects. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#retry) clearTimeout(this.#retry);
    const client = this.#client;
    if (!client) return;
    if (client.connected)
      await client.publishAsync(this.#topic('NDEATH'), death(this.#bdSeq), { qos: 1 }).catch(() => undefined);
    await client.endAsync(!client.connected);
  }

  /** Resolves once born. Every attempt is a client of its own, since the will carries the bdSeq. */
  #connect(): Promise<void> {
    const { url, group, id, counter } = this.#options;
    const bdSeq = counter.next;
    const client = connect(url, {
      clientId: `${group}-${id}`,
      clean: true,
      // The listeners come first: the CONNECT packet would otherwise go out unseen.
      manualConnect: true,
      protocolVersion: 4,
      keepalive: 10,
      reconnectPeriod: 0,
      connectTimeout: 5000,
      will: { topic: this.#topic('NDEATH'), payload: death(bdSeq), qos: 1, retain: false },
    });
    this.#client = client;
    client.on('packetsend', (packet) => {
      if (packet.cmd === 'connect') counter.spend();
    });
    client.on('message', (_topic, payload) => this.#command(payload));
    return new Promise((resolve, reject) => {
      client.on('error', reject);
      client.on('close', () => {
        this.#born.clear();
        reject(new Error('the broker closed the connection'));
        if (client === this.#client) this.#reconnectLater();
      });
      client.on('connect', () => {
        client.subscribeAsync(this.#topic('NCMD'), { qos: 1 }).then(() => {
          this.#bdSeq = bdSeq;
          this.#bear();
          resolve();
        }, reject);
      });
      client.connect();
    });
  }

  #reconnectLater(): void {
    if (this.#isStopping || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#connect().catch(() => this.#reconnectLater());
    }, reconnectMs);
  }

  #command(payload: Uint8Array): void {
    const asks = decode(payload).metrics?.some(
      ({ name, alias, value }) =>
        value === true && (name === 'Node Control/Rebirth' || Number(alias) === rebirthAlias),
    );
    if (asks) this.#bear();
  }

  /** NBIRTH, then a DBIRTH for every device that can be reached; the sequence starts anew, bdSeq stays. */
  #bear(): void {
    const at = this.#moment.at.getTime();
    this.#seq = 0;
    this.#born.clear();
    this.#publish('NBIRTH', null, [
      { name: 'bdSeq', type: 'Int64', value: this.#bdSeq, timestamp: at },
      { name: 'Node Control/Rebirth', alias: rebirthAlias, type: 'Boolean', value: false, timestamp: at },
    ]);
    for (const [device, metrics] of this.#devices)
      if (!this.#moment.unreachable.has(device)) this.#bearDevice(device, metrics);
  }

  #bearDevice(device: string, metrics: readonly DeviceMetric[]): void {
    const { values, at } = this.#moment;
    const born = metrics.map((metric) => {
      const value = values.get(metric.key);
      if (value !== undefined) this.#sent.set(metric.key, value);
      return bornMetric(metric, value, at.getTime());
    });
    this.#publish('DBIRTH', device, born);
    this.#born.add(device);
  }

  #publishChanges(device: string, metrics: readonly DeviceMetric[]): void {
    const { values, at } = this.#moment;
    const changed: UMetric[] = [];
    for (const metric of metrics) {
      const value = values.get(metric.key);
      if (value === undefined || value === this.#sent.get(metric.key)) continue;
      changed.push(changedMetric(metric, value, at.getTime()));
      this.#sent.set(metric.key, value);
    }
    if (changed.length > 0) this.#publish('DDATA', device, changed);
  }

  /** Hands a message to the client; the sequence number is spent only if there is one to take it. */
  #publish(type: string, device: string | null, metrics: UMetric[]): void {
    if (!this.#client?.connected) return;
    const payload = encode({ timestamp: this.#moment.at.getTime(), seq: this.#seq, metrics });
    this.#seq = (this.#seq + 1) % 256;
    this.#client.publish(this.#topic(type, device), payload, { qos: 0, retain: false });
  }

  #topic(type: string, device: string | null = null): string {
    const { group, id } = this.#options;
    return `spBv1.0/${group}/${type}/${id}${device === null ? '' : `/${device}`}`;
  }
}

/** A death certificate: the bdSeq of the birth it ends. */
function death(bdSeq: number): Buffer {
  return encode({ timestamp: Date.now(), metrics: [{ name: 'bdSeq', type: 'Int64', value: bdSeq }] });
}
