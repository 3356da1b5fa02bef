import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorList, SamplesView } from '@veinline/contracts';
import { startMosquitto } from '../../support/mosquitto.ts';
import { Program } from '../../support/program.ts';
import { startServer, type ServerUnderTest } from '../../support/server.ts';
import { atLeast, atMost, peer, type Figure } from '../report.ts';

const topics = 100;
const burst = 300_000;
const steadyRate = 20_000;
const sleep = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Messages from mosquitto, QoS 1: 20,000 a second with none lost, and as fast as can be beside a bare subscriber. */
export async function benchMqtt(): Promise<Figure[]> {
  if (!existsSync('/usr/sbin/mosquitto')) {
    return [
      {
        name: 'mqtt.messages_lost',
        value: null,
        unit: 'messages',
        goal: '0',
        ok: null,
        reason: 'mosquitto is not installed',
      },
    ];
  }
  const bareRate = await withBroker(async (url) => {
    const bare = Program.source('test/bench/ingest/mqtt-peer-subscriber.ts', {}, [url]);
    await bare.until(/subscribed/);
    const begun = Date.now();
    const publisher = publish(url, burst, 0);
    const [, at = '0'] = await bare.until(new RegExp(`count ${burst} at (\\d+)`), 120_000);
    await publisher.end();
    await bare.end();
    return burst / ((Number(at) - begun) / 1000);
  });
  const ours = await withBroker((url) => measureServer(url));
  return [
    atLeast('mqtt.accepted_at_20000_per_s', ours.steadyRate, 'messages/s', steadyRate * 0.98),
    atMost('mqtt.messages_lost', ours.lost, 'messages', 0),
    peer('mqtt.bare_subscriber_rate', bareRate, 'messages/s'),
    peer('mqtt.server_rate', ours.burstRate, 'messages/s'),
    atLeast('mqtt.server_to_bare_subscriber', ours.burstRate / bareRate, 'x', 0.8),
  ];
}

async function measureServer(url: string): Promise<{ steadyRate: number; burstRate: number; lost: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'veinline-bench-'));
  const config = join(folder, 'plant.yaml');
  writeFileSync(config, plantFile(url));
  const server = await startServer(config, { VEINLINE_LOG_LEVEL: 'error' }, join(folder, 'data'));
  try {
    await sleep(2);
    const burstBegun = Date.now();
    const fast = publish(url, burst, 0);
    await untilReceived(server, burst);
    const burstRate = burst / ((Date.now() - burstBegun) / 1000);
    await fast.end();
    const steady = steadyRate * 10;
    const steadyBegun = Date.now();
    const even = publish(url, steady, steadyRate);
    await untilReceived(server, burst + steady);
    const seconds = (Date.now() - steadyBegun) / 1000;
    await even.end();
    return {
      burstRate,
      steadyRate: Math.min(steadyRate, steady / Math.max(10, seconds - 1)),
      lost: await lost(server, burst + steady),
    };
  } finally {
    await server.stop();
  }
}

/** What is missing on disk; looks again for 10 s, as what came last may still wait for its commit. */
async function lost(server: ServerUnderTest, sent: number): Promise<number> {
  let missing = sent - (await stored(server));
  for (let i = 0; missing > 0 && i < 5; i++) {
    await sleep(2);
    missing = sent - (await stored(server));
  }
  return missing;
}

/** Counts what is on disk, tag by tag. */
async function stored(server: ServerUnderTest): Promise<number> {
  let count = 0;
  for (let i = 0; i < topics; i++) {
    const view = await server.get<SamplesView>(
      `/api/samples?tag=BENCH.T${i}&from=0&to=${Date.now() + 60_000}&limit=100000`,
    );
    count += view.samples?.length ?? 0;
  }
  return count;
}

async function untilReceived(server: ServerUnderTest, wanted: number): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const connector = (await server.get<ConnectorList>('/api/connectors')).connectors[0];
    if ((connector?.samples ?? 0) >= wanted || Date.now() > deadline) return;
    await sleep(0.05);
  }
}

function publish(url: string, count: number, rate: number): Program {
  return Program.source('test/bench/ingest/mqtt-publisher.ts', {}, [
    url,
    String(count),
    String(rate),
    String(topics),
  ]);
}

async function withBroker<T>(measure: (url: string) => Promise<T>): Promise<T> {
  const broker = await startMosquitto();
  try {
    return await measure(broker.url);
  } finally {
    await broker.stop();
  }
}

function plantFile(url: string): string {
  const tags = Array.from(
    { length: topics },
    (_, i) => `      - { property: T${i}, address: "bench/${i}#/value" }`,
  );
  return `version: 1
name: Bench
connectors:
  - { id: bench, kind: mqtt, url: "${url}" }
equipment:
  - id: BENCH
    level: site
    name: Bench
    connector: bench
    tags:
${tags.join('\n')}
`;
}
