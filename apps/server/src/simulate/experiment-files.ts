import type { Effect, ExperimentRequest, ExperimentResults } from '@veinline/contracts';
import {
  csv,
  manifestJson,
  outputsCsv,
  outputsParquet,
  seriesCsv,
  type ExperimentResult,
} from '@veinline/experiment';
import type { Execution } from './experiment-execution.ts';
import type { ExperimentFiles } from './experiment-store.ts';

/**
 * The files of an experiment: the request; for each scenario manifest, outputs (CSV, Parquet) and series (CSV),
 * numbered if there are several; a summary of scenarios, differences or effects.
 */
export function filesOf(request: ExperimentRequest, { results, views }: Execution): ExperimentFiles {
  const files: Record<string, string | Uint8Array> = {
    'request.json': `${JSON.stringify(request, null, 2)}\n`,
  };
  const isOne = request.kind === 'run';
  for (const [i, result] of results.entries()) {
    const prefix = isOne ? '' : `${String(i + 1).padStart(2, '0')}-`;
    for (const [name, content] of Object.entries(scenarioFiles(result))) files[`${prefix}${name}`] = content;
  }
  if (results.length > 0) files['summary.csv'] = summaryCsv(views.scenarios);
  if (views.differences.length > 0) files['differences.csv'] = differencesCsv(views.differences);
  if (views.effects.length > 0) files['effects.csv'] = effectsCsv(views.effects);
  return files;
}

function scenarioFiles(result: ExperimentResult): Record<string, string | Uint8Array> {
  const series = result.experiment.model.seriesNames;
  return {
    'manifest.json': manifestJson(result.manifest),
    'results.csv': outputsCsv(result),
    'results.parquet': outputsParquet(result),
    ...Object.fromEntries(series.map((name) => [`series-${name}.csv`, seriesCsv(result, name)])),
  };
}

function summaryCsv(scenarios: ExperimentResults['scenarios']): string {
  const rows = scenarios.flatMap(({ name, setting, outputs }) =>
    outputs.map(({ output, unit, mean, low, high, standardDeviation, replications }) => [
      name,
      JSON.stringify(setting),
      output,
      unit,
      mean,
      low,
      high,
      standardDeviation,
      replications,
    ]),
  );
  return csv(
    ['scenario', 'setting', 'output', 'unit', 'mean', 'low', 'high', 'standardDeviation', 'replications'],
    rows,
  );
}

function differencesCsv(differences: ExperimentResults['differences']): string {
  const rows = differences.map(({ scenario, output, unit, mean, low, high, isSignificant, replications }) => [
    scenario,
    output,
    unit,
    mean,
    low,
    high,
    String(isSignificant),
    replications,
  ]);
  return csv(['scenario', 'output', 'unit', 'difference', 'low', 'high', 'excludesZero', 'pairs'], rows);
}

function effectsCsv(effects: readonly Effect[]): string {
  const rows = effects.map(({ factor, output, unit, mu, muStar, sigma, first, total }) => [
    factor,
    output,
    unit,
    mu,
    muStar,
    sigma,
    first?.mean ?? null,
    first?.low ?? null,
    first?.high ?? null,
    total?.mean ?? null,
    total?.low ?? null,
    total?.high ?? null,
  ]);
  const names = ['first', 'firstLow', 'firstHigh', 'total', 'totalLow', 'totalHigh'];
  return csv(['factor', 'output', 'unit', 'mu', 'muStar', 'sigma', ...names], rows);
}
