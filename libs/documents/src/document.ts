import type { Document, Node, YAMLError } from 'yaml';
import type { DocumentPath, Locate, Problem } from './problems.ts';
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Environment } from './environment.ts';
import { NodeReader } from './node-reader.ts';
import { messageOf } from '@veinline/base';

/** A document longer than this many characters is refused: a plant of 100,000 tags stays below it. */
export const longestDocument = 10_000_000;

/** What `openDocument` has to know besides the text. */
export interface OpenOptions {
  /** Values for `${NAME}` in the text. */
  readonly environment: Environment;
  /** For messages. */
  readonly fileName: string;
  /** What an empty document should have said; completes the sentence "Write ...". */
  readonly outline: string;
}

/** The parsed text as plain values, what was wrong with the text, and where every path stands in it. */
export interface OpenedDocument {
  /** Undefined if the text could not be read at all, or says nothing. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly locate: Locate;
}

/** Reads YAML 1.2 with environment substitution; never throws, whatever the text. */
export function openDocument(text: string, { environment, fileName, outline }: OpenOptions): OpenedDocument {
  if (text.length > longestDocument)
    return unreadable(
      `The file has ${text.length} characters; at most ${longestDocument} are read.`,
      'Say what repeats once, or split the file into several.',
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
    const reader = new NodeReader(document, lines, environment);
    const value = reader.read();
    const problems = [...syntax, ...reader.problems];
    if (value !== null) return { value, problems, warnings, locate };
    const message = `says nothing: ${fileName} is empty or holds only comments.`;
    problems.push({ ...locate([], 'value'), path: '(file)', message, fix: `Write ${outline}.` });
    return { value: undefined, problems, warnings, locate };
  } catch (thrown) {
    return unreadable(
      `The file cannot be read as YAML: ${messageOf(thrown)}.`,
      'Remove deeply nested brackets and aliases that refer to themselves.',
    );
  }
}

function unreadable(message: string, fix: string): OpenedDocument {
  const problem = { line: 1, column: 1, path: '(file)', message, fix };
  const locate: Locate = () => ({ line: 1, column: 1 });
  return { value: undefined, problems: [problem], warnings: [], locate };
}

const syntaxFixes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces; YAML does not allow tabs there.',
  DUPLICATE_KEY: 'Keep one of the two keys.',
  MULTIPLE_DOCS: 'Keep one document: delete the line "---" and what belongs to another file.',
  MISSING_CHAR:
    'Close the quote, bracket or brace, or put the text in quotes ("${NAME}" inside { } needs them).',
  BAD_INDENT: 'Align the line with its neighbours; lists and keys of one level start in one column.',
  BAD_ALIAS: 'Define the anchor (&name) before its alias, or put text that starts with * in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Put a key and its colon on one line, and text that contains ": " in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that contains ": " in quotes, or start a new line for the nested key.',
  UNEXPECTED_TOKEN: 'Put text with special characters in quotes, or delete what does not belong here.',
  BAD_DQ_ESCAPE: 'Write a backslash twice in double quotes, or use single quotes.',
  TAG_RESOLVE_FAILED: 'Delete the tag that starts with "!"; the file needs none.',
};

function syntaxProblem(error: YAMLError, lines: LineCounter): Problem {
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

/** Walks from the root along the path, through aliases, as far as the document goes. */
function offsetOf(document: Document, path: DocumentPath, at: 'key' | 'value'): number {
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
