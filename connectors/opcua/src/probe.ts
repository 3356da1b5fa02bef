import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { messageOf } from '@veinline/base';
import { OpcuaError } from './errors.ts';

const patienceMs = 5000;

/** Opens and closes a TCP connection, so that a wrong name and a closed port are told apart from OPC UA faults. */
export async function probe(endpoint: string): Promise<void> {
  const url = new URL(endpoint.replace('opc.tcp:', 'http:'));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(/:(\d+)(?:\/|$)/.exec(endpoint.slice('opc.tcp://'.length))?.[1] ?? 4840);
  await lookup(host).catch((cause: unknown) => {
    throw new OpcuaError(
      'dns',
      `Cannot reach ${endpoint}: the name ${host} is unknown (${messageOf(cause)}).`,
      `Correct the host in the endpoint, or add ${host} to DNS.`,
      cause,
    );
  });
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (reason: string): void => {
      socket.destroy();
      reject(
        new OpcuaError(
          'tcp',
          `Cannot reach ${endpoint}: ${reason}.`,
          `Check that the server runs and port ${port} of ${host} is open.`,
        ),
      );
    };
    socket.setTimeout(patienceMs, () => fail(`no answer in ${patienceMs / 1000} s`));
    socket.once('error', (error) => fail(messageOf(error)));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
