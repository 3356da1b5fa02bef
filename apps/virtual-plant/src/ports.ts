import { createServer } from 'node:net';
import { once } from 'node:events';
import { VeinlineError } from '@veinline/base';

/** Says which port is taken and how to choose another. */
export function portTaken(server: string, port: number, variable: string, cause?: unknown): VeinlineError {
  return new VeinlineError(
    'PORT_IN_USE',
    `Port ${port} for ${server} is taken by another program on 127.0.0.1.`,
    {
      hint: `End that program, or set ${variable} to another port (0 takes any free one).`,
      details: { server, port, variable },
      cause,
    },
  );
}

/**
 * A port that can be listened on now: the wished one, or any free one for 0.
 * @throws VeinlineError PORT_IN_USE
 */
export async function claimPort(server: string, port: number, variable: string): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch (cause) {
    throw portTaken(server, port, variable, cause);
  }
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : port;
}
