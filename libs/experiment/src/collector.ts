import type { Experiment } from './experiment.ts';
import type { ReplicationResult } from './job.ts';
import { NumberHash } from './hash.ts';
import { Tally } from '@veinline/stats';
import type { Failure } from './result.ts';

/** Takes results in any order and gives them back by index: nothing depends on who finished first. */
export class Collector {
  readonly #experiment: Experiment;
  readonly #rows = new Map<number, ReplicationResult>();
  readonly #watched: number;
  /** In order of arrival, so for progress only. */
  readonly watched = new Tally();
  failed = 0;
  events = 0;

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
    const { model, settings } = experiment;
    this.#watched = settings.precision ? model.outputNames.indexOf(settings.precision.output) : -1;
  }

  /** Takes one result, which `checkedRun` has checked. */
  add(result: ReplicationResult): void {
    const { index, outputs, error, events } = result;
    this.#rows.set(index, result);
    this.events += events;
    if (error) this.failed += 1;
    const value = outputs[this.#watched];
    if (!error && value !== undefined && !Number.isNaN(value)) this.watched.add(value);
  }

  get done(): number {
    return this.#rows.size;
  }

  /** One output by index up to the first gap; failed replications observed nothing that counts. */
  prefix(output: string): Float64Array {
    const column = this.#experiment.model.outputNames.indexOf(output);
    const values: number[] = [];
    for (let row = this.#rows.get(0); row; row = this.#rows.get(values.length))
      values.push(row.error ? NaN : row.outputs[column]!);
    return Float64Array.from(values);
  }

  /** The columns of the first `limit` replications. */
  columns(limit: number): Columns {
    const { outputNames, seriesNames, series } = this.#experiment.model;
    const rows = [...this.#rows.values()].filter(({ index }) => index < limit);
    rows.sort((a, b) => a.index - b.index);
    const hash = new NumberHash();
    for (const row of rows) for (const numbers of [row.outputs, ...row.series]) hash.add(numbers);
    return {
      indices: Uint32Array.from(rows, ({ index }) => index),
      outputs: named(outputNames, (c) => Float64Array.from(rows, ({ outputs }) => outputs[c]!)),
      series: named(seriesNames, (c) => concatenated(rows, c, series[seriesNames[c]!]!.points)),
      events: Float64Array.from(rows, ({ events }) => events),
      failures: rows.flatMap(({ index, error }) => (error ? [{ replication: index, error }] : [])),
      resultHash: hash.digest(),
    };
  }
}

/** Results by column and the hash over them, in index order. */
export interface Columns {
  readonly indices: Uint32Array;
  readonly outputs: Readonly<Record<string, Float64Array>>;
  readonly series: Readonly<Record<string, Float64Array>>;
  readonly events: Float64Array;
  readonly failures: readonly Failure[];
  readonly resultHash: string;
}

function named(
  names: readonly string[],
  column: (position: number) => Float64Array,
): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(names.map((name, i) => [name, column(i)]));
}

function concatenated(rows: readonly ReplicationResult[], column: number, points: number): Float64Array {
  const all = new Float64Array(rows.length * points);
  for (const [r, row] of rows.entries()) all.set(row.series[column]!, r * points);
  return all;
}
