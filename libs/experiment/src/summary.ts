import type { ExperimentResult, OutputQuantiles, OutputSummary } from './result.ts';
import { meanInterval, quantiles } from '@veinline/stats';
import type { Columns } from './collector.ts';
import type { Experiment } from './experiment.ts';
import { seriesNamed } from './output-name.ts';

/** What replications to count: those that reached their end. */
type Rows = Pick<ExperimentResult, 'indices' | 'failures' | 'outputs' | 'series'>;

/** Sums up every output over the replications that reached their end. */
export function summarise(
  { model, settings }: Experiment,
  columns: Columns,
): Readonly<Record<string, OutputSummary>> {
  const entries = model.outputNames.map((name) => {
    const values = completeValues(columns, name);
    const observed = values.filter((value) => !Number.isNaN(value));
    const n = observed.length;
    const summary: OutputSummary = {
      unit: model.outputs[name]!.unit,
      n,
      unobserved: values.length - n,
      interval: n === 0 ? null : meanInterval(observed, settings.confidence),
      quantiles: n === 0 ? null : quantilesOf(observed),
    };
    return [name, summary] as const;
  });
  return Object.fromEntries(entries);
}

/** An output of the replications that reached their end, by index, NaN where not observed. */
export function completeValues({ indices, failures, outputs }: Rows, output: string): Float64Array {
  const failed = new Set(failures.map(({ replication }) => replication));
  return outputs[output]!.filter((_, row) => !failed.has(indices[row]!));
}

function quantilesOf(values: Float64Array): OutputQuantiles {
  const [minimum, p10, p25, p50, p75, p90, maximum] = quantiles(values, [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
  return { minimum: minimum!, p10: p10!, p25: p25!, p50: p50!, p75: p75!, p90: p90!, maximum: maximum! };
}

/** A series over all replications, point by point, in the unit of the series. */
export interface FanChart {
  readonly unit: string;
  /** Where the points lie, in `axisUnit`. */
  readonly axis: Float64Array;
  readonly axisUnit: string;
  readonly mean: Float64Array;
  readonly p10: Float64Array;
  readonly p25: Float64Array;
  readonly p50: Float64Array;
  readonly p75: Float64Array;
  readonly p90: Float64Array;
}

/**
 * The spread of a series over the replications that reached their end; NaN where no replication observed a point.
 * Throws SERIES_UNKNOWN.
 */
export function fanChart(result: ExperimentResult, name: string): FanChart {
  const { points, unit, axis = { unit: '', start: 0, step: 1 } } = seriesNamed(result.experiment.model, name);
  const failed = new Set(result.failures.map(({ replication }) => replication));
  const rows = [...result.indices.keys()].filter((row) => !failed.has(result.indices[row]!));
  const values = result.series[name]!;
  const bands = ['mean', 'p10', 'p25', 'p50', 'p75', 'p90'] as const;
  const band = () => new Float64Array(points).fill(NaN);
  const chart = { mean: band(), p10: band(), p25: band(), p50: band(), p75: band(), p90: band() };
  for (let p = 0; p < points; p++) {
    const observed = rows.map((row) => values[row * points + p]!).filter((value) => !Number.isNaN(value));
    if (observed.length === 0) continue;
    const { mean } = meanInterval(observed);
    const at = [mean, ...quantiles(observed, [0.1, 0.25, 0.5, 0.75, 0.9])];
    for (const [i, each] of bands.entries()) chart[each][p] = at[i]!;
  }
  const at = Float64Array.from({ length: points }, (_, p) => axis.start + p * axis.step);
  return { unit, axis: at, axisUnit: axis.unit, ...chart };
}
