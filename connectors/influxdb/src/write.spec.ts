import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@veinline/base';
import type { TagId, TagSample } from '@veinline/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInfluxdbHistorian } from './index.ts';

interface Exported {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}

const start = Math.floor(Date.now() / 1000) * 1000 - 60_000;
let url = '';
let stopServer = async () => {};

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veinline-victoria-'));
  const port = await freePort();
  const server = spawn(
    'victoria-metrics',
    [`-storageDataPath=${folder}`, `-httpListenAddr=127.0.0.1:${port}`, '-retentionPeriod=100y'],
    { stdio: 'ignore' },
  );
  url = `http://127.0.0.1:${port}`;
  stopServer = async () => {
    server.kill();
    await once(server, 'close');
    await rm(folder, { recursive: true });
  };
  await eventually(async () => (await fetch(`${url}/health`)).ok);
});
afterAll(() => stopServer());

describe('the write path of the InfluxDB historian, against a real VictoriaMetrics', () => {
  it('delivers every sample of several requests, each once though written twice', async () => {
    const historian = createInfluxdbHistorian({ url, token: 'none', org: 'plant', bucket: 'gmp' });
    await historian.start();
    const samples = Array.from({ length: 12_000 }, (_, i) => sampleOf(`R${i % 3}.Temp`, i));
    expect(await historian.append([...samples, ...samples.slice(0, 5)])).toEqual({
      stored: 12_000,
      duplicates: 5,
    });
    const values = await eventually(async () => {
      const found = await exported('veinline_value');
      return found.reduce((sum, series) => sum + series.values.length, 0) === 12_000 && found;
    });
    expect(values.map((series) => series.metric.tag).sort()).toEqual(['R0.Temp', 'R1.Temp', 'R2.Temp']);
    const first = values.find((series) => series.metric.tag === 'R1.Temp');
    expect(first?.values.slice(0, 3)).toEqual([1, 4, 7]);
    expect(first?.timestamps[0]).toBe(start + 1);
    expect(first?.metric.sequence).toBe('0');
    await historian.stop();
  });

  it('keeps values that are no finite numbers out of the numeric field but stores their status', async () => {
    const historian = createInfluxdbHistorian({ url, token: 'none', org: 'plant', bucket: 'gmp' });
    const values = [NaN, Infinity, 'open', null, true, [1, 2]];
    await historian.append(
      values.map((value, i) => ({ ...sampleOf('R9.Odd', i), value, status: 0x8031_0000 })),
    );
    const status = await eventually(async () => (await exported('veinline_status{tag="R9.Odd"}'))[0]);
    expect(status.values).toEqual(values.map(() => 0x8031_0000));
    expect(await exported('veinline_value{tag="R9.Odd"}')).toEqual([]);
  });

  it('rejects when nobody listens, with the number of points that are not stored', async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    const historian = createInfluxdbHistorian({ url: address, token: 'none', org: 'plant', bucket: 'gmp' });
    await expect(historian.start()).rejects.toMatchObject({ code: 'HISTORIAN_UNREACHABLE' });
    const samples = Array.from({ length: 6000 }, (_, i) => sampleOf('R1.Temp', i));
    await expect(historian.append(samples)).rejects.toMatchObject({
      code: 'HISTORIAN_WRITE_FAILED',
      details: { lost: 6000, total: 6000 },
    });
    expect(await historian.status()).toMatchObject({ samples: 0, bytes: null });
    expect((await historian.status()).lastError).toContain('6000 of 6000');
  });
});

function sampleOf(tag: string, n: number): TagSample {
  return {
    tag: tag as TagId,
    value: n,
    status: 0,
    sourceTime: (start + n) as Instant,
    serverTime: null,
    receiveTime: (start + n + 0.5) as Instant,
    sequence: 0,
  };
}

async function exported(selector: string): Promise<Exported[]> {
  await fetch(`${url}/internal/force_flush`);
  const query = new URLSearchParams({ 'match[]': selector });
  const lines = (await (await fetch(`${url}/api/v1/export?${query}`)).text()).trim();
  return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as Exported);
}

/** Asks until the answer is there, for at most ten seconds. */
async function eventually<T>(ask: () => Promise<T | false | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No answer within ten seconds.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
