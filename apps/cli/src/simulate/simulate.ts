import { runExperiment, type ExperimentResult, type Provenance } from '@veinline/experiment';
import type { Terminal } from '../terminal.ts';
import { prepareFolder, writeResults } from './output-folder.ts';
import type { RunOptions } from './options.ts';
import { progressBar } from './progress.ts';
import { reportEnd, resultJson } from './result-report.ts';
import { withRunner } from './runner.ts';
import { loadScenario } from './scenario-file.ts';
import { intervalText, outputsTable } from './tables.ts';

/** `veinline simulate SCENARIO`: runs a scenario, prints a table, writes files. */
export async function simulate(
  name: string,
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<number> {
  const { experiment, inputHashes } = loadScenario(name, options, terminal);
  if (options.out !== undefined) prepareFolder(options.out, options.force === true);
  const bar = progressBar(terminal);
  const result = await withRunner(options, (runner) =>
    runExperiment(experiment, {
      runner,
      signal: terminal.signal,
      provenance: provenanceOf(version, inputHashes),
      onProgress: ({ done, total, interval }) =>
        bar({
          done,
          total,
          ...(interval === null
            ? {}
            : { note: `${experiment.settings.precision?.output ?? ''} ${intervalText(interval)}` }),
        }),
    }),
  );
  if (options.out !== undefined) writeResults(options.out, result);
  terminal.out(
    options.json === true ? `${JSON.stringify(resultJson(result), null, 2)}\n` : report(result, options),
  );
  return reportEnd(result, terminal);
}

/** What goes into the manifest besides the experiment. */
export function provenanceOf(version: string, inputHashes: Provenance['inputHashes']): Provenance {
  return { codeVersion: version, nodeVersion: process.version, inputHashes };
}

function report(result: ExperimentResult, { out }: RunOptions): string {
  const { experiment, manifest } = result;
  const head = `${experiment.name}: ${experiment.model.title}, ${manifest.replications} replications, seed ${experiment.settings.seed}\n\n`;
  const files =
    out === undefined ? '' : `Written to ${out}; repeat with: veinline rerun ${out}/manifest.json\n`;
  return `${head}${outputsTable(result)}\nResult hash ${manifest.resultHash}\n${files}`;
}
