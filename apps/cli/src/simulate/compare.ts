import { join } from 'node:path';
import { compareScenarios, type Comparison } from '@veinline/experiment';
import { ExitCode, type Terminal } from '../terminal.ts';
import type { RunOptions } from './options.ts';
import { prepareFolder, writeResults } from './output-folder.ts';
import { progressBar } from './progress.ts';
import { resultJson } from './result-report.ts';
import { withRunner } from './runner.ts';
import { loadScenario } from './scenario-file.ts';
import { provenanceOf } from './simulate.ts';
import { decimalsOf, intervalText, table } from './tables.ts';

/** `veinline compare BASELINE SCENARIO…`: differences from the baseline under common random numbers. */
export async function compare(
  names: readonly string[],
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<number> {
  const scenarios = names.map((name) => loadScenario(name, options, terminal));
  if (options.out !== undefined) prepareFolder(options.out, options.force === true);
  const inputHashes = Object.assign({}, ...scenarios.map((scenario) => scenario.inputHashes)) as Record<
    string,
    string
  >;
  const comparison = await withRunner(options, (runner) =>
    compareScenarios(
      scenarios.map(({ experiment }) => experiment),
      {
        runner,
        signal: terminal.signal,
        provenance: provenanceOf(version, inputHashes),
        onProgress: progressBar(terminal),
      },
    ),
  );
  const results = [comparison.baseline, ...comparison.alternatives.map(({ result }) => result)];
  if (options.out !== undefined) {
    const { out } = options;
    results.forEach((result, i) => writeResults(join(out, `${i + 1}`), result));
  }
  terminal.out(
    options.json === true
      ? `${JSON.stringify(comparisonJson(comparison), null, 2)}\n`
      : comparisonTable(comparison),
  );
  return ExitCode.ok;
}

function comparisonTable({ baseline, alternatives }: Comparison): string {
  const percent = `${+(baseline.experiment.settings.confidence * 100).toFixed(4)} %`;
  const head = `Baseline: ${baseline.experiment.name}, ${baseline.manifest.replications} replications, common random numbers\n`;
  const tables = alternatives.map(({ result, differences }) => {
    const rows = Object.entries(differences).map(([name, { unit, interval, isSignificant }]) => {
      const before = baseline.summary[name]?.interval;
      const after = result.summary[name]?.interval;
      if (interval === null || !before || !after) return [name, unit, '–', '–', '–', '', ''];
      const digits = decimalsOf(interval);
      const sign = interval.mean > 0 ? '+' : '';
      return [
        name,
        unit,
        before.mean.toFixed(digits),
        after.mean.toFixed(digits),
        `${sign}${interval.mean.toFixed(digits)}`,
        intervalText(interval),
        isSignificant ? 'differs' : 'not told apart',
      ];
    });
    const header = ['output', 'unit', 'baseline', 'scenario', 'difference', `${percent} interval`, ''];
    return `\n${result.experiment.name}\n${table(header, rows)}`;
  });
  return `${head}${tables.join('')}`;
}

function comparisonJson({ baseline, alternatives }: Comparison): unknown {
  return {
    baseline: resultJson(baseline),
    alternatives: alternatives.map(({ result, differences }) => ({ ...resultJson(result), differences })),
  };
}
