import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RunnerOptions } from './runner.ts';

/** A parameter and what follows the equals sign. */
export type Assignment = readonly [path: string, value: unknown];

/** What the command line changes of a scenario. */
export interface SettingsOptions {
  readonly set?: readonly Assignment[];
  readonly replications?: number;
  readonly seed?: number;
  readonly confidence?: number;
  readonly precision?: { readonly output: string; readonly halfWidth?: number; readonly relative?: number };
  readonly maxReplications?: number;
}

/** Options of every command that runs replications. */
export interface RunOptions extends SettingsOptions, RunnerOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Adds where to run and where results go. */
export function addRunnerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--workers <n>', 'worker threads; one for each processor if left out').argParser(
        wholeNumber,
      ),
    )
    .addOption(
      new Option('--queue <url>', 'let workers elsewhere do the work: redis://host:6379').conflicts(
        'workers',
      ),
    )
    .option('--json', 'print the result as JSON');
}

/** Adds what changes a scenario, and where results go. */
export function addRunOptions(command: Command): Command {
  addRunnerOptions(command)
    .option(
      '--replications <n>',
      'how many replications; with --precision, before the first decision',
      wholeNumber,
    )
    .option('--seed <n>', 'chooses the random numbers: a whole number', seedNumber)
    .option('--confidence <share>', 'of the intervals: 0.95', numberBetween0And1)
    .option(
      '--precision <output=width>',
      'go on until the half-width is reached: wait=0.5, or wait=5%',
      precision,
    )
    .option('--max-replications <n>', 'with --precision: stop there, reached or not', wholeNumber)
    .option('--out <folder>', 'write CSV, Parquet and manifest there')
    .option('--force', 'overwrite the results of an earlier run in that folder');
  return command;
}

/** Adds `--set path=value`, which may be repeated. */
export function addSetOption(command: Command): Command {
  return command.option(
    '--set <path=value>',
    'change a parameter, as in demand.perDay=8; may be repeated',
    assignment,
  );
}

/** `path=value`; the value as JSON if it is JSON, otherwise as text. */
function assignment(text: string, earlier: readonly Assignment[] = []): readonly Assignment[] {
  const [path, value] = split(text);
  return [...earlier, [path, jsonOrText(value)]];
}

/** The two sides of `path=value`. */
export function split(text: string): readonly [path: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Write a path, an equals sign and a value: demand.perDay=8.');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** JSON where the text is JSON, otherwise the text itself. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A whole number above 0. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}

function seedNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError(`Write a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  return value;
}

function numberBetween0And1(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('Write a number between 0 and 1, such as 0.95.');
  return value;
}

function precision(text: string): NonNullable<SettingsOptions['precision']> {
  const [output, width] = split(text);
  const isRelative = width.endsWith('%');
  const value = Number(isRelative ? width.slice(0, -1) : width);
  if (!(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError(
      'Write a half-width above 0 in the unit of the output (0.5), or in percent (5%).',
    );
  return isRelative ? { output, relative: value / 100 } : { output, halfWidth: value };
}
