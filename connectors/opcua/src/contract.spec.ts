import { connectorContract } from '@veinline/plant/contract';
import { afterAll, beforeAll } from 'vitest';
import { Peer } from './peer.spec-support.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await Peer.start();
});
afterAll(() => peer.dispose());

connectorContract('opcua over Basic256Sha256 SignAndEncrypt', () => Promise.resolve(peer.harness()));
