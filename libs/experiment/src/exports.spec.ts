import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { outputsCsv, seriesCsv } from './csv.ts';
import { outputsParquet, seriesParquet } from './parquet.ts';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ExperimentResult } from './result.ts';
import { InlineRunner } from './inline-runner.ts';
import { defineExperiment } from './experiment.ts';
import { join } from 'node:path';
import { models } from './contract-models.ts';
import { runExperiment } from './run-experiment.ts';
import { tmpdir } from 'node:os';

const runner = new InlineRunner(models);
let folder: string;
let queue: ExperimentResult;
let failing: ExperimentResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veinline-exports-'));
  queue = await runExperiment(defineExperiment({ model: models[0]!, settings: { replications: 9 } }), {
    runner,
  });
  failing = await runExperiment(defineExperiment({ model: models[1]!, settings: { replications: 5 } }), {
    runner,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What an independent reader finds in a file. */
async function rowsOf(file: string, content: Uint8Array | string, query: string): Promise<unknown[][]> {
  const path = join(folder, file);
  writeFileSync(path, content);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(query.replaceAll('FILE', path));
  const rows = reader.getRowsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe('CSV', () => {
  it('has one row a replication, units in the header, and empty fields for what was not observed', () => {
    const lines = outputsCsv(queue).split('\r\n');
    expect(lines[0]).toBe('replication,waitMean [min],waitMaximum [min],firstLongWait [min],events,error');
    expect(lines).toHaveLength(9 + 2);
    const unobserved = queue.outputs['firstLongWait']!.findIndex((value) => Number.isNaN(value));
    expect(unobserved).toBeGreaterThanOrEqual(0);
    expect(lines[1 + unobserved]!.split(',')[3]).toBe('');
  });

  it('reads back to the same bits', () => {
    const fields = outputsCsv(queue).split('\r\n').slice(1, -1);
    const values = fields.map((line) => Number(line.split(',')[1]));
    expect(Float64Array.from(values)).toEqual(queue.outputs['waitMean']);
  });

  it('names the error of a partial replication', () => {
    const fields = outputsCsv(failing).split('\r\n').slice(1, -1);
    expect(fields.map((line) => line.split(',').at(-1) !== '')).toEqual([false, true, false, false, true]);
  });

  it('has a row for every point of a series', () => {
    const lines = seriesCsv(queue, 'waits').split('\r\n');
    expect(lines[0]).toBe('replication,position [1],waits [min]');
    expect(lines).toHaveLength(9 * 20 + 2);
    expect(lines[21]).toBe(`1,0,${queue.series['waits']![20]}`);
  });

  it('is read by DuckDB with the same numbers', async () => {
    const rows = await rowsOf('a.csv', outputsCsv(queue), `SELECT "waitMaximum [min]" FROM read_csv('FILE')`);
    expect(rows.map(([value]) => value)).toEqual(Array.from(queue.outputs['waitMaximum']!));
  });
});

describe('Parquet', () => {
  it('is read by DuckDB with the same bits, null for what was not observed', async () => {
    const query = `SELECT replication, waitMean, firstLongWait, events, error FROM 'FILE' ORDER BY replication`;
    const rows = await rowsOf('a.parquet', outputsParquet(queue), query);
    const { waitMean, firstLongWait } = queue.outputs;
    const expected = Array.from(queue.indices, (index, row) => [
      index,
      waitMean![row],
      Number.isNaN(firstLongWait![row]) ? null : firstLongWait![row],
      queue.events[row],
      null,
    ]);
    expect(rows).toEqual(expected);
    expect(expected.some((row) => row[2] === null)).toBe(true);
  });

  it('names the error of a partial replication', async () => {
    const rows = await rowsOf(
      'b.parquet',
      outputsParquet(failing),
      `SELECT replication, error IS NULL FROM 'FILE'`,
    );
    expect(rows).toEqual(failing.indices.length === 5 ? [0, 1, 2, 3, 4].map((i) => [i, i % 3 !== 1]) : []);
  });

  it('carries the result hash and the units', async () => {
    const query = `SELECT decode(key), decode(value) FROM parquet_kv_metadata('FILE')`;
    const rows = await rowsOf('c.parquet', outputsParquet(queue), query);
    expect(rows).toContainEqual(['veinline:resultHash', queue.manifest.resultHash]);
    expect(rows).toContainEqual(['unit:waitMean', 'min']);
  });

  it('holds series point by point', async () => {
    const query = `SELECT position, waits FROM 'FILE' WHERE replication = 3 ORDER BY position`;
    const rows = await rowsOf('d.parquet', seriesParquet(queue, 'waits'), query);
    const expected = Array.from({ length: 20 }, (_, p) => [p, queue.series['waits']![3 * 20 + p]]);
    expect(rows).toEqual(expected);
  });

  it('has no rows for an experiment without results', async () => {
    const experiment = queue.experiment;
    const empty = await runExperiment(experiment, { runner, signal: AbortSignal.abort() });
    expect(await rowsOf('e.parquet', outputsParquet(empty), `SELECT count(*)::INT FROM 'FILE'`)).toEqual([
      [0],
    ]);
  });
});
