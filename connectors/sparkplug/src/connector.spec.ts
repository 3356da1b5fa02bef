import { instant } from '@veinline/base';
import type { Clock } from '@veinline/base';
import type { Connector } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { Collector, connectorContract } from '@veinline/plant/contract';
import type { ConnectorHarness, Publication } from '@veinline/plant/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broker, freePort } from './broker.spec-support.ts';
import { ScriptedEdge, metric } from './edge.spec-support.ts';
import { createSparkplugConnector } from './index.ts';

const clock: Clock = { now: () => instant(Date.now()) };
const patience = { timeout: 15_000, interval: 20 };

function connectorTo(url: string, settings: Readonly<Record<string, unknown>> = {}): Connector {
  const own = { url, groups: ['G'], rebirthJitterMs: 0, rebirthBackoffMs: 100, reorderTimeoutMs: 200 };
  const definition = {
    id: 'suite',
    kind: 'sparkplug',
    timeSource: 'live',
    settings: { ...own, ...settings },
  } as const;
  return createSparkplugConnector(definition, { clock, dataFolder: '/' });
}

class SparkplugHarness implements ConnectorHarness {
  readonly clock = clock;
  readonly capabilities = {
    delivery: 'live',
    status: { reason: 'Sparkplug knows good, bad and stale, and no status codes' },
    sourceTime: true,
    link: true,
    redelivery: { reason: 'data messages have QoS 0 and a host application has a clean session' },
  } as const;
  readonly addresses = { good: ['Edge1/Bio1/pH', 'Edge1/Bio1/DO'], unknown: 'Edge1/Bio1/none' } as const;
  readonly #broker: Broker;
  readonly #edge: ScriptedEdge;
  readonly #deadPort: number;
  readonly #values = new Map<string, { value: number; timestamp: number }>();

  private constructor(broker: Broker, edge: ScriptedEdge, deadPort: number) {
    this.#broker = broker;
    this.#edge = edge;
    this.#deadPort = deadPort;
    for (const name of ['pH', 'DO']) this.#values.set(name, { value: 0, timestamp: Date.now() - 3_600_000 });
    edge.onCommand = () => void this.#birth();
  }

  static async create(): Promise<SparkplugHarness> {
    const broker = await Broker.start();
    const harness = new SparkplugHarness(
      broker,
      await ScriptedEdge.connect(broker.url, 'Edge1'),
      await freePort(),
    );
    await harness.#birth();
    return harness;
  }

  async #birth(): Promise<void> {
    await this.#edge.birth([]);
    const metrics = [...this.#values].map(([name, { value, timestamp }]) =>
      metric(name, 'Double', value, { timestamp }),
    );
    await this.#edge.send('DBIRTH', metrics, 'Bio1');
  }

  connector(settings: Readonly<Record<string, unknown>> = {}): Connector {
    return connectorTo(this.#broker.url, settings);
  }

  unreachable(): { connector: Connector; names: string } {
    const names = `127.0.0.1:${this.#deadPort}`;
    return { connector: connectorTo(`mqtt://${names}`), names };
  }

  async publish({ address, value, sourceTime: timestamp }: Publication): Promise<void> {
    const name = address.split('/')[2] ?? '';
    this.#values.set(name, { value, timestamp });
    await this.#edge.send('DDATA', [metric(name, 'Double', value, { timestamp })], 'Bio1');
  }

  breakLink(): Promise<void> {
    return this.#broker.halt('SIGKILL');
  }

  restoreLink(): Promise<void> {
    return this.#broker.run();
  }

  async dispose(): Promise<void> {
    await this.#edge.client.endAsync(true);
    await this.#broker.dispose();
  }
}

connectorContract('sparkplug', () => SparkplugHarness.create());

