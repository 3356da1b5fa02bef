import type { FlowSymbols } from './flow-symbols.ts';

/** Leaves the loop because a block cannot go on with a value. */
export function failCode(index: number, value: string): string {
  return `{ exit = 2; place = ${index}; problem = ${value}; break main; }`;
}

/** Sends the entity to a block; nothing to do where that is the case below. */
export function goOnCode(from: number, to: number): string {
  return to === from + 1 ? '' : `b = ${to}; continue step;`;
}

/** Makes an entity due now, as spawning a process or waking one does: the newest event of this time. */
export function makeReadyCode(entity: string, rank = 'sequence++'): string {
  return `ranks[${entity}] = ${rank};
links[${entity}] = -1;
if (readyHead < 0) readyHead = ${entity};
else links[readyTail] = ${entity};
readyTail = ${entity};
readyTime = now;`;
}

/** Brings an entity `e` into being. */
export function newEntityCode({ plan: { attributes }, readsSerials }: FlowSymbols): string {
  return `if (freeHead >= 0) {
  e = freeHead;
  freeHead = links[e];
} else {
  if (used === blocks.length) {
    columns.grow();
    ({ blocks, ranks, links, ends, since, serials, heapTimes, heapEntities } = columns);
    ${attributes.map((_, i) => `x${i} = columns.attributes[${i}];`).join(' ')}
  }
  e = used++;
}
population++;
${readsSerials ? 'serials[e] = created;' : ''}
created++;
${attributes.map((_, i) => `x${i}[e] = 0;`).join(' ')}`;
}
