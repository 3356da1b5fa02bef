import { instant } from '@veinline/base';
import type { Clock } from '@veinline/base';
import type { Connector, ConnectorDefinition, Sample } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { Collector, connectorContract } from '@veinline/plant/contract';
import type { ConnectorHarness, Publication } from '@veinline/plant/contract';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broker, freePort } from './broker.spec-support.ts';
import { createMqttConnector } from './index.ts';

const clock: Clock = { now: () => instant(Date.now()) };
const patience = { timeout: 15_000, interval: 20 };

function connectorTo(url: string, settings: Readonly<Record<string, unknown>> = {}): Connector {
  const definition: ConnectorDefinition = {
    id: 'skid',
    kind: 'mqtt',
    timeSource: 'live',
    settings: { url, browseWindowMs: 300, ...settings },
  };
  return createMqttConnector(definition, { clock, dataFolder: '/' });
}

class MqttHarness implements ConnectorHarness {
  readonly clock = clock;
  readonly capabilities = {
    delivery: 'live',
    status: true,
    sourceTime: true,
    link: true,
    redelivery: true,
  } as const;
  readonly addresses = { good: ['plant/bio1/ph', 'plant/bio1/do'], unknown: 'plant/bio1/none' } as const;
  readonly #broker: Broker;
  readonly #publisher: MqttClient;
  readonly #deadPort: number;

  constructor(broker: Broker, publisher: MqttClient, deadPort: number) {
    this.#broker = broker;
    this.#publisher = publisher;
    this.#deadPort = deadPort;
  }

  static async create(): Promise<MqttHarness> {
    const broker = await Broker.start();
    return new MqttHarness(broker, await connectAsync(broker.url, { reconnectPeriod: 50 }), await freePort());
  }

