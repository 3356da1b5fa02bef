import { instant } from '@veinline/base';
import type { Clock } from '@veinline/base';
import type { Connector } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { Collector } from '@veinline/plant/contract';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broker } from './broker.spec-support.ts';
import { metric } from './edge.spec-support.ts';
import { createSparkplugConnector } from './index.ts';

const clock: Clock = { now: () => instant(Date.now()) };
const patience = { timeout: 10_000, interval: 20 };
const topic = 'spBv1.0/STATE/veinline';

interface State {
  readonly online: boolean;
  readonly timestamp: number;
  readonly retain: boolean;
  readonly qos: number;
}

describe('the session of the host application', () => {
  let broker: Broker;
  let watcher: MqttClient;
  let connector: Connector;
  let states: State[];

  beforeEach(async () => {
    broker = await Broker.start();
    states = [];
    watcher = await connectAsync(broker.url, { protocolVersion: 5 });
    watcher.on('message', (_, payload, { retain, qos }) => {
      states.push({
        ...(JSON.parse(payload.toString()) as { online: boolean; timestamp: number }),
        retain,
        qos,
      });
    });
    await watcher.subscribeAsync(topic, { qos: 1, rap: true });
    const settings = {
      url: broker.url,
      groups: ['G'],
      rebirthJitterMs: 0,
      reorderTimeoutMs: 200,
      rebirthBackoffMs: 0,
    };
    const definition = { id: 'suite', kind: 'sparkplug', timeSource: 'live', settings } as const;
    connector = createSparkplugConnector(definition, { clock, dataFolder: '/' });
  });
  afterEach(async () => {
    await connector.stop();
    await watcher.endAsync(true);
    await broker.dispose();
  });

  it('tck-id-host-topic-phid-birth-topic, -payload, -qos, -retain, -required: online, retained, QoS 1', async () => {
    const before = Date.now();
    await connector.start();
    await vi.waitFor(() => expect(states).toMatchObject([{ online: true, retain: true, qos: 1 }]), patience);
    expect(states[0]?.timestamp).toBeGreaterThanOrEqual(before);
  });

  it('tck-id-host-topic-phid-death-payload-timestamp-disconnect-clean and tck-id-operational-behavior-host-application-disconnect-intentional', async () => {
    await connector.start();
    const leaving = Date.now();
    await connector.stop();
    await vi.waitFor(() => expect(states).toHaveLength(2), patience);
    expect(states[1]).toMatchObject({ online: false, retain: true, qos: 1 });
    expect(states[1]?.timestamp).toBeGreaterThanOrEqual(leaving);
  });

  it('tck-id-message-flow-phid-sparkplug-state-publish-payload-timestamp: the will has the time of the birth', async () => {
    await connector.start();
    const thief = await connectAsync(broker.url, { clientId: 'veinline-suite', reconnectPeriod: 0 });
    await vi.waitFor(() => expect(states.length).toBeGreaterThanOrEqual(2), patience);
    expect(states[1]).toEqual({ ...states[0], online: false });
    await thief.endAsync(true);
    await vi.waitFor(() => expect(connector.status().state).toBe('connected'), patience);
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ online: true }), patience);
    expect(states.at(-1)?.timestamp).toBeGreaterThan(states[0]?.timestamp ?? Infinity);
  });

  it('tck-id-message-flow-hid-sparkplug-state-message-delivered: its own offline STATE is answered with online at once', async () => {
    await connector.start();
    await watcher.publishAsync(topic, JSON.stringify({ online: false, timestamp: 1 }), {
      qos: 1,
      retain: true,
    });
    await vi.waitFor(
      () => expect(states.map((state) => state.online)).toEqual([true, false, true]),
      patience,
    );
    expect(states[2]?.timestamp).toBe(states[0]?.timestamp);
  });

  it('works with the independent client of Eclipse Tahu, even if that leaves without an NDEATH', async () => {
    const { newClient } = await import('sparkplug-client');
    await connector.start();
    const collector = new Collector(connector.subscribe(['Tahu/D/level', 'Tahu//n']));
    const node = newClient({
      serverUrl: broker.url,
      username: '',
      password: '',
      groupId: 'G',
      edgeNode: 'Tahu',
      clientId: 'tahu',
      version: 'spBv1.0',
    });
    const birth = (): void => {
      node.publishNodeBirth({ timestamp: Date.now(), metrics: [metric('n', 'Int32', -3)] });
      node.publishDeviceBirth('D', { timestamp: Date.now(), metrics: [metric('level', 'Double', 1.5)] });
    };
    node.on('birth', birth);
    node.on('ncmd', birth);
    await vi.waitFor(() => expect(collector.of('Tahu/D/level')).not.toEqual([]), patience);
    node.publishDeviceData('D', { timestamp: Date.now(), metrics: [metric('level', 'Double', 2.5)] });
    await vi.waitFor(() => expect(collector.of('Tahu/D/level').at(-1)?.value).toBe(2.5), patience);
    expect(collector.of('Tahu//n')).toMatchObject([{ value: -3, status: Status.Good }]);
    node.stop();
    expect(connector.status()).toMatchObject({ state: 'connected', rejected: 0, lost: 0 });
  });
});
