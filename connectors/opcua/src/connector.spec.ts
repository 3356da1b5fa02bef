import { join } from 'node:path';
import { Status } from '@veinline/plant';
import type { Connector } from '@veinline/plant';
import { Collector } from '@veinline/plant/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Peer, at, wallClock } from './peer.spec-support.ts';

const patience = { timeout: 25_000, interval: 50 };
let peer: Peer;
let connectors: Connector[] = [];

beforeAll(async () => {
  peer = await Peer.start();
});
afterAll(() => peer.dispose());
afterEach(async () => {
  for (const connector of connectors) await connector.stop();
  connectors = [];
});

const connect = async (
  settings: Readonly<Record<string, unknown>> = {},
  folder?: string,
): Promise<Connector> => {
  const connector =
    folder === undefined ? peer.connector(settings) : peer.connector(settings, join(peer.folder, folder));
  connectors.push(connector);
  await connector.start();
  return connector;
};
const read = async (connector: Connector, name: string) => (await connector.read([at(name)]))[0];

describe('values of every kind', { timeout: 60_000 }, () => {
  it('keep 64-bit integers exact, NaN and infinity as numbers, and structures readable', async () => {
    const connector = await connect();
    expect((await read(connector, 'Int64'))?.value).toBe(-9223372036854775808n);
    expect((await read(connector, 'UInt64'))?.value).toBe(18446744073709551615n);
    expect((await read(connector, 'NaN'))?.value).toBeNaN();
    expect((await read(connector, 'Infinity'))?.value).toBe(Infinity);
    expect((await read(connector, 'Text'))?.value).toBe('running');
    expect((await read(connector, 'Bytes'))?.value).toBe(Buffer.from([1, 2, 250]).toString('base64'));
    expect((await read(connector, 'List'))?.value).toEqual([1.5, 2.5]);
  });

  it('keep all 32 bits of the status', async () => {
    const connector = await connect();
    const collector = new Collector(connector.subscribe([at('A')]));
    await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(0), patience);
    const limitHigh = 0x80890000 + 0x0600; // Bad_ConfigurationError with the limit bits High
    await peer.publish('A', 3, wallClock.now(), limitHigh);
    await vi.waitFor(() => expect(collector.samples.at(-1)?.status).toBe(limitHigh), patience);
  });

  it('are written with the type of their node, if the settings allow it', async () => {
    const connector = await connect({ writable: true });
    const results = await connector.write([
      { address: at('Int64'), value: 9007199254740993n },
      { address: at('N5'), value: 5.5 },
      { address: at('N6'), value: 'not a number' },
      { address: at('Nobody'), value: 1 },
    ]);
    expect(results.map(({ status }) => status)).toEqual([0, 0, 0x80740000, Status.BadNodeIdUnknown]);
    expect((await read(connector, 'Int64'))?.value).toBe(9007199254740993n);
    expect((await read(connector, 'N5'))?.value).toBe(5.5);
  });

  it('come with unit, range, data type and description when browsed, one level if asked', async () => {
    const connector = await connect();
    const below = [];
    for await (const entry of connector.browse({ depth: 1 })) below.push(entry);
    const plant = below.find((entry) => entry.name === 'Plant');
    expect(plant).toMatchObject({ kind: 'object', parent: null, hasChildren: true });
    expect(below.map((entry) => entry.name)).not.toContain('Analog');
    const all = [];
    for await (const entry of connector.browse({ below: plant?.address ?? '' })) all.push(entry);
    expect(all.find((entry) => entry.name === 'Analog')).toMatchObject({
      address: at('Analog'),
      kind: 'variable',
      dataType: 'Double',
      unit: '°C',
      range: [0, 60],
      description: 'Temperature of the culture',
    });
  });
});

describe('addresses', { timeout: 60_000 }, () => {
  it('by namespace index are refused with the form to write', async () => {
    const connector = await connect();
    expect(() => connector.subscribe(['ns=2;s=A'])).toThrow(
      expect.objectContaining({
        hint: expect.stringContaining('nsu=<namespace URI>;s=A') as string,
      }) as Error,
    );
  });

  it('that are wrong harm none of a hundred others', async () => {
    const connector = await connect({ maxItemsPerCall: 30, maxItemsPerSubscription: 45 });
    const good = Array.from({ length: 99 }, (_, i) => at(`N${i}`));
    const collector = new Collector(
      connector.subscribe([...good.slice(0, 40), at('Nobody'), ...good.slice(40)]),
    );
    await vi.waitFor(
      () => expect(new Set(collector.samples.map((each) => each.address)).size).toBe(99),
      patience,
    );
    expect(connector.status().badAddresses).toEqual([
      {
        address: at('Nobody'),
        status: Status.BadNodeIdUnknown,
        reason: 'the server answers BadNodeIdUnknown',
      },
    ]);
    expect(connector.status().facts['subscriptions']).toBe(3);
  });

  it('go to further subscriptions when the server takes fewer in one than the settings say', async () => {
    await peer.kill();
    await peer.launch({ itemsPerSubscription: 40 });
    const connector = await connect();
    const all = Array.from({ length: 99 }, (_, i) => at(`N${i}`));
    const collector = new Collector(connector.subscribe(all));
    await vi.waitFor(
      () => expect(new Set(collector.samples.map((each) => each.address)).size).toBe(99),
      patience,
    );
    expect(connector.status().badAddresses).toEqual([]);
    expect(connector.status().facts['subscriptions']).toBe(3);
  });

  it('find their values again after a restart that moved the namespaces', async () => {
    const connector = await connect();
    const collector = new Collector(connector.subscribe([at('A')]));
    await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(0), patience);
    await peer.kill();
    await vi.waitFor(
      () => expect(collector.samples.at(-1)?.status).toBe(Status.BadNoCommunication),
      patience,
    );
    await peer.launch({ foreign: 2 });
    await vi.waitFor(() => expect(collector.gaps.at(-1)?.to).not.toBeNull(), patience);
    await peer.publish('A', 4711);
    await vi.waitFor(
      () => expect(collector.samples.at(-1)).toMatchObject({ value: 4711, status: 0 }),
      patience,
    );
    expect(collector.samples.map((each) => each.value)).not.toContain(-999);
  });
});