describe('the Sparkplug connector', () => {
  let broker: Broker;
  let edge: ScriptedEdge;
  let connector: Connector;
  let collector: Collector;

  beforeEach(async () => {
    broker = await Broker.start();
    edge = await ScriptedEdge.connect(broker.url, 'E');
    connector = connectorTo(broker.url, { allowWrite: true });
    await connector.start();
    collector = new Collector(connector.subscribe(['E/D/x', 'E/D2/y', 'E//n', 'E//m']));
    await vi.waitFor(() => expect(edge.commands).toHaveLength(1), patience);
    edge.commands.length = 0;
  });
  afterEach(async () => {
    await connector.stop();
    await edge.client.endAsync(true);
    await broker.dispose();
  });

  const values = (address: string) => collector.of(address).map((sample) => sample.value);
  const arrived = (address: string, value: unknown) =>
    vi.waitFor(() => expect(values(address)).toContainEqual(value), patience);
  const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const everyoneBorn = async () => {
    await edge.birth([metric('n', 'Int32', 1, { alias: 1 })]);
    await edge.send('DBIRTH', [metric('x', 'Double', 1, { alias: 2 })], 'D');
    await edge.send('DBIRTH', [metric('y', 'Double', 1, { alias: 3 })], 'D2');
    await arrived('E/D2/y', 1);
  };
  const statuses = () => ['E//n', 'E/D/x', 'E/D2/y'].map((address) => collector.of(address).at(-1)?.status);

  it.each([0, 17])(
    'takes a birth with sequence number %i and counts on from there, past 255',
    async (seq) => {
      await edge.birth([metric('n', 'Int32', 0)], seq);
      for (let i = 1; i <= 300; i += 1) await edge.send('NDATA', [metric('n', 'Int32', i)]);
      await arrived('E//n', 300);
      expect(values('E//n')).toEqual(Array.from({ length: 301 }, (_, i) => i));
      expect(edge.commands).toEqual([]);
      expect(connector.status()).toMatchObject({ lost: 0, rejected: 0 });
    },
  );

  it('asks for a rebirth when data comes before a birth, and guesses nothing', async () => {
    await edge.send('NDATA', [metric('n', 'Int32', 5)]);
    await vi.waitFor(() => expect(edge.commands).toHaveLength(1), patience);
    expect(collector.samples).toEqual([]);
    expect(connector.status().facts).toMatchObject({ valuesBeforeBirth: 1 });
  });

  it('limits the rate of rebirth requests to one node', async () => {
    const slow = connectorTo(broker.url, { hostId: 'other', clientId: 'slow', rebirthBackoffMs: 60_000 });
    await slow.start();
    for (let i = 0; i < 20; i += 1) await edge.send('NDATA', [metric('n', 'Int32', i)]);
    await vi.waitFor(() => expect(slow.status().facts['valuesBeforeBirth']).toBe(20), patience);
    expect(slow.status().facts['rebirthsRequested']).toBe(1);
    await slow.stop();
  });

  it('tck-id-operational-behavior-host-reordering-start and -rebirth: a hole leads to a rebirth request after the timeout', async () => {
    await everyoneBorn();
    edge.seq += 1;
    await edge.send('NDATA', [metric('n', 'Int32', 9)]);
    await settle(100);
    expect(values('E//n')).not.toContain(9);
    expect(edge.commands).toEqual([]);
    await vi.waitFor(() => expect(edge.commands).toHaveLength(1), { timeout: 1200, interval: 10 });
    expect(edge.commands[0]).toMatchObject({ topic: 'spBv1.0/G/NCMD/E' });
    await arrived('E//n', 9);
    expect(connector.status().lost).toBe(1);
    expect(collector.gaps.filter((gap) => gap.address === 'E//n' && gap.to === null)).toHaveLength(1);
    await everyoneBorn();
    await vi.waitFor(
      () => expect(collector.gaps.filter((gap) => gap.address === 'E//n' && gap.to !== null)).toHaveLength(1),
      patience,
    );
  });

  it('tck-id-operational-behavior-host-reordering-success: a late arrival inside the window cancels the request', async () => {
    await edge.birth([metric('n', 'Int32', 0)]);
    await edge.send('NDATA', [metric('n', 'Int32', 2)], '', 2);
    await edge.send('NDATA', [metric('n', 'Int32', 1)], '', 1);
    await arrived('E//n', 2);
    await settle(400);
    expect(values('E//n')).toEqual([0, 1, 2]);
    expect(edge.commands).toEqual([]);
    expect(connector.status().lost).toBe(0);
  });

  it('follows no alias after a hole, because a birth with other aliases may be what is missing', async () => {
    await everyoneBorn();
    edge.seq += 1;
    const aliased = metric('', 'Int32', 77, { alias: 1 });
    await edge.send('NDATA', [aliased]);
    await vi.waitFor(() => expect(edge.commands).toHaveLength(1), patience);
    expect(values('E//n')).toEqual([1]);
    expect(connector.status().lost).toBe(2);
  });

  it('tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-offline, -node-tags-stale, -devices-offline, -devices-tags-stale', async () => {
    await everyoneBorn();
    await edge.death(0);
    await vi.waitFor(() => expect(statuses()).toEqual(Array(3).fill(Status.BadNoCommunication)), patience);
    expect(collector.gaps.map((gap) => gap.address).sort()).toContain('E//n');
    expect(connector.status().facts).toMatchObject({ nodesOnline: 0 });
    expect(collector.of('E//n').at(-1)).toMatchObject({ value: 1 });
  });

  it('ignores an NDEATH whose bdSeq is not that of the present birth', async () => {
    await everyoneBorn();
    await edge.death(7);
    await edge.send('NDATA', [metric('n', 'Int32', 2)]);
    await arrived('E//n', 2);
    expect(statuses()).toEqual([Status.Good, Status.Good, Status.Good]);
  });

  it('tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-offline and -tags-stale: that device only', async () => {
    await everyoneBorn();
    await edge.send('DDEATH', [], 'D');
    await vi.waitFor(
      () => expect(statuses()).toEqual([Status.Good, Status.BadNoCommunication, Status.Good]),
      patience,
    );
    await edge.send('DBIRTH', [metric('x', 'Double', 1)], 'D');
    await vi.waitFor(() => expect(statuses()).toEqual([Status.Good, Status.Good, Status.Good]), patience);
    expect(collector.gaps.map(({ address, to }) => [address, to === null])).toEqual([
      ['E/D/x', true],
      ['E/D/x', false],
    ]);
  });

  it('lets a new birth replace the aliases', async () => {
    await edge.birth([metric('n', 'Int32', 0, { alias: 1 }), metric('m', 'Int32', 0, { alias: 2 })]);
    await edge.birth([metric('n', 'Int32', 0, { alias: 2 }), metric('m', 'Int32', 0, { alias: 1 })]);
    await edge.send('NDATA', [metric('', 'Int32', 5, { alias: 1 })]);
    await arrived('E//m', 5);
    expect(values('E//n')).not.toContain(5);
  });

  it('reads neither metric by an alias that two of them claim', async () => {
    await edge.birth([metric('n', 'Int32', 0, { alias: 1 }), metric('m', 'Int32', 0, { alias: 1 })]);
    await edge.send('NDATA', [metric('', 'Int32', 5, { alias: 1 })]);
    await edge.send('NDATA', [metric('n', 'Int32', 6)]);
    await arrived('E//n', 6);
    expect([...values('E//n'), ...values('E//m')]).not.toContain(5);
    expect(connector.status()).toMatchObject({ rejected: 1, lost: 1 });
  });

  it('stores historical values as such, and does not take them for the present value', async () => {
    await edge.birth([metric('n', 'Int32', 4)]);
    const timestamp = Date.now() - 60_000;
    await edge.send('NDATA', [metric('n', 'Int32', 3, { isHistorical: true, timestamp })]);
    await arrived('E//n', 3);
    expect(collector.of('E//n').at(-1)).toMatchObject({ value: 3, historical: true, sourceTime: timestamp });
    expect(await connector.read(['E//n'])).toMatchObject([{ value: 4 }]);
  });

  it('maps quality and nulls to status codes', async () => {
    const quality = (value: number) => ({ properties: { Quality: { type: 'Int32', value } } }) as const;
    await edge.birth([metric('n', 'Int32', 1, quality(192)), metric('m', 'Int32', null)]);
    await edge.send('NDATA', [metric('n', 'Int32', 2, quality(500))]);
    await edge.send('NDATA', [metric('n', 'Int32', 3, quality(0))]);
    await arrived('E//n', 3);
    const expected = [Status.Good, Status.UncertainLastUsableValue, Status.Bad];
    expect(collector.of('E//n').map((sample) => sample.status)).toEqual(expected);
    expect(collector.of('E//m')).toMatchObject([{ value: null, status: Status.Bad }]);
  });

  it('counts malformed messages and goes on', async () => {
    await edge.birth([metric('n', 'Int32', 1)]);
    await edge.raw('NDATA', Buffer.from([0xff, 0xff, 0xff]));
    await edge.raw('NDATA', Buffer.from('{"value":1}'));
    await edge.send('NDATA', [metric('n', 'Int32', 2)]);
    await arrived('E//n', 2);
    expect(connector.status().rejected).toBe(2);
    expect(connector.status().lastError?.message).toContain('G/E');
  });

  it('browses nodes, devices and metrics from their births', async () => {
    const unit = { properties: { engUnit: { type: 'String', value: 'degC' } } } as const;
    await edge.birth([metric('n', 'Int32', 1)]);
    await edge.send('DBIRTH', [metric('x', 'Double', 37, unit)], 'D');
    await arrived('E/D/x', 37);
    const entries = [];
    for await (const entry of connector.browse()) entries.push(entry);
    expect(entries.map((entry) => entry.address)).toEqual(['E', 'E//bdSeq', 'E//n', 'E/D', 'E/D/x']);
    expect(entries.at(-1)).toMatchObject({ parent: 'E/D', name: 'x', dataType: 'Double', unit: 'degC' });
  });

  it('tck-id-payloads-ncmd-qos, -retain, -seq, tck-id-topics-ncmd-timestamp and tck-id-operational-behavior-data-commands-dcmd-metric-name', async () => {
    await everyoneBorn();
    expect(
      await connector.write([
        { address: 'E//n', value: -5 },
        { address: 'E/D/x', value: 2.5 },
        { address: 'E//n', value: 2 ** 31 },
        { address: 'E//none', value: 1 },
      ]),
    ).toEqual([
      { address: 'E//n', status: Status.Good },
      { address: 'E/D/x', status: Status.Good },
      { address: 'E//n', status: 0x80740000 },
      { address: 'E//none', status: Status.BadNodeIdUnknown },
    ]);
    await vi.waitFor(() => expect(edge.commands).toHaveLength(2), patience);
    for (const { payload, qos, retain } of edge.commands) {
      expect({ qos, retain, seq: payload.seq }).toEqual({ qos: 0, retain: false, seq: undefined });
      expect(Number(payload.timestamp)).toBeGreaterThan(Date.UTC(2020, 0, 1));
    }
    expect(
      edge.commands.map(({ topic, payload }) => [
        topic,
        payload.metrics?.[0]?.name,
        payload.metrics?.[0]?.value,
      ]),
    ).toEqual([
      ['spBv1.0/G/NCMD/E', 'n', -5],
      ['spBv1.0/G/DCMD/E/D', 'x', 2.5],
    ]);
  });

  it.each(['', 'E', 'E/D', '/D/x', 'E/D/', 'E/+/x'])(
    'refuses "%s" as an address, with a remedy',
    (address) => {
      expect(() => connector.subscribe([address])).toThrow(
        expect.objectContaining({ code: 'SPARKPLUG_ADDRESS' }),
      );
    },
  );

  it('refuses identifiers with wildcards, and names every wrong setting at once', () => {
    expect(() => connectorTo('tcp://x', { groups: ['a/b'], hostId: '#' })).toThrow(/url.*groups.*hostId/);
  });
});
