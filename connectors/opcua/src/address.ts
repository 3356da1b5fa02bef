import type { Address } from '@veinline/plant';
import { type NodeId, NodeIdType, coerceNodeId } from 'node-opcua';
import { OpcuaError } from './errors.ts';

const byUri = /^nsu=([^;]+);([isgb])=(.+)$/s;
const standard = /^(?:ns=0;)?([isgb])=(.+)$/s;
const letters = {
  [NodeIdType.NUMERIC]: 'i',
  [NodeIdType.STRING]: 's',
  [NodeIdType.GUID]: 'g',
  [NodeIdType.BYTESTRING]: 'b',
};

/** An address resolved in one session, or why it cannot be. */
export type Resolution = { readonly nodeId: NodeId } | { readonly reason: string };

/** Throws OPCUA_NODE for an address that no server can have: bad form, or a namespace by index. */
export function checkAddress(address: Address): void {
  if (byUri.test(address) || standard.test(address)) return;
  const index = /^ns=\d+;(.+)$/s.exec(address);
  throw index === null
    ? new OpcuaError(
        'node',
        `${address} is not an OPC UA address.`,
        'Write nsu=<namespace URI>;s=<name> (or i=, g=, b=).',
      )
    : new OpcuaError(
        'node',
        `${address} names its namespace by index, which a server may change at every restart.`,
        `Write nsu=<namespace URI>;${index[1] ?? ''}; browsing shows the URI.`,
      );
}

/** Finds an address in the namespace table of one session. */
export function resolveAddress(address: Address, namespaces: readonly string[]): Resolution {
  const named = byUri.exec(address);
  const [, uri, kind, id] = named ?? [null, namespaces[0], ...(standard.exec(address)?.slice(1) ?? [])];
  const index = named === null ? 0 : namespaces.indexOf(uri ?? '');
  if (index < 0)
    return { reason: `the server has no namespace ${uri ?? ''}; it has ${namespaces.join(', ')}` };
  try {
    return { nodeId: coerceNodeId(`ns=${index};${kind ?? ''}=${id ?? ''}`) };
  } catch {
    return { reason: `${kind ?? ''}=${id ?? ''} is not a node identifier` };
  }
}

/** The address of a node, with the URI of its namespace. */
export function addressOf(nodeId: NodeId, namespaces: readonly string[]): Address {
  const value = Buffer.isBuffer(nodeId.value) ? nodeId.value.toString('base64') : String(nodeId.value);
  const id = `${letters[nodeId.identifierType]}=${value}`;
  return nodeId.namespace === 0 ? `ns=0;${id}` : `nsu=${namespaces[nodeId.namespace] ?? '?'};${id}`;
}