  connector(settings: Readonly<Record<string, unknown>> = {}): Connector {
    return connectorTo(this.#broker.url, settings);
  }

  unreachable(): { connector: Connector; names: string } {
    const names = `127.0.0.1:${this.#deadPort}`;
    return { connector: connectorTo(`mqtt://${names}`), names };
  }

  async publish({ address, value, sourceTime, status }: Publication): Promise<void> {
    const payload = JSON.stringify({ value, timestamp: sourceTime, quality: status });
    await this.#publisher.publishAsync(address, payload, { qos: 1 });
  }

  breakLink(): Promise<void> {
    return this.#broker.halt();
  }

  restoreLink(): Promise<void> {
    return this.#broker.run();
  }

  async dispose(): Promise<void> {
    await this.#publisher.endAsync(true);
    await this.#broker.dispose();
  }
}

connectorContract('mqtt', () => MqttHarness.create());

describe('the MQTT connector', () => {
  let broker: Broker;
  let publisher: MqttClient;
  let connectors: Connector[];

  beforeEach(async () => {
    broker = await Broker.start();
    publisher = await connectAsync(broker.url, { reconnectPeriod: 50 });
    connectors = [];
  });
  afterEach(async () => {
    for (const connector of connectors) await connector.stop();
    await publisher.endAsync(true);
    await broker.dispose();
  });

  const connect = async (settings: Readonly<Record<string, unknown>> = {}): Promise<Connector> => {
    const connector = connectorTo(broker.url, settings);
    connectors.push(connector);
    await connector.start();
    return connector;
  };
  const send = (topic: string, payload: string, qos: 0 | 1 = 1) =>
    publisher.publishAsync(topic, payload, { qos });
  /** Waits until the subscription is in force at the broker, by a retained marker. */
  const subscribed = async (connector: Connector, topics: readonly string[]): Promise<Collector> => {
    await publisher.publishAsync('marker', '1', { qos: 1, retain: true });
    const collector = new Collector(connector.subscribe([...topics, 'marker']));
    await vi.waitFor(() => expect(collector.of('marker').length).toBeGreaterThan(0), patience);
    return collector;
  };
  const values = (collector: Collector, address: string) =>
    collector.of(address).map((sample) => sample.value);

  it('acknowledges a message only when the consumer asks for the next event: a killed consumer gets it again', async () => {
    const first = await connect();
    await subscribed(first, ['counter']);
    await first.stop();
    const received = new Set<unknown>();
    const total = 300;
    const publishing = (async () => {
      for (let i = 1; i <= total; i += 1) await send('counter', String(i));
    })();
    for (let life = 0; life < 6; life += 1) {
      const connector = await connect();
      const events = connector.subscribe(['counter'])[Symbol.asyncIterator]();
      for (let stored = 0; stored < 3; stored += 1) {
        const { value: event } = await events.next();
        if (event?.kind === 'samples' && stored < 2)
          for (const sample of event.samples) received.add(sample.value);
      }
      await connector.stop();
    }
    const last = await connect();
    const collector = new Collector(last.subscribe(['counter']));
    await publishing;
    await vi.waitFor(() => {
      for (const sample of collector.samples) received.add(sample.value);
      expect(received.size).toBe(total);
    }, patience);
    expect(last.status().lost).toBe(0);
  });

  it('delivers all that the broker kept during its own restart, in order, and closes the gap', async () => {
    const connector = await connect();
    const collector = await subscribed(connector, ['counter']);
    for (let i = 1; i <= 20; i += 1) await send('counter', String(i));
    await vi.waitFor(() => expect(values(collector, 'counter')).toContain(20), patience);
    await broker.halt();
    await vi.waitFor(() => expect(collector.gaps).toHaveLength(1), patience);
    await broker.run();
    for (let i = 21; i <= 40; i += 1) await send('counter', String(i));
    await vi.waitFor(() => expect(values(collector, 'counter')).toContain(40), patience);
    const good = collector.of('counter').filter((sample) => sample.status === Status.Good);
    const counted = good.map((sample) => Number(sample.value));
    // At least once: what the broker had not yet seen acknowledged when it went down, it may send again.
    expect([...new Set(counted)]).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(counted).toEqual([...counted].sort((a, b) => a - b));
    expect(collector.gaps.map((gap) => gap.to === null)).toEqual([true, false]);
  });

  it('does not deliver an unacknowledged message twice to the consumer that already holds it', async () => {
    const connector = await connect();
    const events = connector.subscribe(['counter', 'marker'])[Symbol.asyncIterator]();
    await publisher.publishAsync('marker', '0', { qos: 1, retain: true });
    expect((await events.next()).value).toMatchObject({ kind: 'samples' });
    const pending = events.next();
    await send('counter', '1');
    expect((await pending).value).toMatchObject({ samples: [{ value: 1 }] });
    await broker.halt();
    await vi.waitFor(() => expect(connector.status().state).toBe('reconnecting'), patience);
    await broker.run();
    await vi.waitFor(() => expect(connector.status().state).toBe('connected'), patience);
    await send('counter', '2');
    const later: unknown[] = [];
    while (!later.includes(2)) {
      const { value: event } = await events.next();
      if (event?.kind === 'samples')
        later.push(
          ...event.samples.filter((s: Sample) => s.status === Status.Good).map((s: Sample) => s.value),
        );
    }
    expect(later).toEqual([2]);
    await vi.waitFor(
      () => expect(connector.status().facts['unacknowledged']).toBeLessThanOrEqual(1),
      patience,
    );
  });

  it('reads fields of a JSON payload by pointer, with the time and quality of the payload', async () => {
    const connector = await connect();
    const collector = await subscribed(connector, [
      'bio#/temperature',
      'bio#/loops/0/set~1point',
      'bio#/none',
    ]);
    const at = clock.now() - 5000;
    const payload = {
      temperature: 36.9,
      loops: [{ 'set/point': 37 }],
      timestamp: new Date(at).toISOString(),
    };
    await send('bio', JSON.stringify({ ...payload, quality: 'uncertain' }));
    await vi.waitFor(() => expect(values(collector, 'bio#/temperature')).toEqual([36.9]), patience);
    expect(collector.of('bio#/loops/0/set~1point')).toMatchObject([
      { value: 37, status: Status.Uncertain, sourceTime: at },
    ]);
    expect(connector.status().badAddresses).toMatchObject([
      { address: 'bio#/none', status: Status.BadDecodingError },
    ]);
  });

  it('counts malformed payloads with their reason and goes on', async () => {
    const connector = await connect();
    const collector = await subscribed(connector, ['a', 'b']);
    await send('a', '{"value":');
    await send('a', '0x10');
    await send('a', '');
    await send('b', '7.25');
    await vi.waitFor(() => expect(values(collector, 'b')).toEqual([7.25]), patience);
    expect(connector.status()).toMatchObject({ rejected: 3, state: 'connected' });
    expect(connector.status().lastError?.message).toContain('a was rejected');
  });

  it.each([0, Date.UTC(1999, 11, 31), Date.UTC(2999, 0, 1), 'yesterday'])(
    'does not believe the source time %s: it uses the time of arrival, Uncertain',
    async (timestamp) => {
      const connector = await connect();
      const collector = await subscribed(connector, ['a']);
      await send('a', JSON.stringify({ value: 1, timestamp }));
      await vi.waitFor(() => expect(values(collector, 'a')).toEqual([1]), patience);
      const [sample] = collector.of('a');
      expect(sample?.sourceTime).toBe(sample?.receiveTime);
      expect(sample?.status).toBe(Status.Uncertain);
      expect(connector.status().facts).toMatchObject({ doubted: 1 });
      expect(connector.status().facts['lastDoubt']).toContain('not believable');
    },
  );

  it('delivers QoS 0 messages too', async () => {
    const connector = await connect({ qos: 0 });
    const collector = await subscribed(connector, ['a']);
    await send('a', '5', 0);
    await vi.waitFor(() => expect(values(collector, 'a')).toEqual([5]), patience);
  });

  it('speaks MQTT 3.1.1 when asked to', async () => {
    const connector = await connect({ protocolVersion: 4 });
    const collector = await subscribed(connector, ['a']);
    await send('a', '5');
    await vi.waitFor(() => expect(values(collector, 'a')).toEqual([5]), patience);
    expect(connector.status().facts).toMatchObject({ protocolVersion: 4 });
  });

  it('keeps whole numbers beyond 2^53 exact', async () => {
    const connector = await connect();
    const collector = await subscribed(connector, ['total']);
    await send('total', '9007199254740993');
    await vi.waitFor(() => expect(values(collector, 'total')).toEqual([9007199254740993n]), patience);
  });

  it('reads a retained value that nobody subscribed to', async () => {
    await publisher.publishAsync('kept', '{"value":3,"quality":0}', { qos: 1, retain: true });
    const connector = await connect();
    expect(await connector.read(['kept'])).toMatchObject([
      { address: 'kept', value: 3, status: Status.Good },
    ]);
  });

  it('browses topics as a tree with the fields of their payloads', async () => {
    await publisher.publishAsync('site/bio1/state', '{"ph":7.1,"mode":"auto"}', { qos: 1, retain: true });
    const connector = await connect();
    const entries = [];
    for await (const { address, parent, kind, dataType } of connector.browse())
      entries.push([address, parent, kind, dataType]);
    expect(entries).toEqual([
      ['site/', null, 'object', undefined],
      ['site/bio1/', 'site/', 'object', undefined],
      ['site/bio1/state', 'site/bio1/', 'variable', 'object'],
      ['site/bio1/state#/ph', 'site/bio1/state', 'variable', 'number'],
      ['site/bio1/state#/mode', 'site/bio1/state', 'variable', 'string'],
    ]);
  });

  it('writes only if its settings allow it', async () => {
    const connector = await connect({ allowWrite: true });
    const collector = await subscribed(connector, ['setpoint']);
    expect(await connector.write([{ address: 'setpoint', value: 37.5 }])).toEqual([
      { address: 'setpoint', status: Status.Good },
    ]);
    await vi.waitFor(() => expect(values(collector, 'setpoint')).toEqual([37.5]), patience);
  });
});

describe('the settings of the MQTT connector', () => {
  it.each(['', '#', 'a/+/b', 'a/#', '#/ph'])('refuse "%s" as an address, with a remedy', (address) => {
    const connector = connectorTo('mqtt://127.0.0.1:1');
    expect(() => connector.subscribe([address])).toThrow(expect.objectContaining({ code: 'MQTT_ADDRESS' }));
  });

  it('name every wrong setting at once', () => {
    expect(() => connectorTo('http://broker', { qos: 2, colour: 'red' })).toThrow(/url.*qos.*colour/);
  });

  it('name a certificate file that is missing', () => {
    expect(() => connectorTo('mqtts://127.0.0.1:1', { tls: { ca: '/nowhere/ca.pem' } })).toThrow(
      '/nowhere/ca.pem',
    );
  });
});
