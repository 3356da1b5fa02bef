import type { Document, Node, YAMLError } from 'yaml';
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { FilePath, Locate } from './plant-file-problems.ts';
import type { PlantProblem } from './model.ts';
import { SourceReader } from './plant-file-reader.ts';
import type { Environment } from './plant-file-environment.ts';
import { messageOf } from '@veinline/base';

/** A plant file longer than this many characters is refused: a plant of 100,000 tags stays below it. */
export const longestPlantFile = 10_000_000;

/** The parsed text as plain values, what was wrong with the text, and where every path stands in it. */
export interface PlantSource {
  /** Undefined if the text could not be read at all. */
  readonly value: unknown;
  readonly problems: readonly PlantProblem[];
  readonly warnings: readonly PlantProblem[];
  readonly locate: Locate;
}

/** Reads YAML 1.2 with environment substitution; never throws, whatever the text. */
export function openPlantSource(text: string, environment: Environment): PlantSource {
  if (text.length > longestPlantFile)
    return unreadable(
      `The file has ${text.length} characters; at most ${longestPlantFile} are read.`,
      'Use classes for equipment that repeats, or split the plant into several files and servers.',
    );
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const syntax = document.errors.map((error) => syntaxProblem(error, lines));
    const warnings = document.warnings.map((warning) => syntaxProblem(warning, lines));
    const locate = locator(document, lines);
    // A repeated key leaves the rest readable; after any other syntax error the structure is guesswork.
    if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY'))
      return { value: undefined, problems: syntax, warnings, locate };
    const reader = new SourceReader(document, lines, environment);
    const value = reader.read();
    return { value, problems: [...syntax, ...reader.problems], warnings, locate };
  } catch (thrown) {
    return unreadable(
      `The file cannot be read as YAML: ${messageOf(thrown)}.`,
      'Remove deeply nested brackets and aliases that refer to themselves.',
    );
  }
}

function unreadable(message: string, fix: string): PlantSource {
  const problem = { line: 1, column: 1, path: '(file)', message, fix };
  const locate: Locate = () => ({ line: 1, column: 1 });
  return { value: undefined, problems: [problem], warnings: [], locate };
}

const syntaxFixes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces; YAML does not allow tabs there.',
  DUPLICATE_KEY: 'Keep one of the two keys.',
  MULTIPLE_DOCS: 'Keep one document: delete the line "---" and what belongs to another plant.',
  MISSING_CHAR:
    'Close the quote, bracket or brace, or put the text in quotes ("${NAME}" inside { } needs them).',
  BAD_INDENT: 'Align the line with its neighbours; lists and keys of one level start in one column.',
  BAD_ALIAS: 'Define the anchor (&name) before its alias, or put text that starts with * in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Put a key and its colon on one line, and text that contains ": " in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that contains ": " in quotes, or start a new line for the nested key.',
  UNEXPECTED_TOKEN: 'Put text with special characters in quotes, or delete what does not belong here.',
  BAD_DQ_ESCAPE: 'Write a backslash twice in double quotes, or use single quotes.',
  TAG_RESOLVE_FAILED: 'Delete the tag that starts with "!"; a plant file needs none.',
};

function syntaxProblem(error: YAMLError, lines: LineCounter): PlantProblem {
  const at = lines.linePos(error.pos[0]);
  const fix = syntaxFixes[error.code] ?? 'Put the text in quotes, or compare the line with its neighbours.';
  const message = `YAML: ${error.message.replace(/\s+/g, ' ')}.`.replace('..', '.');
  return { line: Math.max(1, at.line), column: Math.max(1, at.col), path: '(syntax)', message, fix };
}

function locator(document: Document, lines: LineCounter): Locate {
  return (path, at) => {
    const offset = offsetOf(document, path, at);
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

/** Walks from the root along the path, through aliases, as far as the file goes. */
function offsetOf(document: Document, path: FilePath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node, 0);
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(step));
      if (!pair) return offset;
      const keyOffset = startOf(pair.key, offset);
      offset = at === 'key' && i === path.length - 1 ? keyOffset : startOf(pair.value, keyOffset);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node, offset);
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown, fallback: number): number {
  return isNode(node) ? ((node as Node).range?.[0] ?? fallback) : fallback;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
