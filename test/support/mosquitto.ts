import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Program } from './program.ts';

/** A real mosquitto broker on a free loopback port, as Veinline's documentation configures it. */
export async function startMosquitto(): Promise<{ port: number; url: string; stop(): Promise<unknown> }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'veinline-mosquitto-'));
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(
    config,
    [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'max_queued_messages 0',
      'max_inflight_messages 0',
      'persistence true',
      `persistence_location ${folder}/`,
      'user root',
      '',
    ].join('\n'),
  );
  const broker = new Program('/usr/sbin/mosquitto', ['-c', config, '-v']);
  await broker.until(/mosquitto version .* running/);
  return { port, url: `mqtt://127.0.0.1:${port}`, stop: () => broker.end() };
}
