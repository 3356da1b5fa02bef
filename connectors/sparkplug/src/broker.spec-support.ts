import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A mosquitto of our own in a temporary folder, for tests; keeps its port and its sessions over restarts. */
export class Broker {
  readonly port: number;
  readonly folder: string;
  #process: ChildProcess | null = null;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.folder = folder;
  }

  static async start(extra: readonly string[] = []): Promise<Broker> {
    const broker = new Broker(await freePort(), await mkdtemp(join(tmpdir(), 'veinline-mosquitto-')));
    const lines = [
      `listener ${broker.port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${broker.folder}/`,
      'max_queued_messages 0',
      'max_inflight_messages 0',
      'user root',
      ...extra,
    ];
    await writeFile(join(broker.folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    await broker.run();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Starts the process and waits until it accepts connections. */
  async run(): Promise<void> {
    this.#process = spawn('/usr/sbin/mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], {
      stdio: 'ignore',
    });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const socket = connect(this.port, '127.0.0.1');
      const isOpen = await Promise.race([
        once(socket, 'connect').then(() => true),
        new Promise<boolean>((resolve) => socket.once('error', () => resolve(false))),
      ]).catch(() => false);
      socket.destroy();
      if (isOpen) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`mosquitto did not listen on port ${this.port}`);
  }

  /** Ends the process; SIGTERM lets it save its sessions. */
  async halt(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async dispose(): Promise<void> {
    await this.halt('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}
