import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, type Block } from './markdown.ts';
import { failed, root, runFromSource, runPrograms } from './programs.ts';
import { typeErrors } from './type-check.ts';

/** Pages whose every program runs and prints what the page shows. */
const pages = ['docs/tutorials/clinic-queue.md', 'docs/explanation/how-the-engine-orders-events.md'];
/** Pages whose programs compile and run; what they print is not shown. */
const readmes = ['stats', 'des', 'agents', 'experiment'].map((name) => `libs/${name}/README.md`);

/** A program and where it comes from. */
interface Sample {
  readonly place: string;
  readonly file: string;
  /** Undefined where nothing is recorded. */
  readonly expected: string | undefined;
}

// Inside node_modules, so that the packages are found and no other check sees the files.
const folder = join(root, 'node_modules/.veinline/docs');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const blocks = (path: string, language: string): Block[] =>
  blocksOf(text(path)).filter((block) => block.language === language);

const examples: Sample[] = readdirSync(join(root, 'docs/examples'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const place = `docs/examples/${name}`;
    return { place, file: join(root, place), expected: text(place.replace(/\.ts$/, '.out')) };
  });

const samplesOf = (path: string, isShown: boolean): Sample[] =>
  blocks(path, 'ts').map((block) => ({
    place: `${path}:${block.line}`,
    // An .mts file is a module wherever it lies.
    file: join(folder, `${path.replace(/\W+/g, '-')}-${block.line}.mts`),
    expected: isShown ? block.output : undefined,
  }));

const extracted = [
  ...pages.flatMap((path) => samplesOf(path, true)),
  ...readmes.flatMap((path) => samplesOf(path, false)),
];
const samples = [...examples, ...extracted];
const printed = new Map<string, string | undefined>();

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const programs = [...pages, ...readmes].flatMap((path) => blocks(path, 'ts').map(({ text }) => text));
  extracted.forEach(({ file }, i) => writeFileSync(file, programs[i] ?? ''));
  const outputs = await runPrograms(samples.map(({ file }) => file));
  samples.forEach(({ place }, i) => printed.set(place, outputs[i]));
}, 300_000);

describe('the programs in the documentation', () => {
  it('compile under the settings of the tests', { timeout: 300_000 }, () => {
    expect(
      typeErrors(
        samples.map(({ file }) => file),
        join(root, 'test/tsconfig.json'),
      ),
    ).toEqual([]);
  });

  it.each(samples.filter(({ expected }) => expected !== undefined))(
    'print what is recorded: $place',
    ({ place, expected }) => {
      expect(printed.get(place)).toBe(expected);
    },
  );

  it.each(samples.filter(({ expected }) => expected === undefined))(
    'run to their end: $place',
    ({ place }) => {
      expect(printed.get(place)).toBeDefined();
      expect(printed.get(place)).not.toContain(failed);
    },
  );

  it('are all marked to be run on the pages that show what they print', () => {
    expect(pages.flatMap((path) => blocks(path, 'ts')).every(({ isMarked }) => isMarked)).toBe(true);
  });

  it('have one recorded output each, and no output without a program', () => {
    const recorded = readdirSync(join(root, 'docs/examples')).filter((name) => name.endsWith('.out'));
    expect(recorded).toEqual(examples.map(({ place }) => basename(place).replace(/\.ts$/, '.out')));
  });
});

describe('the commands in the documentation', () => {
  const results = mkdtempSync(join(tmpdir(), 'veinline-docs-'));
  afterAll(() => rmSync(results, { recursive: true, force: true }));
  const commands = pages.flatMap((path) => blocks(path, 'sh').filter(({ isMarked }) => isMarked));

  // In the order of the page, since a later command may read what an earlier one wrote.
  it.each(commands)('print what is recorded: $text', { timeout: 180_000 }, async ({ text, output }) => {
    const args = text
      .trim()
      .replace(/^npx veinline /, '')
      .replaceAll('results/', `${results}/`)
      .split(' ');
    const ran = await runFromSource(['apps/cli/src/main.ts', ...args]);
    expect(ran.output.replaceAll(`${results}/`, 'results/')).toBe(output);
    expect(ran.exitCode).toBe(0);
  });
});
