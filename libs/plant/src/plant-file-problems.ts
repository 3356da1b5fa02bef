import type { PlantProblem } from './model.ts';

/** Steps from the root of the file to a value. */
export type FilePath = readonly (string | number)[];

/** Finds where a path stands in the text: at its key or at its value; a missing path at its nearest parent. */
export type Locate = (
  path: FilePath,
  at: 'key' | 'value',
) => { readonly line: number; readonly column: number };

/** What to report, and whether the key rather than the value is wrong. */
export interface Finding {
  readonly path: FilePath;
  readonly message: string;
  readonly fix: string;
  readonly at?: 'key' | 'value';
}

/** Collects everything wrong with one file; problems refuse the file, warnings do not. */
export class ProblemList {
  readonly #locate: Locate;
  readonly #problems = new Map<string, PlantProblem>();
  readonly #warnings = new Map<string, PlantProblem>();

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  add(finding: Finding): void {
    this.#put(this.#problems, finding);
  }

  warn(finding: Finding): void {
    this.#put(this.#warnings, finding);
  }

  /** The problems in the order of the file, each said once. */
  get problems(): PlantProblem[] {
    return inFileOrder(this.#problems);
  }

  get warnings(): PlantProblem[] {
    return inFileOrder(this.#warnings);
  }

  #put(into: Map<string, PlantProblem>, { path, message, fix, at = 'value' }: Finding): void {
    const { line, column } = this.#locate(path, at);
    into.set(`${line}:${column} ${message}`, { line, column, path: pathText(path), message, fix });
  }
}

function inFileOrder(found: ReadonlyMap<string, PlantProblem>): PlantProblem[] {
  return [...found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** `equipment[0].tags[2].unit`; the root of the file is `(file)`. */
export function pathText(path: FilePath): string {
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
export function formatPlantProblems(problems: readonly PlantProblem[], fileName: string): string {
  return problems
    .map(
      ({ line, column, path, message, fix }) =>
        `${fileName}:${line}:${column}  ${path}  ${message}  Fix: ${fix}`,
    )
    .join('\n');
}
