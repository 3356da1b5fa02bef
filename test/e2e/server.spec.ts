import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health, Problem } from '@veinline/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyPlant, emptyPlantFile } from '../support/empty-plant.ts';
import { Program } from '../support/program.ts';
import { startServer, type ServerUnderTest } from '../support/server.ts';

let config: string;
let server: ServerUnderTest;

beforeAll(async () => {
  config = emptyPlantFile();
  server = await startServer(config);
});
afterAll(() => server.stop());

const open = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.url + path, { redirect: 'manual', ...init });

describe('sign-in', () => {
  it('lets health answer anyone and nothing else', async () => {
    const health = await open('/api/health');
    expect(health.status).toBe(200);
    expect(((await health.json()) as Health).status).toBe('ok');
    const paths = Object.keys(
      (await server.get<{ paths: Record<string, unknown> }>('/api/openapi.json')).paths,
    );
    expect(paths).toContain('/api/samples');
    for (const path of [...paths, '/api/openapi.json', '/', '/index.html', '/assets/x.js', '/trends']) {
      if (path === '/api/health') continue;
      const answer = await open(path.replace(/\{.*?\}/, 'x'));
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('takes the printed link once and sets a cookie that scripts cannot read', async () => {
    const path = server.signInLink.slice(server.url.length);
    const first = await open(path);
    expect(first.status).toBe(302);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await open('/api/session', { headers })).status).toBe(200);
    expect((await open(path)).status).toBe(401);
    const foreign = {
      method: 'POST',
      headers: { ...headers, origin: 'http://evil.example', 'content-type': 'application/json' },
      body: '{"ids":["x"]}',
    };
    expect((await open('/api/alarms/acknowledge', foreign)).status).toBe(403);
    expect((await open('/sign-out', { headers })).status).toBe(302);
    expect((await open('/api/session', { headers })).status).toBe(401);
  });

  it('refuses a wrong bearer token', async () => {
    const answer = await open('/api/tags', { headers: { authorization: 'Bearer wrong' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('errors', () => {
  const problem = async (path: string): Promise<Problem> => {
    const answer = await open(path, { headers: { authorization: 'Bearer a-token-for-the-tests-only' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    return (await answer.json()) as Problem;
  };

  it('names an unknown tag and what comes near', async () => {
    const body = await problem('/api/samples?tag=temperature&from=0&to=1');
    expect(body).toMatchObject({ status: 404, code: 'TAG_UNKNOWN', instance: '/api/samples' });
    expect(body.hint).toContain('SITE.Temperature');
  });

  it('refuses times that are none, and ranges that run back', async () => {
    expect((await problem('/api/samples?tag=SITE.Temperature&from=yesterday&to=1')).status).toBe(400);
    expect((await problem('/api/samples?tag=SITE.Temperature&from=5&to=1')).status).toBe(400);
  });

  it('says that nothing is there', async () => {
    expect(await problem('/api/nothing')).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

it('shows a connector that cannot reach its server, with the reason, and goes on', async () => {
  const list = await server.get<{ connectors: { state: string; lastError: { message: string } | null }[] }>(
    '/api/connectors',
  );
  expect(list.connectors[0]?.state).not.toBe('connected');
  expect(list.connectors[0]?.lastError?.message).toContain('127.0.0.1:1');
});

it('exports metrics for Prometheus', async () => {
  const answer = await open('/api/metrics', {
    headers: { authorization: 'Bearer a-token-for-the-tests-only' },
  });
  expect(await answer.text()).toContain('veinline_samples_stored_total');
});

describe('a start that cannot be', () => {
  const failing = async (environment: Record<string, string>): Promise<string> => {
    const program = Program.node('apps/server/dist/main.js', {
      VEINLINE_PORT: '0',
      VEINLINE_CONFIG: config,
      ...environment,
    });
    expect(await program.ended()).toBe(1);
    return program.output;
  };
  const folder = (): string => mkdtempSync(join(tmpdir(), 'veinline-'));

  it('names the port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const output = await failing({ VEINLINE_PORT: String(port), VEINLINE_DATA: folder() });
    other.close();
    expect(output).toContain(`Port ${port}`);
    expect(output).toContain('VEINLINE_PORT');
  });

  it('names the data folder another instance uses', async () => {
    const output = await failing({ VEINLINE_DATA: server.data });
    expect(output).toContain('DATA_FOLDER_IN_USE');
    expect(output).toContain(server.data);
  });

  it('lists all problems of a broken plant file with their lines', async () => {
    const broken = join(folder(), 'broken.yaml');
    writeFileSync(
      broken,
      emptyPlant.replace('kind: opcua', 'kind: opcua2').replace('range: [0, 100]', 'range: [100, 0]'),
    );
    const output = await failing({ VEINLINE_CONFIG: broken, VEINLINE_DATA: folder() });
    expect(output).toMatch(/:4:/);
    expect(output).toMatch(/:11:/);
  });
});
