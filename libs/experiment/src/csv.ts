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
  const lines = [['replication', ...columns, 'events', 'error'].map(field).join(',')];
  for (const [row, index] of indices.entries()) {
    const values = outputNames.map((name) => numberField(outputs[name]![row]!));
    lines.push([index, ...values, events[row], field(errors.get(index) ?? '')].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** One series as CSV: a row per replication and point, the position in the unit of the axis. Throws SERIES_UNKNOWN. */
export function seriesCsv({ experiment, indices, series }: ExperimentResult, name: string): string {
  const { points, unit, axis = { unit: '1', start: 0, step: 1 } } = seriesNamed(experiment.model, name);
  const values = series[name]!;
  const lines = [['replication', `position [${axis.unit}]`, `${name} [${unit}]`].map(field).join(',')];
  for (const [row, index] of indices.entries())
    for (let p = 0; p < points; p++)
      lines.push(`${index},${axis.start + p * axis.step},${numberField(values[row * points + p]!)}`);
  return `${lines.join('\r\n')}\r\n`;
}

function numberField(value: number): string {
  return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : String(value);
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
