import type { ExperimentResult } from './result.ts';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { seriesNamed } from './output-name.ts';

/**
 * The outputs as a Parquet file: one row per replication, one DOUBLE column per output (null where not observed), the
 * number of the replication, its events, and the code of its error or null. Units and the result hash are in the file's
 * metadata as `unit:<output>` and `veinline:resultHash`.
 */
export function outputsParquet(result: ExperimentResult): Uint8Array {
  const { experiment, indices, outputs, events, failures, manifest } = result;
  const { outputNames, outputs: definitions } = experiment.model;
  const errors = new Map(failures.map(({ replication, error }) => [replication, error.code]));
  return written(
    [
      { name: 'replication', data: Array.from(indices), type: 'INT32', nullable: false },
      ...outputNames.map((name) => ({ name, data: nullable(outputs[name]!), ...double })),
      { name: 'events', data: Array.from(events), type: 'DOUBLE', nullable: false },
      {
        name: 'error',
        data: Array.from(indices, (i) => errors.get(i) ?? null),
        type: 'STRING',
        nullable: true,
      },
    ],
    [
      { key: 'veinline:resultHash', value: manifest.resultHash },
      ...outputNames.map((name) => ({ key: `unit:${name}`, value: definitions[name]!.unit })),
    ],
  );
}

/** One series as a Parquet file: a row per replication and point, with the position in the unit of the axis. Throws SERIES_UNKNOWN. */
export function seriesParquet({ experiment, indices, series }: ExperimentResult, name: string): Uint8Array {
  const { points, unit, axis = { unit: '1', start: 0, step: 1 } } = seriesNamed(experiment.model, name);
  const values = series[name]!;
  const rows = Array.from(values, (_, i) => i);
  return written(
    [
      {
        name: 'replication',
        data: rows.map((i) => indices[Math.floor(i / points)]!),
        type: 'INT32',
        nullable: false,
      },
      {
        name: 'position',
        data: rows.map((i) => axis.start + (i % points) * axis.step),
        type: 'DOUBLE',
        nullable: false,
      },
      { name, data: nullable(values), ...double },
    ],
    [
      { key: 'unit:position', value: axis.unit },
      { key: `unit:${name}`, value: unit },
    ],
  );
}

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

const double = { type: 'DOUBLE', nullable: true } as const;

function written(columnData: Columns, kvMetadata: { key: string; value: string }[]): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: 'veinline' }));
}

function nullable(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