describe('a hung server', { timeout: 60_000 }, () => {
  it('is noticed, its last values are marked, and values flow again when it wakes', async () => {
    const connector = await connect();
    const collector = new Collector(connector.subscribe([at('A'), at('B')]));
    await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(1), patience);
    await peer.publish('B', 12);
    await peer.publish('A', 1001);
    await vi.waitFor(() => expect(collector.of(at('A')).at(-1)?.value).toBe(1001), patience);
    peer.signal('SIGSTOP');
    await vi.waitFor(() => expect(collector.gaps.at(-1)?.to).toBeNull(), patience);
    expect(collector.of(at('B')).at(-1)).toMatchObject({ value: 12, status: Status.BadNoCommunication });
    peer.signal('SIGCONT');
    await vi.waitFor(() => expect(collector.gaps.at(-1)?.to).not.toBeNull(), patience);
    await peer.publish('A', 1002);
    await vi.waitFor(() => expect(collector.of(at('A')).at(-1)?.value).toBe(1002), patience);
    await vi.waitFor(
      () => expect(collector.of(at('B')).at(-1)).toMatchObject({ value: 12, status: 0 }),
      patience,
    );
  });
});

describe('what keeps a connection from opening is named:', { timeout: 60_000 }, () => {
  const codeOf = async (settings: Readonly<Record<string, unknown>>, folder?: string) => {
    const connector = await connect(settings, folder);
    const { state, lastError } = connector.status();
    return { state, code: lastError?.code, message: lastError?.message };
  };

  it('an unknown host, a closed port, a policy that is not offered', async () => {
    expect(await codeOf({ endpoint: 'opc.tcp://plc.invalid:4840' })).toMatchObject({ code: 'OPCUA_DNS' });
    expect(await codeOf({ endpoint: 'opc.tcp://127.0.0.1:1' })).toMatchObject({ code: 'OPCUA_TCP' });
    const security = { mode: 'Sign', policy: 'Aes128_Sha256_RsaOaep' };
    const refused = await codeOf({ security });
    expect(refused).toMatchObject({ state: 'refused', code: 'OPCUA_ENDPOINT' });
    expect(refused.message).toContain('it offers');
  });

  it('a wrong password', async () => {
    expect(await codeOf({ user: { name: 'twin', password: 'wrong' } })).toMatchObject({
      state: 'refused',
      code: 'OPCUA_USER',
    });
    expect(await codeOf({ user: { name: 'twin', password: 'right' } })).toMatchObject({ state: 'connected' });
  });

  it('a certificate that is not listed', async () => {
    const security = { mode: 'Sign', policy: 'Aes256_Sha256_RsaPss', trust: 'listed' };
    const refused = await codeOf({ security }, 'listed');
    expect(refused).toMatchObject({ state: 'refused', code: 'OPCUA_CERTIFICATE' });
    expect(refused.message).toMatch(/SHA-1 [0-9a-f]{40}/);
  });

  it('a certificate that changed since first use', async () => {
    const connector = await connect({}, 'pinning');
    const collector = new Collector(connector.subscribe([at('A')]));
    await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(0), patience);
    await peer.kill();
    await peer.launch({ identity: 'second' });
    await vi.waitFor(() => expect(connector.status().state).toBe('refused'), patience);
    expect(connector.status().lastError?.message).toContain('it changed; the one pinned at first use was');
    expect(collector.samples.at(-1)?.status).toBe(Status.BadNoCommunication);
    await peer.kill();
    await peer.launch();
  });

  it('a password over None, before anything is sent', () => {
    const settings = {
      security: { mode: 'None', policy: 'None' },
      user: { name: 'twin', password: 'right' },
    };
    expect(() => peer.connector(settings)).toThrow(/never sent over mode None/);
  });
});
