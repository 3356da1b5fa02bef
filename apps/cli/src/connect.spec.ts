import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { ChildProcess } from 'node:child_process';
import type { Connector } from '@veinline/plant';
import { connect as connectTcp, createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { openConnector } from './connectors.ts';
import { run } from './program.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

let folder: string;
let port: number;
let broker: ChildProcess;
let plant: Connector;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veinline-cli-'));
  port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  broker = spawn('/usr/sbin/mosquitto', ['-c', config], { stdio: 'ignore' });
  await untilListening(port);
  const settings = { url: `mqtt://127.0.0.1:${port}`, allowWrite: true };
  plant = await openConnector({ id: 'plant', kind: 'mqtt', timeSource: 'live', settings }, folder);
  await plant.start();
});

afterAll(async () => {
  await plant.stop();
  broker.kill();
  await once(broker, 'exit');
  rmSync(folder, { recursive: true });
});

/** Publishes a value every 50 ms while the work goes on. */
async function whilePublishing<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = work.finally(() => (isDone = true));
  for (let i = 0; !isDone; i++) {
    await plant.write([{ address: 'skid/ph', value: 7 + i / 1000 }]);
    await sleep(50);
  }
  return ended;
}

async function veinline(args: readonly string[], signal = new AbortController().signal) {
  const said = { out: '', error: '' };
  const terminal = {
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += `${text}\n`),
    progress: () => undefined,
    environment: { VEINLINE_DATA: folder },
    signal,
  };
  return { code: await run(args, terminal, '1.2.3'), ...said };
}

describe('against a real broker', () => {
  it('connects and lists what it offers, ready to paste', async () => {
    const url = `mqtt://127.0.0.1:${port}`;
    const { code, out } = await whilePublishing(veinline(['connect', url, '--browse', '--format', 'yaml']));
    expect(out).toMatch(/^tags:\n {2}- property: "ph"\n {4}address: "skid\/ph/);
    expect(code).toBe(0);
  });

  it('records what a connector delivers, for as long as it is told', async () => {
    const file = join(folder, 'plant.yaml');
    const cassette = join(folder, 'run.jsonl');
    writeFileSync(
      file,
      `version: 1
name: Leiden
connectors: [{ id: broker, kind: mqtt, url: 'mqtt://127.0.0.1:${port}' }]
equipment:
  - { id: SKID, level: unit, connector: broker, tags: [{ property: pH, address: skid/ph }] }
`,
    );
    const args = ['record', '--config', file, '--connector', 'broker', '--out', cassette, '--seconds', '1'];
    const { code, error } = await whilePublishing(veinline(args));
    expect(error).toMatch(/[1-9]\d* samples of 1 addresses/);
    expect(readFileSync(cassette, 'utf8')).toContain('skid/ph');
    expect(code).toBe(0);
  });
});

describe('Ctrl-C', () => {
  it('ends the wait for a peer that accepts and never answers', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const interrupt = new AbortController();
    silent.once('connection', () => interrupt.abort());
    const url = `mqtt://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { code, error } = await veinline(['connect', url], interrupt.signal);
    silent.close();
    expect(error).toContain('Interrupted while connecting');
    expect(code).toBe(130);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return free;
}

async function untilListening(where: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connectTcp(where, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await sleep(50);
    } finally {
      socket.destroy();
    }
  }
  throw new Error(`mosquitto does not listen on port ${where}.`);
}
