import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorList, SamplesView } from '@veinline/contracts';
import { freePort } from '../../support/free-port.ts';
import { Program } from '../../support/program.ts';
import { startServer, type ServerUnderTest } from '../../support/server.ts';
import { cpuSeconds } from '../cpu.ts';
import { atMost, peer, type Figure } from '../report.ts';

const tags = 5_000;
const sleep = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** 5,000 tags at 1 Hz over a signed and encrypted channel to the historian, beside a bare client. */
export async function benchOpcua(minutes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'veinline-bench-'));
  const port = await freePort();
  const url = `opc.tcp://127.0.0.1:${port}`;
  const plant = Program.source('test/bench/ingest/opcua-peer-server.ts', {}, [
    String(port),
    String(tags),
    join(folder, 'pki'),
  ]);
  await plant.until(/listening/);
  const config = join(folder, 'plant.yaml');
  writeFileSync(config, plantFile(url));
  const server = await startServer(config, { VEINLINE_LOG_LEVEL: 'error' }, join(folder, 'data'));
  const bare = Program.source('test/bench/ingest/opcua-peer-client.ts', {}, [
    url,
    String(tags),
    join(folder, 'client-pki'),
  ]);
  try {
    await bare.until(/subscribed/);
    await untilFlowing(server);
    // Both have compiled their hot code and the server has stored its start-up backlog: then they are compared.
    // The latency window reaches back 60 s, so that it has forgotten the start when it is read.
    await sleep(35);
    const begin = { server: cpuSeconds(server.program.pid), bare: cpuSeconds(bare.pid), at: Date.now() };
    await sleep(30);
    const wall = (Date.now() - begin.at) / 1000;
    const serverShare = (cpuSeconds(server.program.pid) - begin.server) / wall;
    const bareShare = (cpuSeconds(bare.pid) - begin.bare) / wall;
    await bare.end();
    const heap = await heapSlope(server, minutes);
    const connector = (await server.get<ConnectorList>('/api/connectors')).connectors[0];
    const { lost, stored } = await countLost(server);
    return [
      {
        ...atMost('opcua.samples_lost', lost, 'samples', 0),
        reason: `${stored} stored, every counter checked for holes`,
      },
      atMost('opcua.source_to_queryable_p99', (connector?.latencyMs?.p99 ?? Infinity) / 1000, 's', 2),
      peer('opcua.server_cpu', serverShare * 100, '% of a core'),
      peer('opcua.bare_client_cpu', bareShare * 100, '% of a core'),
      atMost('opcua.server_cpu_to_bare_client', serverShare / bareShare, 'x', 4),
      heap,
    ];
  } finally {
    await bare.end();
    await server.stop();
    await plant.end();
  }
}

function plantFile(url: string): string {
  const lines = Array.from(
    { length: tags },
    (_, i) => `      - { property: C${i}, address: "nsu=urn:veinline:bench;s=C${i}", interval: 1 }`,
  );
  return `version: 1
name: Bench
connectors:
  - { id: bench, kind: opcua, endpoint: "${url}", security: { mode: SignAndEncrypt, policy: Basic256Sha256, trust: first-use } }
equipment:
  - id: BENCH
    level: site
    name: Bench
    connector: bench
    tags:
${lines.join('\n')}
`;
}

async function untilFlowing(server: ServerUnderTest): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const connector = (await server.get<ConnectorList>('/api/connectors')).connectors[0];
    if ((connector?.samplesPerSecond ?? 0) > tags * 0.98) return;
    await sleep(0.5);
  }
  throw new Error('5,000 values a second did not arrive within a minute.');
}

/** Every tag counts 1, 2, 3 …: a hole between the first and the last stored value is a loss. */
async function countLost(server: ServerUnderTest): Promise<{ lost: number; stored: number }> {
  let lost = 0;
  let stored = 0;
  for (let i = 0; i < tags; i++) {
    const view = await server.get<SamplesView>(
      `/api/samples?tag=BENCH.C${i}&from=0&to=${Date.now() + 60_000}`,
    );
    const values = (view.samples ?? []).map((sample) => Number(sample.value)).filter((value) => value > 0);
    const expected = values.length === 0 ? 1 : (values.at(-1) ?? 0) - (values[0] ?? 0) + 1;
    lost += expected - new Set(values).size;
    stored += values.length;
  }
  return { lost, stored };
}

/** Least-squares slope of the heap's low-water marks of 30 s, after a minute of warm-up. */
async function heapSlope(server: ServerUnderTest, minutes: number): Promise<Figure> {
  const name = 'opcua.heap_slope';
  if (minutes < 10) {
    return {
      name,
      value: null,
      unit: 'MB/min',
      goal: '< 1 MB/min over 10 min',
      ok: null,
      reason: `run of ${minutes} min only; use --minutes 10`,
    };
  }
  await sleep(60);
  const low: number[] = [];
  for (let window = 0; window < minutes * 2; window++) {
    let least = Infinity;
    for (let i = 0; i < 15; i++) {
      await sleep(2);
      least = Math.min(least, await heapUsed(server));
    }
    low.push(least);
  }
  const middle = (low.length - 1) / 2;
  const mean = low.reduce((a, b) => a + b, 0) / low.length;
  const above = low.reduce((sum, y, x) => sum + (x - middle) * (y - mean), 0);
  const below = low.reduce((sum, _, x) => sum + (x - middle) ** 2, 0);
  return atMost(name, ((above / below) * 2) / 1e6, 'MB/min', 1);
}

async function heapUsed(server: ServerUnderTest): Promise<number> {
  const answer = await fetch(`${server.url}/api/metrics`, {
    headers: { authorization: 'Bearer a-token-for-the-tests-only' },
  });
  return Number(/^nodejs_heap_size_used_bytes (\d+)/m.exec(await answer.text())?.[1]);
}
