import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Instant } from '@veinline/base';
import type { Connector } from '@veinline/plant';
import type { ConnectorHarness, Publication } from '@veinline/plant/contract';
import { createOpcuaConnector } from './index.ts';

const script = fileURLToPath(new URL('./server.spec-support.ts', import.meta.url));

/** The address of a variable of the test server. */
export const at = (name: string): string => `nsu=urn:veinline:test;s=${name}`;

/** The machine's clock, at the resolution of its timer. */
export const wallClock: Clock = { now: () => (performance.timeOrigin + performance.now()) as Instant };

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A server process on a fixed port, with a data folder for the connectors that talk to it. */
export class Peer {
  readonly port: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'veinline-opcua-'));
  #process: ChildProcess | null = null;
  #asked = 0;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Peer> {
    const peer = new Peer(await freePort());
    await peer.launch();
    return peer;
  }

  get endpoint(): string {
    return `opc.tcp://127.0.0.1:${this.port}/test`;
  }

  /** Starts the server; foreign namespaces come before its own, another identity has another certificate. */
  async launch({ foreign = 0, identity = 'first', itemsPerSubscription = 100_000 } = {}): Promise<void> {
    const args = [
      String(this.port),
      join(this.folder, identity),
      String(foreign),
      String(itemsPerSubscription),
    ];
    const child = fork(script, args, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#process = child;
    const died = once(child, 'exit').then(() => {
      throw new Error('the test server ended while it started');
    });
    await Promise.race([once(child, 'message'), died]);
    died.catch(() => undefined);
  }

  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  async publish(
    name: string,
    value: number,
    sourceTime: number = wallClock.now(),
    status = 0,
  ): Promise<void> {
    const child = this.#process;
    if (child === null) throw new Error('the server is not running');
    this.#asked += 1;
    const id = this.#asked;
    const answered = new Promise<void>((resolve) => {
      const listen = (message: unknown): void => {
        if ((message as { id: number }).id !== id) return;
        child.off('message', listen);
        resolve();
      };
      child.on('message', listen);
    });
    child.send({ id, name, value: String(value), sourceTime, status });
    await answered;
  }

  connector(
    settings: Readonly<Record<string, unknown>> = {},
    dataFolder = join(this.folder, 'data'),
  ): Connector {
    const definition = {
      id: 'opcua-test',
      kind: 'opcua',
      timeSource: 'live' as const,
      settings: { endpoint: this.endpoint, publishingIntervalMs: 50, silenceMs: 3000, ...settings },
    };
    return createOpcuaConnector(definition, { clock: wallClock, dataFolder });
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The view of the contract suite; one server serves all its tests. */
  harness(): ConnectorHarness {
    const restore = async (): Promise<void> => {
      if (this.#process === null) await this.launch();
    };
    return {
      clock: wallClock,
      capabilities: {
        delivery: 'live',
        status: true,
        sourceTime: true,
        link: true,
        redelivery: { reason: 'OPC UA acknowledges messages of a session, not what a consumer has stored.' },
      },
      addresses: { good: [at('A'), at('B')], unknown: at('Nobody') },
      connector: (settings) => this.connector(settings),
      unreachable: () => ({
        connector: this.connector({ endpoint: 'opc.tcp://127.0.0.1:1/nothing' }),
        names: '127.0.0.1:1',
      }),
      publish: ({ address, value, sourceTime, status }: Publication) =>
        this.publish(address.split(';s=')[1] ?? '', value, sourceTime, status),
      breakLink: () => this.kill(),
      restoreLink: restore,
      dispose: restore,
    };
  }
}
