import { mkdtempSync, writeFileSync } from 'node:fs';
import { claimPort } from '../ports.ts';
import { connectAsync } from 'mqtt';
import { join } from 'node:path';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** A real broker on a free port. */
export interface Mosquitto {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts mosquitto and waits until it answers. */
export async function startMosquitto(wishedPort = 0): Promise<Mosquitto> {
  const port = await claimPort('mosquitto', wishedPort, 'none');
  const file = join(mkdtempSync(join(tmpdir(), 'mosquitto-')), 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nuser root\n`);
  const broker = spawn('/usr/sbin/mosquitto', ['-c', file], { stdio: 'ignore' });
  const url = `mqtt://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    broker.kill('SIGTERM');
    await once(broker, 'exit');
  };
  for (let tries = 1; ; tries++) {
    try {
      const client = await connectAsync(url, { reconnectPeriod: 0 });
      await client.endAsync();
      return { url, stop };
    } catch (error) {
      if (tries < 100) await new Promise((resolve) => setTimeout(resolve, 50));
      else return stop().then(() => Promise.reject(error as Error));
    }
  }
}
