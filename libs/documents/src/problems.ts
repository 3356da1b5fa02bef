/** One thing wrong in a document: where, what, and what to write instead. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** Path in the document, `equipment[0].children[2].tags[1].address`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** Steps from the root of the document to a value. */
export type DocumentPath = readonly (string | number)[];

/** Finds where a path stands in the text: at its key or at its value; a missing path at its nearest parent. */
export type Locate = (
  path: DocumentPath,
  at: 'key' | 'value',
) => { readonly line: number; readonly column: number };

/** What to report, and whether the key rather than the value is wrong. */
export interface Finding {
  readonly path: DocumentPath;
  readonly message: string;
  readonly fix: string;
  readonly at?: 'key' | 'value';
}

/** Collects everything wrong with one document; problems refuse it, warnings do not. */
export class ProblemList {
  readonly #locate: Locate;
  readonly #problems = new Map<string, Problem>();
  readonly #warnings = new Map<string, Problem>();

  /** The locator comes from `openDocument`; for values that came without a text, take `nowhere`. */
  constructor(locate: Locate) {
    this.#locate = locate;
  }

  /** Adds something that refuses the document. */
  add(finding: Finding): void {
    this.#put(this.#problems, finding);
  }

  /** Adds something the reader should know, though the document is taken. */
  warn(finding: Finding): void {
    this.#put(this.#warnings, finding);
  }

  /** The problems in the order of the document, each said once. */
  get problems(): Problem[] {
    return inDocumentOrder(this.#problems.values());
  }

  /** The warnings in the order of the document, each said once. */
  get warnings(): Problem[] {
    return inDocumentOrder(this.#warnings.values());
  }

  #put(into: Map<string, Problem>, { path, message, fix, at = 'value' }: Finding): void {
    const { line, column } = this.#locate(path, at);
    const text = pathText(path);
    // A value that aliases bring to several paths is one place of the text; without a text the path is the place.
    const place = this.#locate === nowhere ? text : `${line}:${column}`;
    into.set(`${place} ${message}`, { line, column, path: text, message, fix });
  }
}

/** The locator of values that came without a text, from an API call: all stand at line 1, column 1. */
export const nowhere: Locate = () => ({ line: 1, column: 1 });

/** Sorts problems by line, then column; equals keep their order. */
export function inDocumentOrder(found: Iterable<Problem>): Problem[] {
  return [...found].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** `equipment[0].tags[2].unit`; the root of the document is `(file)`. */
export function pathText(path: DocumentPath): string {
  if (path.length === 0) return '(file)';
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** A value as a message shows it: short, on one line, text in quotes. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** One line per problem: `plant.yaml:12:7  equipment[0].tags[2].unit  is 5.  Fix: Write text in quotes.` */
export function formatProblems(problems: readonly Problem[], fileName: string): string {
  return problems
    .map(
      ({ line, column, path, message, fix }) =>
        `${fileName}:${line}:${column}  ${path}  ${message}  Fix: ${fix}`,
    )
    .join('\n');
}
