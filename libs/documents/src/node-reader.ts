import type { Document, LineCounter, Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Environment } from './environment.ts';
import type { DocumentPath } from './problems.ts';
import type { Problem } from './problems.ts';
import { pathText } from './problems.ts';
import { substitute } from './environment.ts';

const deepest = 64;
/** Aliases can make a small text enormous; no honest document reaches this many values. */
const mostValues = 3_000_000;
const mostAliases = 1_000;

/** Turns YAML nodes into plain values, replacing environment references on the way. */
export class NodeReader {
  readonly problems: Problem[] = [];
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #environment: Environment;
  #count = 0;
  #aliases = 0;

  constructor(document: Document, lines: LineCounter, environment: Environment) {
    this.#document = document;
    this.#lines = lines;
    this.#environment = environment;
  }

  /** The whole document as values; throws RangeError if aliases make it endless. */
  read(): unknown {
    return this.#value(this.#document.contents, []);
  }

  #value(node: unknown, path: DocumentPath): unknown {
    if (++this.#count > mostValues || path.length > deepest)
      throw new RangeError(
        `more than ${deepest} levels or ${mostValues} values at ${pathText(path).slice(0, 80)}`,
      );
    if (isAlias(node)) {
      if (++this.#aliases > mostAliases) throw new RangeError(`more than ${mostAliases} aliases`);
      return this.#value(node.resolve(this.#document), path);
    }
    if (isSeq(node)) return node.items.map((item, i) => this.#value(item, [...path, i]));
    if (isMap(node)) return this.#record(node.items, path);
    if (isScalar(node))
      return typeof node.value === 'string' ? this.#text(node.value, node, path) : node.value;
    return null;
  }

  #record(items: readonly { key: unknown; value: unknown }[], path: DocumentPath): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (const { key, value } of items) {
      const name = isScalar(key) && key.value !== null ? String(key.value) : null;
      if (name === null || name === '__proto__')
        this.#report(
          key,
          path,
          `has the key ${String(key).slice(0, 40)}.`,
          'Use a word as key, in quotes if need be.',
        );
      else record[name] = this.#value(value, [...path, name]);
    }
    return record;
  }

  #text(text: string, node: Node, path: DocumentPath): string {
    if (!text.includes('${')) return text;
    const result = substitute(text, this.#environment);
    for (const name of new Set(result.missing)) {
      const fix = `Set ${name} in the environment, or write a default: \${${name}:-value}.`;
      this.#report(node, path, `needs the environment variable ${name}, which is not set.`, fix);
    }
    for (const broken of result.malformed)
      this.#report(
        node,
        path,
        `contains ${JSON.stringify(broken.slice(0, 60))}, which is no reference.`,
        'Write ${NAME} or ${NAME:-default} with letters, digits and _; write $${ for a literal ${.',
      );
    return result.text;
  }

  #report(node: unknown, path: DocumentPath, message: string, fix: string): void {
    const offset = (node as Partial<Node> | null)?.range?.[0] ?? 0;
    const { line, col } = this.#lines.linePos(offset);
    this.problems.push({
      line: Math.max(1, line),
      column: Math.max(1, col),
      path: pathText(path),
      message,
      fix,
    });
  }
}
