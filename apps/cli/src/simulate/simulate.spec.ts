import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { veinline as runVeinline } from '../terminal.spec-support.ts';

// A run starts a worker thread, which compiles its TypeScript anew: seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veinline-simulate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const veinline = (...args: string[]) => runVeinline(args);

const quick = ['--set', 'days=1', '--replications', '4', '--workers', '1'];

describe('veinline simulate', () => {
  it('prints a table, writes files that agree, and repeats to the bit', async () => {
    const out = join(folder, 'run');
    const { code, out: text } = await veinline('simulate', 'clinic', ...quick, '--out', out);
    expect(code).toBe(0);
    expect(text).toMatch(/^Three chairs: Apheresis clinic, 4 replications, seed 2024\n/);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ codeVersion: '1.2.3', replications: 4, status: 'complete' });
    expect(manifest['inputHashes']).toEqual({
      'clinic.yaml': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(text).toContain(`Result hash ${String(manifest['resultHash'])}`);
    const csv = readFileSync(join(out, 'outputs.csv'), 'utf8').trim().split('\r\n');
    expect(csv).toHaveLength(5);
    // The mean of the column is the mean of the table.
    const column = csv[0]?.split(',').indexOf('chairUtilisation [%]') ?? -1;
    const values = csv.slice(1).map((line) => Number(line.split(',')[column]));
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(Number(/^chairUtilisation\s+%\s+([\d.]+)/m.exec(text)?.[1])).toBeCloseTo(mean, 0);
    const again = await veinline('rerun', join(out, 'manifest.json'), '--workers', '1');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain(`hash ${String(manifest['resultHash'])}`);
  });

  it('refuses a folder that holds results, before it runs anything', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{}');
    const { code, error } = await veinline('simulate', 'clinic', ...quick, '--out', folder);
    expect(code).toBe(2);
    expect(error).toContain(`${folder} holds the results of an earlier run`);
    expect(existsSync(join(folder, 'outputs.csv'))).toBe(false);
  });

  it('lists every problem of a scenario with its line, and runs nothing', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(
      file,
      `model: apheresis-clinic
name: Wrong
parameters:
  chairs: 0
  collection: { type: lognormall, median: 210, p90: 255 }
experiment:
  replications: -1
`,
    );
    const { code, error } = await veinline('simulate', file);
    expect(code).toBe(1);
    expect(error).toContain(`${file}:4:11  parameters.chairs  is 0.`);
    expect(error).toMatch(/wrong\.yaml:5:\d+ {2}parameters\.collection.*lognormal/);
    expect(error).toMatch(/wrong\.yaml:7:\d+ {2}experiment\.replications {2}is -1\./);
  });

  it.each([
    [['simulate', 'clinc'], /no scenario clinc.*\n.*clinic, clinic-fourth-chair/s, 2],
    [
      ['simulate', 'clinic', '--set', 'demand.perDy=3'],
      /demand\.perDy does not exist.*\n.*"demand\.perDay"/s,
      1,
    ],
    [['simulate', 'clinic', '--set', 'chairs=-1'], /parameters\.chairs {2}is -1/, 1],
    [['simulate', 'clinic', '--set', 'chairs'], /Write a path, an equals sign and a value/, 2],
    [['simulate', 'clinic', '--precision', 'waitMean=-1'], /half-width above 0/, 2],
    [['simulate', 'clinic', '--precision', 'waitMeen=1'], /"waitMeen".*"waitMean"/s, 1],
    [['simulate', 'clinic', '--seed', '1.5'], /whole number from 0/, 2],
    [['simulate', 'clinic', '--workers', '2', '--queue', 'redis://x'], /cannot be used with/, 2],
    [['sweep', 'clinic', '--set', 'chairs=5..3'], /upwards/, 2],
    [['sensitivity', 'clinic', '--range', 'chairs=3'], /low\.\.high/, 2],
    [['rerun', '/no/manifest.json'], /Cannot open \/no\/manifest\.json/, 2],
  ])('%j: %s', async (args, message, exitCode) => {
    const { code, error } = await veinline(...args);
    expect(error).toMatch(message);
    expect(code).toBe(exitCode);
  });

  it('does not believe a manifest that was edited', async () => {
    const out = join(folder, 'run');
    await veinline('simulate', 'clinic', ...quick, '--out', out);
    const path = join(out, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"chairs": 3', '"chairs": 4'));
    const edited = await veinline('rerun', path, '--workers', '1');
    expect(edited.code).toBe(1);
    expect(edited.error).toContain('was edited');
    // Another seed is no forgery of the parameters; the results tell.
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('"chairs": 4', '"chairs": 3').replace('"seed": 2024', '"seed": 1'),
    );
    const other = await veinline('rerun', path, '--workers', '1');
    expect(other.code).toBe(1);
    expect(other.out).toContain('Other results');
  });

  it('sweeps every combination with the same random numbers', async () => {
    const set = ['--set', 'chairs=3,4', '--set', 'acceptableWait=10..30:10'];
    const plan = ['--replications', '2', '--workers', '1', '--json'];
    const { code, out } = await veinline('sweep', 'clinic', '--set', 'days=1', ...set, ...plan);
    expect(code).toBe(0);
    const points = JSON.parse(out) as {
      changes: Record<string, number>;
      outputs: Record<string, { interval: { mean: number } }>;
    }[];
    expect(points.map(({ changes }) => [changes['chairs'], changes['acceptableWait']])).toEqual([
      [3, 10],
      [3, 20],
      [3, 30],
      [4, 10],
      [4, 20],
      [4, 30],
    ]);
    // What counts as acceptable changes no wait.
    const waits = points.slice(0, 3).map(({ outputs }) => outputs['waitMean']?.interval.mean);
    expect(new Set(waits).size).toBe(1);
  });
});
