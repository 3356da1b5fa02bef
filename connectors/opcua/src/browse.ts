import type { Address, BrowseEntry } from '@veinline/plant';
import type { ClientSession, DataValue, NodeId, ReferenceDescription } from 'node-opcua';
import {
  AttributeIds,
  BrowseDirection,
  DataType,
  NodeClass,
  NodeClassMask,
  ResultMask,
  coerceNodeId,
} from 'node-opcua';
import { addressOf, resolveAddress } from './address.ts';
import { OpcuaError } from './errors.ts';
import { valueOf } from './mapping.ts';
import type { OpenSession } from './session.ts';

const objectsFolder = coerceNodeId('ns=0;i=85');
/** The Server object describes the server itself, thousands of nodes that are not plant. */
const serverObject = 'ns=0;i=2253';
const hierarchical = coerceNodeId('ns=0;i=33');
const kinds = {
  [NodeClass.Object]: 'object',
  [NodeClass.Variable]: 'variable',
  [NodeClass.Method]: 'method',
} as const;

interface Found {
  readonly nodeId: NodeId;
  readonly address: Address;
  readonly parent: Address | null;
  readonly name: string;
  readonly kind: BrowseEntry['kind'];
  readonly children: readonly ReferenceDescription[];
}

/** What browsing starts from and where it stops. */
export interface BrowseOptions {
  readonly below?: Address;
  /** 1: one level; everything if absent. */
  readonly depth?: number;
  readonly signal?: AbortSignal;
}

/** Walks the tree level by level, each node once however many ways lead to it. */
export async function* browseTree(
  open: OpenSession,
  { below, depth = Infinity, signal }: BrowseOptions,
): AsyncGenerator<BrowseEntry> {
  const root = below === undefined ? { nodeId: objectsFolder } : resolveAddress(below, open.namespaces);
  if ('reason' in root)
    throw new OpcuaError(
      'node',
      `Cannot browse below ${below ?? ''}: ${root.reason}.`,
      'Browse from the root to see what there is.',
    );
  const seen = new Set<Address>([addressOf(root.nodeId, open.namespaces)]);
  if (below === undefined) seen.add(serverObject);
  let level: { readonly address: Address | null; readonly children: readonly ReferenceDescription[] }[] = [
    { address: below ?? null, children: (await childrenOf(open, [root.nodeId]))[0] ?? [] },
  ];
  const isWanted = (): boolean => signal?.aborted !== true;
  for (let at = 1; at <= depth && level.length > 0 && isWanted(); at += 1) {
    const fresh: Omit<Found, 'children'>[] = [];
    for (const { address: parent, children } of level)
      for (const reference of children) {
        const address = addressOf(reference.nodeId, open.namespaces);
        const kind = kinds[reference.nodeClass as keyof typeof kinds];
        if (seen.has(address) || kind === undefined) continue;
        seen.add(address);
        const name = reference.displayName.text ?? reference.browseName.name ?? address;
        fresh.push({ nodeId: reference.nodeId, address, parent, name, kind });
      }
    level = [];
    for (let i = 0; i < fresh.length && isWanted(); i += open.limits.browse) {
      const batch = fresh.slice(i, i + open.limits.browse);
      const children = await childrenOf(
        open,
        batch.map(({ nodeId }) => nodeId),
      );
      const found = batch.map((each, j) => ({ ...each, children: children[j] ?? [] }));
      level.push(...found);
      yield* await describe(open, found);
    }
  }
}

/** The children of some nodes, all continuation points followed. */
async function childrenOf(
  { session }: OpenSession,
  nodes: readonly NodeId[],
): Promise<ReferenceDescription[][]> {
  const results = await session.browse(
    nodes.map((nodeId) => ({
      nodeId,
      referenceTypeId: hierarchical,
      includeSubtypes: true,
      browseDirection: BrowseDirection.Forward,
      nodeClassMask: NodeClassMask.Object | NodeClassMask.Variable | NodeClassMask.Method,
      resultMask: ResultMask.BrowseName | ResultMask.DisplayName | ResultMask.NodeClass,
    })),
  );
  const lists: ReferenceDescription[][] = [];
  for (const result of results) {
    const list = [...(result.references ?? [])];
    let point = result.continuationPoint as Buffer | null | undefined;
    while (point && point.length > 0) {
      const more = await session.browseNext(point, false);
      list.push(...(more.references ?? []));
      point = more.continuationPoint as Buffer | null | undefined;
    }
    lists.push(list);
  }
  return lists;
}

/** Adds data type, description, unit and range to variables, read together. */
async function describe(open: OpenSession, found: readonly Found[]): Promise<BrowseEntry[]> {
  const wanted: { nodeId: NodeId; attributeId: AttributeIds }[] = [];
  const ask = (nodeId: NodeId, attributeId: AttributeIds): number => wanted.push({ nodeId, attributeId }) - 1;
  const plans = found.map((each) => {
    const property = (name: string): number | null => {
      const node = each.children.find((child) => child.browseName.name === name)?.nodeId;
      return node === undefined ? null : ask(node, AttributeIds.Value);
    };
    const isVariable = each.kind === 'variable';
    return {
      each,
      description: ask(each.nodeId, AttributeIds.Description),
      dataType: isVariable ? ask(each.nodeId, AttributeIds.DataType) : null,
      unit: isVariable ? property('EngineeringUnits') : null,
      range: isVariable ? property('EURange') : null,
    };
  });
  const values = await readAll(open.session, wanted, open.limits.read);
  const get = (at: number | null): unknown => {
    const value = at === null ? undefined : values[at];
    return value?.statusCode.isGood() === true ? (value.value.value as unknown) : null;
  };
  return plans.map(({ each, description, dataType, unit, range }) => {
    const { address, parent, name, kind, children } = each;
    const at = values[description];
    const text = at?.statusCode.isGood() === true ? valueOf(at.value) : null;
    const type = get(dataType) as NodeId | null;
    const eu = get(unit) as { readonly displayName?: { readonly text?: string | null } } | null;
    const limits = get(range) as { readonly low?: number; readonly high?: number } | null;
    return {
      address,
      parent,
      name,
      kind,
      hasChildren: children.length > 0,
      ...(typeof text === 'string' && text !== '' ? { description: text } : {}),
      ...(type === null ? {} : { dataType: typeName(type, open.namespaces) }),
      ...(eu?.displayName?.text ? { unit: eu.displayName.text } : {}),
      ...(limits?.low !== undefined && limits.high !== undefined
        ? { range: [limits.low, limits.high] as const }
        : {}),
    };
  });
}

async function readAll(
  session: ClientSession,
  wanted: readonly { nodeId: NodeId; attributeId: AttributeIds }[],
  limit: number,
): Promise<DataValue[]> {
  const values: DataValue[] = [];
  for (let i = 0; i < wanted.length; i += limit)
    values.push(...(await session.read(wanted.slice(i, i + limit))));
  return values;
}

function typeName(type: NodeId, namespaces: readonly string[]): string {
  const name = type.namespace === 0 && typeof type.value === 'number' ? DataType[type.value] : undefined;
  return name ?? addressOf(type, namespaces);
}
