import type { ExperimentResult, OutputSummary } from '@veinline/experiment';
import type { MeanInterval } from '@veinline/stats';

/** Columns with a header, padded; numbers and what looks like them on the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const isRight = header.map((_, i) => i > 0 && rows.every((row) => /^[-–+\d(]|^$/.test(row[i] ?? '')));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isRight[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

/** The outputs of an experiment: mean with interval, spread and quantiles over replications. */
export function outputsTable({ summary, experiment }: ExperimentResult): string {
  const percent = `${+(experiment.settings.confidence * 100).toFixed(4)} %`;
  const rows = Object.entries(summary).map(([name, output]) => [name, ...cellsOf(output)]);
  return table(['output', 'unit', 'mean', `${percent} interval`, 'sd', 'p10', 'median', 'p90', 'n'], rows);
}

function cellsOf({ unit, interval, quantiles, n }: OutputSummary): string[] {
  if (interval === null || quantiles === null) return [unit, '–', '', '', '', '', '', String(n)];
  const digits = decimalsOf(interval);
  const show = (value: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
  return [
    unit,
    show(interval.mean),
    intervalText(interval),
    show(interval.standardDeviation),
    show(quantiles.p10),
    show(quantiles.p50),
    show(quantiles.p90),
    String(n),
  ];
}

/** `(20.9–22.0)`, `(-2.1 to 0.4)`, or `–` where one value tells nothing of the spread. */
export function intervalText(interval: MeanInterval): string {
  const { low, high } = interval;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return '–';
  const digits = decimalsOf(interval);
  return `(${low.toFixed(digits)}${low < 0 ? ' to ' : '–'}${high.toFixed(digits)})`;
}

/** Decimals at which the half-width shows two digits: more would pretend. */
export function decimalsOf({ halfWidth, mean }: MeanInterval): number {
  const scale = Number.isFinite(halfWidth) && halfWidth > 0 ? halfWidth : Math.abs(mean);
  if (scale === 0 || !Number.isFinite(scale)) return 2;
  return Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(scale))));
}
