import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { Collector } from '@veinline/plant/contract';
import { expect, it, vi } from 'vitest';
import { Peer, at, freePort, wallClock } from './peer.spec-support.ts';

const patience = { timeout: 25_000, interval: 50 };

it(
  'a cut of the line alone loses no value and repeats none: the session goes on',
  { timeout: 60_000 },
  async () => {
    const peer = await Peer.start();
    const sockets = new Set<Socket>();
    let isCut = false;
    const proxy = createServer((inner) => {
      if (isCut) {
        inner.destroy();
        return;
      }
      const outer = connect(peer.port, '127.0.0.1');
      for (const [one, other] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    const port = await freePort();
    proxy.listen(port, '127.0.0.1');
    await once(proxy, 'listening');
    const connector = peer.connector({ endpoint: `opc.tcp://127.0.0.1:${port}/test` });
    try {
      await connector.start();
      const collector = new Collector(connector.subscribe([at('A')]));
      await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(0), patience);
      const base = Math.floor(wallClock.now());
      let count = 0;
      const send = async (values: number): Promise<void> => {
        for (let i = 0; i < values; i += 1) {
          count += 1;
          await peer.publish('A', count, base + count);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      };
      const sending = send(40);
      await new Promise((resolve) => setTimeout(resolve, 100));
      isCut = true;
      for (const socket of sockets) socket.destroy();
      await sending;
      await vi.waitFor(() => expect(collector.gaps).toHaveLength(1), patience);
      await send(20);
      isCut = false;
      await vi.waitFor(() => expect(collector.gaps).toHaveLength(2), patience);
      await send(10);
      await vi.waitFor(() => expect(collector.samples.at(-1)?.value).toBe(count), patience);
      const good = collector.samples.filter((sample) => sample.status === 0 && Number(sample.value) > 0);
      expect(good.map((sample) => sample.value)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      expect(connector.status().lost).toBe(0);
    } finally {
      await connector.stop();
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await peer.dispose();
    }
  },
);
