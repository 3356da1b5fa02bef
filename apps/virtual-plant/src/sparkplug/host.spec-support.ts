import type { UMetric } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { encode } from './payload.ts';
import sparkplug from 'sparkplug-payload';

/** A Sparkplug message as a host sees it. */
interface SeenMessage {
  readonly type: string;
  readonly node: string;
  readonly device: string | null;
  readonly seq: number | null;
  readonly metrics: readonly UMetric[];
}

/** Listens to everything of one group and sends commands; a witness, not a host application. */
export class Witness {
  readonly messages: SeenMessage[] = [];
  readonly #client: MqttClient;

  private constructor(client: MqttClient) {
    this.#client = client;
  }

  static async at(url: string): Promise<Witness> {
    const client = await connectAsync(url);
    const witness = new Witness(client);
    client.on('message', (topic, payload) => {
      const [, , type = '', node = '', device = null] = topic.split('/');
      const decoded = sparkplug.get('spBv1.0')?.decodePayload(payload);
      const seq = decoded?.seq === undefined || decoded.seq === null ? null : Number(decoded.seq);
      witness.messages.push({ type, node, device, seq, metrics: decoded?.metrics ?? [] });
    });
    await client.subscribeAsync('spBv1.0/Veinline/#', { qos: 1 });
    return witness;
  }

  of(node: string, type?: string): SeenMessage[] {
    return this.messages.filter(
      (message) => message.node === node && (type === undefined || message.type === type),
    );
  }

  async askForRebirth(node: string): Promise<void> {
    const metrics: UMetric[] = [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }];
    await this.#client.publishAsync(
      `spBv1.0/Veinline/NCMD/${node}`,
      encode({ timestamp: Date.now(), metrics }),
    );
  }

  async end(): Promise<void> {
    await this.#client.endAsync();
  }
}

/** The bdSeq a birth or death carries. */
export function bdSeqOf(message: SeenMessage | undefined): number {
  return Number(message?.metrics.find(({ name }) => name === 'bdSeq')?.value);
}
