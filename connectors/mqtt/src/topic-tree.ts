import type { Address, BrowseEntry } from '@veinline/plant';

/** The JSON type of a payload document, as browsing shows it. */
function typeOf(document: unknown): string {
  return document === null ? 'null' : Array.isArray(document) ? 'array' : typeof document;
}

/**
 * Topics as a tree, depth first: each level of a topic is an object, each topic seen a variable, and each field
 * of an object payload a variable below it. Levels have their topic with a trailing slash as address.
 */
export function* topicTree(
  seen: ReadonlyMap<string, unknown>,
  below: Address | undefined,
  depth: number,
): Generator<BrowseEntry> {
  const yielded = new Set<string>();
  const base = below ?? '';
  const baseDepth = base === '' ? 0 : base.split('/').filter((part) => part !== '').length;
  for (const topic of [...seen.keys()].sort()) {
    if (!topic.startsWith(base.replace(/\/$/, ''))) continue;
    const levels = topic.split('/');
    let parent: string | null = null;
    for (const [i, name] of levels.entries()) {
      const isLast = i === levels.length - 1;
      const address: string = isLast ? topic : `${levels.slice(0, i + 1).join('/')}/`;
      if (i >= baseDepth && i < baseDepth + depth && !yielded.has(address)) {
        yielded.add(address);
        if (isLast) yield* variable(topic, name, parent, seen.get(topic));
        else yield { address, parent, name: name || '(empty level)', kind: 'object', hasChildren: true };
      }
      parent = address;
    }
  }
}

function* variable(
  topic: string,
  name: string,
  parent: string | null,
  document: unknown,
): Generator<BrowseEntry> {
  const fields = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  yield {
    address: topic,
    parent,
    name: name || '(empty level)',
    kind: 'variable',
    dataType: typeOf(document),
    hasChildren: fields.length > 0,
  };
  for (const [field, value] of fields) {
    const step = field.replaceAll('~', '~0').replaceAll('/', '~1');
    const address = `${topic}#/${step}`;
    yield {
      address,
      parent: topic,
      name: field || '(empty name)',
      kind: 'variable',
      dataType: typeOf(value),
    };
  }
}
