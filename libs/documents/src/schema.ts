import type { DocumentPath, ProblemList } from './problems.ts';
import { descriptionOf, keysOf, schemasAt } from './schema-at.ts';
import { nearestName } from '@veinline/base';
import { shown } from './problems.ts';
import type { z } from 'zod';

/** How `checkSchema` speaks of what it checks. */
export interface CheckOptions {
  /** What the value is, for messages about unknown keys: `model parameter`. */
  readonly what: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Checks a value against any Zod schema and reports every issue at its place: the value found, and the schema's
 * description as the fix, which completes the sentence "Write ...". A refinement with `params.fix` speaks for itself:
 * its message (or `params.problem`) is the predicate ("is 3, below the low limit 5"), its fix the whole remedy. Returns the parsed value, or undefined
 * if anything was reported.
 */
export function checkSchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: DocumentPath,
  problems: ProblemList,
  options: CheckOptions,
): z.output<S> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const report = new IssueReport(schema, value, path, problems, options);
  for (const issue of result.error.issues) report.add(issue, []);
  return undefined;
}

class IssueReport {
  readonly #schema: z.ZodType;
  readonly #value: unknown;
  readonly #path: DocumentPath;
  readonly #problems: ProblemList;
  readonly #options: CheckOptions;

  constructor(
    schema: z.ZodType,
    value: unknown,
    path: DocumentPath,
    problems: ProblemList,
    options: CheckOptions,
  ) {
    this.#schema = schema;
    this.#value = value;
    this.#path = path;
    this.#problems = problems;
    this.#options = options;
  }

  add(issue: Issue, base: DocumentPath): void {
    const below = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) this.#unknownKey(key, below);
    else if (issue.code === 'invalid_union' && issue.errors.length > 0)
      for (const each of nearestBranch(issue.errors)) this.add(each, below);
    else if (issue.code === 'invalid_key') this.#invalidKey(issue, below);
    else if (below.length > 0 && this.#isMissing(below)) this.#missing(issue, below);
    else this.#wrong(issue, below);
  }

  #unknownKey(key: string, below: DocumentPath): void {
    const known = keysOf(schemasAt(this.#schema, below, this.#value), valueAt(this.#value, below));
    const near = nearestName(key, known);
    const fix = near ? `Did you mean "${near}"?` : `Delete it; there are ${known.join(', ')}.`;
    const message = `is no ${this.#options.what}.`;
    this.#problems.add({ path: [...this.#path, ...below, key], message, fix, at: 'key' });
  }

  #invalidKey(issue: Extract<Issue, { code: 'invalid_key' }>, below: DocumentPath): void {
    const message = `is the key ${shown(below.at(-1))}.`;
    const fix = sentence(issue.issues[0]?.message ?? issue.message);
    this.#problems.add({ path: [...this.#path, ...below], message, fix, at: 'key' });
  }

  #isMissing(below: DocumentPath): boolean {
    const parent = valueAt(this.#value, below.slice(0, -1));
    return typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, String(below.at(-1)));
  }

  #missing(issue: Issue, below: DocumentPath): void {
    const key = String(below.at(-1));
    const path = [...this.#path, ...below.slice(0, -1)];
    const fix = `Add "${key}": ${this.#wanted(issue, below)}.`;
    this.#problems.add({ path, message: `has no "${key}".`, fix });
  }

  #wrong(issue: Issue, below: DocumentPath): void {
    const found = valueAt(this.#value, below);
    const at = [...this.#path, ...below];
    if (issue.code !== 'custom' || issue.message === 'Invalid input') {
      this.#problems.add({ path: at, message: `is ${shown(found)}.`, fix: this.#fix(issue, found, below) });
      return;
    }
    const { problem = issue.message, fix } = (issue.params ?? {}) as { problem?: string; fix?: string };
    const message = fix === undefined ? `is ${shown(found)}: ${problem}` : problem;
    this.#problems.add({ path: at, message: ended(message), fix: fix ?? this.#fix(issue, found, below) });
  }

  #fix(issue: Issue, found: unknown, below: DocumentPath): string {
    const near = typeof found === 'string' ? nearestName(found, choicesOf(issue)) : null;
    const bounds = boundsOf(issue);
    const wanted = this.#wanted(issue, below);
    // A description that names the limit needs no reminder of it.
    const isSaid = bounds === '' || wanted.includes(bounds) || saysLimit(wanted, issue);
    const write = `Write ${wanted}${isSaid ? '' : ` (${bounds})`}.`;
    return near ? `Did you mean "${near}"? ${write}` : write;
  }

  /** What belongs there, as the end of a sentence. */
  #wanted(issue: Issue, below: DocumentPath): string {
    const descriptions = schemasAt(this.#schema, below, this.#value).map(descriptionOf);
    const description = descriptions.find((each) => each !== undefined);
    if (description !== undefined) return description.replace(/\.$/, '');
    const choices = choicesOf(issue);
    return choices.length > 0 ? `one of ${choices.join(', ')}` : expected(issue.message);
  }
}

/** Of the kinds a union offers, the issues of the one the value comes nearest to. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  // A branch that fails as a whole says only "not of this kind"; one that fails inside is what the author meant.
  const inside = branches.filter((issues) => !issues.some(isAboutTheWhole));
  const candidates = inside.length > 0 ? inside : branches;
  return candidates.reduce((best, issues) => (issues.length < best.length ? issues : best));
}

function isAboutTheWhole(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function choicesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : [];
  return Array.isArray(options) ? options.map(String) : [];
}

function boundsOf(issue: Issue): string {
  const of =
    'origin' in issue && issue.origin !== 'number' && issue.origin !== 'int' ? sizes[issue.origin] : '';
  if (issue.code === 'too_small')
    return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${of ?? ''}`;
  if (issue.code === 'too_big')
    return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${of ?? ''}`;
  if (issue.code === 'invalid_type' && issue.expected === 'int') return 'a whole number';
  return issue.code === 'not_multiple_of' ? `a multiple of ${issue.divisor}` : '';
}

function saysLimit(description: string, issue: Issue): boolean {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.code === 'too_big' ? issue.maximum : null;
  return limit !== null && description.split(/[\s,;()]+/).includes(String(limit));
}

const sizes: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

/** "Invalid input: expected number, received string" as the end of "Write ...". */
function expected(message: string): string {
  const found = /expected (.+?)(?:, received .*)?$/.exec(message)?.[1];
  return found === undefined ? `another value: ${message}` : `a value that is ${found}`;
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | null | undefined)?.[step];
  return found;
}

function sentence(text: string): string {
  return ended(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
