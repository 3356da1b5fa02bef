/**
 * The compatibility kit of the `Connector` port: every adapter runs it against a real peer.
 *
 * @example
 * connectorContract('opcua', () => OpcuaHarness.create());
 */
import type { Instant } from '@veinline/base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Collector } from './contract-collector.ts';
import type { ConnectorHarness, Publication } from './contract-harness.ts';
import type { Connector } from './connector.ts';
import type { Address, Sample } from './sample.ts';
import type { StatusCode } from './status-code.ts';
import { Status, qualityOf } from './status-code.ts';

export { Collector } from './contract-collector.ts';
export type { Capability, ConnectorCapabilities, ConnectorHarness, Publication } from './contract-harness.ts';

/** Bad_NotWritable (OPC 10000-6, annex A.2). */
const notWritable = 0x803b0000;
const patience = { timeout: 20_000, interval: 50 };

/** Declares the suite for one adapter; `createHarness` is called for each test. */
export function connectorContract(name: string, createHarness: () => Promise<ConnectorHarness>): void {
  describe(`${name} keeps the Connector contract`, { timeout: 60_000 }, () => {
    let harness: ConnectorHarness;
    let connectors: Connector[];

    beforeEach(async () => {
      connectors = [];
      harness = await createHarness();
    });
    afterEach(async () => {
      for (const connector of connectors) await connector.stop();
      await harness.dispose();
    });

    const connect = (settings?: Readonly<Record<string, unknown>>): Connector => {
      const connector = harness.connector(settings);
      connectors.push(connector);
      return connector;
    };
    const publication = (
      address: Address,
      value: number,
      status: StatusCode = Status.Good,
      at: number = harness.clock.now(),
    ): Publication => ({ address, value, status, sourceTime: Math.floor(at) as Instant });

    /** Sends early values until each address delivers: a live subscription has no other sign of being in force. */
    const prime = async (collector: Collector, addresses: readonly Address[]): Promise<void> => {
      let primer = 0;
      await vi.waitFor(
        async () => {
          const silent = addresses.filter((address) => collector.of(address).length === 0);
          for (const address of silent) {
            primer -= 1;
            await harness.publish(
              publication(address, primer, Status.Good, harness.clock.now() - 60_000 - primer),
            );
          }
          expect(silent).toEqual([]);
        },
        { timeout: 20_000, interval: 250 },
      );
    };

    /** Starts the connector and lets the peer send the publications, in the order the protocol needs. */
    const observe = async (
      connector: Connector,
      publications: readonly Publication[],
      extra: readonly Address[] = [],
    ): Promise<Collector> => {
      const { good } = harness.addresses;
      const isLive = harness.capabilities.delivery === 'live';
      if (!isLive) for (const each of publications) await harness.publish(each);
      await connector.start();
      const collector = new Collector(connector.subscribe([...good, ...extra]));
      if (isLive) {
        await prime(collector, good);
        for (const each of publications) await harness.publish(each);
      }
      return collector;
    };

    /** Waits for a value and returns its sample. */
    const arrival = (collector: Collector, address: Address, value: number): Promise<Sample> =>
      vi.waitFor(() => {
        const found = collector.of(address).find((sample) => sample.value === value);
        expect(found, `value ${value} of ${address}`).toBeDefined();
        return found as Sample;
      }, patience);

    const numbered = (count: number): Publication[] => {
      const [first] = harness.addresses.good;
      const start = harness.clock.now() - 1000;
      return Array.from({ length: count }, (_, i) => publication(first, i + 1, Status.Good, start + 10 * i));
    };

    it('delivers every value once, in order, with source, receive and sequence', async () => {
      const connector = connect();
      const sent = numbered(20);
      const collector = await observe(connector, sent);
      await arrival(collector, harness.addresses.good[0], 20);
      const got = collector.of(harness.addresses.good[0]).filter((sample) => Number(sample.value) > 0);
      expect(got.map((sample) => sample.value)).toEqual(sent.map((each) => each.value));
      for (const [i, sample] of got.entries()) {
        if (harness.capabilities.sourceTime === true) expect(sample.sourceTime).toBe(sent[i]?.sourceTime);
        else expect(sample.sourceTime).toBe(sample.receiveTime);
        expect(sample.receiveTime).toBeGreaterThanOrEqual(sample.sourceTime);
      }
      const keys = collector.samples.map((each) => `${each.address} ${each.sourceTime} ${each.sequence}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(connector.status()).toMatchObject({ state: 'connected', lost: 0, rejected: 0 });
      expect(connector.status().samples).toBeGreaterThanOrEqual(20);
    });

    it('delivers Bad and Uncertain values with their full status instead of dropping them', async () => {
      const [first, second] = harness.addresses.good;
      const collector = await observe(connect(), [
        publication(first, 7, Status.BadSensorFailure),
        publication(second, 8, Status.UncertainLastUsableValue),
      ]);
      const bad = await arrivalOfStatus(collector, first, 7, Status.BadSensorFailure);
      const uncertain = await arrivalOfStatus(collector, second, 8, Status.UncertainLastUsableValue);
      const carries = harness.capabilities.status === true;
      expect(bad.status).toBe(carries ? Status.BadSensorFailure : Status.Good);
      expect(uncertain.status).toBe(carries ? Status.UncertainLastUsableValue : Status.Good);
      expect(uncertain.value).toBe(8);
    });

    /** A Bad value may arrive without its number (OPC UA lets the server withhold it), so the status counts too. */
    const arrivalOfStatus = (
      collector: Collector,
      address: Address,
      value: number,
      status: StatusCode,
    ): Promise<Sample> =>
      vi.waitFor(() => {
        const found = collector.of(address).find((s) => s.value === value || s.status === status);
        expect(found, `value ${value} of ${address}`).toBeDefined();
        return found as Sample;
      }, patience);

    it('lets one unknown address harm no other, and reports it', async () => {
      const { good, unknown } = harness.addresses;
      const connector = connect();
      const collector = await observe(
        connector,
        good.map((address, i) => publication(address, 100 + i)),
        [unknown],
      );
      for (const [i, address] of good.entries()) await arrival(collector, address, 100 + i);
      const reported = await vi.waitFor(() => {
        const found = connector.status().badAddresses.find((each) => each.address === unknown);
        expect(found).toBeDefined();
        return found;
      }, patience);
      expect(qualityOf(reported?.status ?? 0)).toBe('bad');
      expect(reported?.reason).not.toBe('');
      const blamed = connector.status().badAddresses.map((each) => each.address);
      expect(blamed).toEqual([unknown]);
    });

    it('marks an outage with Bad_NoCommunication and a gap, and resumes by itself', async () => {
      const [first, second] = harness.addresses.good;
      const connector = connect();
      const collector = await observe(connector, [publication(first, 5), publication(second, 6)]);
      await arrival(collector, first, 5);
      await arrival(collector, second, 6);
      if (harness.capabilities.link !== true) {
        expect(harness.capabilities.link.reason).not.toBe('');
        expect(collector.gaps).toEqual([]);
        expect(connector.status().state).toBe('connected');
        return;
      }
      await harness.breakLink();
      await vi.waitFor(() => {
        for (const [address, value] of [
          [first, 5],
          [second, 6],
        ] as const) {
          const last = collector.of(address).at(-1);
          expect(last).toMatchObject({ value, status: Status.BadNoCommunication });
        }
        expect(collector.gaps.filter((gap) => gap.to === null)).toHaveLength(1);
      }, patience);
      expect(['reconnecting', 'connecting']).toContain(connector.status().state);
      expect(connector.status().lastError?.hint).toBeTruthy();

      await harness.restoreLink();
      const closed = await vi.waitFor(() => {
        const found = collector.gaps.find((gap) => gap.to !== null);
        expect(found).toBeDefined();
        return found;
      }, patience);
      const opened = collector.gaps.find((gap) => gap.to === null);
      expect(closed).toMatchObject({ connector: connector.id, address: null, from: opened?.from });
      expect(closed?.to).toBeGreaterThanOrEqual(closed?.from ?? Infinity);
      await harness.publish(publication(first, 55));
      const resumed = await arrival(collector, first, 55);
      expect(resumed.status).toBe(Status.Good);
      expect(connector.status()).toMatchObject({ state: 'connected' });
      expect(connector.status().reconnects).toBeGreaterThanOrEqual(1);
      const keys = collector.samples.map((each) => `${each.address} ${each.sourceTime} ${each.sequence}`);
      expect(new Set(keys).size).toBe(keys.length);
    });

    it('keeps everything for a consumer that pauses, and gives nothing up before it asks for more', async () => {
      const [first] = harness.addresses.good;
      const sent = numbered(10);
      const connector = connect();
      if (harness.capabilities.redelivery !== true) {
        expect(harness.capabilities.redelivery.reason).not.toBe('');
        const paused = pausing(connector, harness.addresses.good);
        if (harness.capabilities.delivery === 'recorded')
          for (const each of sent) await harness.publish(each);
        await connector.start();
        const collector = new Collector(paused);
        if (harness.capabilities.delivery === 'live') {
          await prime(collector, harness.addresses.good);
          for (const each of sent) await harness.publish(each);
        }
        await arrival(collector, first, 10);
        const values = collector.of(first).map((sample) => Number(sample.value));
        expect(values.filter((value) => value > 0)).toEqual(sent.map((each) => each.value));
        return;
      }
      const primed = await observe(connector, []);
      expect(primed.failure).toBeUndefined();
      await connector.stop();

      const careless = connect();
      await careless.start();
      const events = careless.subscribe([...harness.addresses.good])[Symbol.asyncIterator]();
      const pending = events.next();
      for (const each of sent) await harness.publish(each);
      const taken = await pending;
      expect(taken.done).toBeFalsy();
      await careless.stop();

      const careful = connect();
      await careful.start();
      const collector = new Collector(careful.subscribe([...harness.addresses.good]));
      await arrival(collector, first, 10);
      const values = new Set(collector.of(first).map((sample) => Number(sample.value)));
      expect([...values].filter((value) => value > 0).sort((a, b) => a - b)).toEqual(
        sent.map((each) => each.value),
      );
    });

    it('browses the addresses that exist', async () => {
      const connector = connect();
      const { good, unknown } = harness.addresses;
      const collector = await observe(
        connector,
        good.map((address) => publication(address, 1)),
      );
      for (const address of good) await arrival(collector, address, 1);
      const entries = [];
      for await (const entry of connector.browse()) entries.push(entry);
      const listed = entries.map((entry) => entry.address);
      for (const address of good) expect(listed).toContain(address);
      expect(listed).not.toContain(unknown);
      expect(new Set(listed).size).toBe(listed.length);
      for (const entry of entries) expect(entry.name).not.toBe('');
    });

    it('reads present values in the order asked, the unknown one with a bad status', async () => {
      const [first, second] = harness.addresses.good;
      const connector = connect();
      const collector = await observe(connector, [publication(first, 31), publication(second, 32)]);
      await arrival(collector, first, 31);
      await arrival(collector, second, 32);
      const asked = [second, harness.addresses.unknown, first];
      const read = await connector.read(asked);
      expect(read.map((sample) => sample.address)).toEqual(asked);
      expect(read[0]).toMatchObject({ value: 32, status: Status.Good });
      expect(qualityOf(read[1]?.status ?? 0)).toBe('bad');
      expect(read[2]).toMatchObject({ value: 31, status: Status.Good });
    });

    it('refuses to write unless its settings allow it', async () => {
      const [first] = harness.addresses.good;
      const connector = connect();
      await connector.start();
      expect(await connector.write([{ address: first, value: 1 }])).toEqual([
        { address: first, status: notWritable },
      ]);
    });

    it('ends subscriptions when it stops, and one when its signal aborts', async () => {
      const connector = connect();
      const aborting = new AbortController();
      await connector.start();
      const one = new Collector(connector.subscribe(harness.addresses.good, { signal: aborting.signal }));
      const other = new Collector(connector.subscribe(harness.addresses.good));
      aborting.abort();
      await vi.waitFor(() => expect(one.hasEnded).toBe(true), patience);
      await connector.stop();
      await vi.waitFor(() => expect(other.hasEnded).toBe(true), patience);
      expect([one.failure, other.failure]).toEqual([undefined, undefined]);
      expect(connector.status().state).toBe('stopped');
    });

    it('starts against an unreachable peer, keeps trying, and names it with a remedy', async () => {
      const { connector, names } = harness.unreachable();
      connectors.push(connector);
      await connector.start();
      const { state, lastError } = connector.status();
      expect(['connecting', 'reconnecting']).toContain(state);
      expect(lastError?.message).toContain(names);
      expect(lastError?.hint).toBeTruthy();
    });
  });
}

/** A subscription whose consumer rests 300 ms after each event. */
async function* pausing(connector: Connector, addresses: readonly Address[]) {
  for await (const event of connector.subscribe(addresses)) {
    yield event;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
