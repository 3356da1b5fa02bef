import type { ExperimentResults, Fan, Interval, OutputSummary } from '@veinline/contracts';
import { completeValues, fanChart, type ExperimentResult, type JsonValue } from '@veinline/experiment';
import type { MeanInterval } from '@veinline/stats';
import { seriesView } from './model-views.ts';

type ScenarioResults = ExperimentResults['scenarios'][number];

/** An interval as JSON can carry it: what is infinite or unknown becomes null. */
export function intervalView(interval: MeanInterval | null): Interval {
  if (interval === null) return { mean: null, low: null, high: null, halfWidth: null, replications: 0 };
  const { mean, low, high, halfWidth, n } = interval;
  return {
    mean: finite(mean),
    low: finite(low),
    high: finite(high),
    halfWidth: finite(halfWidth),
    replications: n,
  };
}

/** One scenario or design point: summaries by output and fans by series. */
export function scenarioView(
  result: ExperimentResult,
  setting: Readonly<Record<string, JsonValue>> = {},
): ScenarioResults {
  const { model, name } = result.experiment;
  return {
    name,
    setting: setting as ScenarioResults['setting'],
    replications: result.indices.length,
    resultHash: result.manifest.resultHash,
    outputs: model.outputNames.map((output) => summaryView(result, output)),
    fans: model.seriesNames.map((series) => fanView(result, series)),
  };
}

function summaryView(result: ExperimentResult, output: string): OutputSummary {
  const { unit, interval, quantiles: order } = result.summary[output] ?? { unit: '1', interval: null };
  const values = [...completeValues(result, output)];
  return {
    output,
    unit,
    ...intervalView(interval),
    standardDeviation: interval === null ? null : finite(interval.standardDeviation),
    box:
      order === null || order === undefined
        ? null
        : {
            minimum: order.minimum,
            lower: order.p25,
            median: order.p50,
            upper: order.p75,
            maximum: order.maximum,
            p10: order.p10,
            p90: order.p90,
          },
    values: values.map(finite),
  };
}

function fanView(result: ExperimentResult, name: string): Fan {
  const chart = fanChart(result, name);
  const bands = [
    [0.1, chart.p10],
    [0.25, chart.p25],
    [0.5, chart.p50],
    [0.75, chart.p75],
    [0.9, chart.p90],
  ] as const;
  const definition = result.experiment.model.series[name];
  if (definition === undefined) throw new RangeError(`There is no series ${name}.`);
  return {
    ...seriesView(name, definition),
    quantiles: bands.map(([p, values]) => ({ p, values: [...values].map(finite) })),
  };
}

/** A number JSON can carry, or null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
