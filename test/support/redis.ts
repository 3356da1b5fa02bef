import { freePort } from './free-port.ts';
import { Program } from './program.ts';

/** A real redis-server on a free loopback port, without persistence. */
export async function startRedis(): Promise<{ readonly url: string; stop(): Promise<unknown> }> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = new Program('/usr/bin/redis-server', args);
  await server.until(/Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.end() };
}
