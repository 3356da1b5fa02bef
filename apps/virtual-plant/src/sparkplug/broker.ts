import { Aedes } from 'aedes';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { portTaken } from '../ports.ts';

/** An MQTT broker inside this process, for demonstrations without one of their own. */
interface EmbeddedBroker {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a broker on 127.0.0.1; throws VeinlineError PORT_IN_USE. */
export async function startBroker(port: number): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => {
    broker.handle(socket);
  });
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    await new Promise<void>((resolve) => broker.close(resolve));
    throw portTaken('the own MQTT broker', port, 'VIRTUAL_PLANT_MQTT_PORT', cause);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `mqtt://127.0.0.1:${bound}`,
    async stop() {
      server.close();
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}
