import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import long from 'long';
import type { UMetric, UPayload } from 'sparkplug-payload/lib/sparkplugbpayload.js';

// Under vitest's export conditions protobufjs finds the ES module of long and cannot use it; it takes a global.
Object.assign(globalThis, { Long: long });
const { default: sparkplug } = await import('sparkplug-payload');
const codec = sparkplug.get('spBv1.0');

/** Reads a message as an independent implementation does. */
export function decodeWith(payload: Buffer): UPayload {
  if (codec === null) throw new Error('sparkplug-payload does not know spBv1.0');
  return codec.decodePayload(payload);
}

/** A metric with its usual fields. */
export function metric(
  name: string,
  type: UMetric['type'],
  value: UMetric['value'],
  more: Partial<UMetric> = {},
): UMetric {
  return { name, type, value, timestamp: Date.now(), ...more };
}

/** A scripted edge node: publishes what the test says, and remembers the commands it gets. */
export class ScriptedEdge {
  readonly client: MqttClient;
  readonly group: string;
  readonly edge: string;
  readonly commands: {
    readonly topic: string;
    readonly payload: UPayload;
    readonly qos: number;
    retain: boolean;
  }[] = [];
  onCommand: () => void = () => undefined;
  seq = 0;
  readonly bdSeq: number;

  private constructor(client: MqttClient, group: string, edge: string, bdSeq: number) {
    this.client = client;
    this.group = group;
    this.edge = edge;
    this.bdSeq = bdSeq;
  }

  static async connect(url: string, edge: string, bdSeq = 0, group = 'G'): Promise<ScriptedEdge> {
    const will = {
      topic: `spBv1.0/${group}/NDEATH/${edge}`,
      payload: deathPayload(bdSeq),
      qos: 1,
      retain: false,
    } as const;
    const client = await connectAsync(url, { clientId: `edge-${edge}-${bdSeq}`, will, reconnectPeriod: 50 });
    const scripted = new ScriptedEdge(client, group, edge, bdSeq);
    client.on('message', (topic, payload, { qos, retain }) => {
      scripted.commands.push({ topic, payload: decodeWith(payload), qos, retain });
      scripted.onCommand();
    });
    await client.subscribeAsync([`spBv1.0/${group}/NCMD/${edge}`, `spBv1.0/${group}/DCMD/${edge}/#`], {
      qos: 1,
    });
    return scripted;
  }

  /** Publishes a message with the next sequence number, or the one given. */
  async send(type: string, metrics: readonly UMetric[], device = '', seq?: number): Promise<void> {
    await this.raw(type, payloadOf(metrics, seq ?? this.seq), device);
    if (seq === undefined) this.seq = (this.seq + 1) % 256;
  }

  async raw(type: string, payload: Buffer, device = ''): Promise<void> {
    const topic = `spBv1.0/${this.group}/${type}/${this.edge}${device === '' ? '' : `/${device}`}`;
    await this.client.publishAsync(topic, payload, { qos: 1 });
  }

  async birth(metrics: readonly UMetric[], seq = 0): Promise<void> {
    this.seq = seq;
    await this.send('NBIRTH', [metric('bdSeq', 'UInt64', this.bdSeq), ...metrics]);
  }

  async death(bdSeq: number): Promise<void> {
    await this.raw('NDEATH', deathPayload(bdSeq));
  }
}

/** Encodes a message the way the reference implementation does. */
export function payloadOf(metrics: readonly UMetric[], seq: number): Buffer {
  if (codec === null) throw new Error('sparkplug-payload does not know spBv1.0');
  return Buffer.from(codec.encodePayload({ timestamp: Date.now(), metrics: [...metrics], seq }));
}

function deathPayload(bdSeq: number): Buffer {
  if (codec === null) throw new Error('sparkplug-payload does not know spBv1.0');
  const metrics = [metric('bdSeq', 'UInt64', bdSeq)];
  return Buffer.from(codec.encodePayload({ timestamp: Date.now(), metrics }));
}
