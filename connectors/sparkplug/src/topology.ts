import type { BrowseEntry } from '@veinline/plant';
import type { EdgeNode } from './edge-node.ts';
import type { Addressing } from './mapping.ts';
import { dataTypes } from './values.ts';

/** A node with the identifiers of its topic. */
export interface NamedNode {
  readonly group: string;
  readonly edge: string;
  readonly node: EdgeNode;
}

/** Nodes, devices and metrics as their births told them, parents before children. */
export function* topology(nodes: Iterable<NamedNode>, addressing: Addressing): Generator<BrowseEntry> {
  for (const { group, edge, node } of nodes) {
    const root = addressing.format({ group, edge });
    yield { address: root, parent: null, name: edge, kind: 'object', hasChildren: true };
    const devices = new Set<string>();
    for (const { device, name, datatype, properties } of node.metrics) {
      const parent = device === '' ? root : addressing.format({ group, edge, device });
      if (device !== '' && !devices.has(device)) {
        devices.add(device);
        yield { address: parent, parent: root, name: device, kind: 'object', hasChildren: true };
      }
      const unit = properties['engUnit'] ?? properties['Unit'] ?? properties['unit'];
      const { engLow, engHigh } = properties;
      const isRanged = typeof engLow === 'number' && typeof engHigh === 'number';
      yield {
        address: addressing.format({ group, edge, device, metric: name }),
        parent,
        name,
        kind: 'variable',
        dataType: dataTypes[datatype] ?? `type ${datatype}`,
        ...(typeof unit === 'string' ? { unit } : {}),
        ...(isRanged ? { range: [engLow, engHigh] as const } : {}),
      };
    }
  }
}

/** Keeps the entries below an address, at most so many levels deep; all if no address is given. */
export function* within(
  entries: Iterable<BrowseEntry>,
  below: string | undefined,
  depth: number,
): Generator<BrowseEntry> {
  const levels = new Map<string, number>(below === undefined ? [] : [[below, 0]]);
  for (const entry of entries) {
    const above = entry.parent === null ? (below === undefined ? 0 : undefined) : levels.get(entry.parent);
    if (above === undefined || entry.address === below) continue;
    levels.set(entry.address, above + 1);
    if (above + 1 <= depth) yield entry;
  }
}
