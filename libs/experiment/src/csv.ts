import type { ExperimentResult } from './result.ts';
import { seriesNamed } from './output-name.ts';

/**
 * The outputs as CSV (RFC 4180): one row per replication, the unit in the header (`waitMean [min]`). Numbers are as
 * JavaScript prints them, so they read back to the same bits; what was not observed is an empty field.
 */
export function outputsCsv({ experiment, indices, outputs, events, failures }: ExperimentResult): string {
  const { outputNames, outputs: definitions } = experiment.model;
  const errors = new Map(failures.map(({ replication, error }) => [replication, error.code]));
  const columns = outputNames.map((name) => `${name} [${definitions[name]!.unit}]`);
  const rows = Array.from(indices, (index, row) => [
    index,
    ...outputNames.map((name) => outputs[name]![row]!),
    events[row]!,
    errors.get(index) ?? null,
  ]);
  return csv(['replication', ...columns, 'events', 'error'], rows);
}

/** One series as CSV: a row per replication and point, the position in the unit of the axis. Throws SERIES_UNKNOWN. */
export function seriesCsv({ experiment, indices, series }: ExperimentResult, name: string): string {
  const { points, unit, axis = { unit: '1', start: 0, step: 1 } } = seriesNamed(experiment.model, name);
  const values = series[name]!;
  const header = ['replication', `position [${axis.unit}]`, `${name} [${unit}]`];
  const rows = Array.from(values, (value, i) => [
    indices[Math.floor(i / points)]!,
    axis.start + (i % points) * axis.step,
    value,
  ]);
  return csv(header, rows);
}

/** Rows as CSV (RFC 4180), numbers to the last bit; null and NaN are empty fields. */
export function csv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null || Number.isNaN(value)) return '';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
