import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { csv, sweep as runSweep, type DesignPoint, type JsonValue } from '@veinline/experiment';
import { ExitCode, type Terminal } from '../terminal.ts';
import { jsonOrText, split, type RunOptions } from './options.ts';
import { prepareFolder, writeResults, writeWhole } from './output-folder.ts';
import { progressBar } from './progress.ts';
import { resultJson } from './result-report.ts';
import { withRunner } from './runner.ts';
import { loadScenario } from './scenario-file.ts';
import { provenanceOf } from './simulate.ts';
import { decimalsOf, intervalText, table } from './tables.ts';

/** A parameter and the values it takes in turn. */
export type Axis = readonly [path: string, values: readonly JsonValue[]];

/** Options of `veinline sweep`. */
export interface SweepOptions extends Omit<RunOptions, 'set'> {
  readonly set: readonly Axis[];
  readonly output?: readonly string[];
}

/** `veinline sweep SCENARIO --set chairs=3,4,5`: every combination of the values, with the same random numbers. */
export async function sweep(
  name: string,
  { set: axes, ...options }: SweepOptions,
  terminal: Terminal,
  version: string,
): Promise<number> {
  const { experiment, inputHashes } = loadScenario(name, options, terminal);
  if (options.out !== undefined) prepareFolder(options.out, options.force === true);
  const points = await withRunner(options, (runner) =>
    runSweep(experiment, Object.fromEntries(axes), {
      runner,
      signal: terminal.signal,
      provenance: provenanceOf(version, inputHashes),
      onProgress: progressBar(terminal),
    }),
  );
  const outputs = options.output ?? experiment.model.outputNames;
  if (options.out !== undefined) {
    const { out } = options;
    points.forEach(({ result }, i) => writeResults(join(out, `${i + 1}`), result));
    writeWhole(join(out, 'sweep.csv'), sweepCsv(points, axes, outputs));
  }
  terminal.out(
    options.json === true
      ? `${JSON.stringify(
          points.map(({ changes, result }) => ({ changes, ...resultJson(result) })),
          null,
          2,
        )}\n`
      : sweepTable(points, axes, outputs),
  );
  return ExitCode.ok;
}

function sweepTable(
  points: readonly DesignPoint[],
  axes: readonly Axis[],
  outputs: readonly string[],
): string {
  const rows = points.map(({ changes, result }) => [
    ...axes.map(([path]) => JSON.stringify(changes[path])),
    ...outputs.map((output) => {
      const interval = result.summary[output]?.interval;
      return interval ? `${interval.mean.toFixed(decimalsOf(interval))} ${intervalText(interval)}` : '–';
    }),
  ]);
  const units = points[0]?.result.experiment.model.outputs ?? {};
  return table(
    [...axes.map(([path]) => path), ...outputs.map((name) => `${name} [${units[name]?.unit ?? ''}]`)],
    rows,
  );
}

function sweepCsv(points: readonly DesignPoint[], axes: readonly Axis[], outputs: readonly string[]): string {
  const header = [...axes.map(([path]) => path), 'output', 'unit', 'mean', 'low', 'high', 'replications'];
  const rows = points.flatMap(({ changes, result }) =>
    outputs.map((output) => {
      const summary = result.summary[output];
      const { mean = null, low = null, high = null } = summary?.interval ?? {};
      const values = axes.map(([path]) => JSON.stringify(changes[path]));
      return [
        ...values,
        output,
        summary?.unit ?? '',
        `${mean}`,
        `${low}`,
        `${high}`,
        String(summary?.n ?? 0),
      ];
    }),
  );
  return csv(header, rows);
}

/** `path=1,2,5`, `path=3..6` or `path=0.1..0.5:0.1`; may be repeated. */
export function axis(text: string, earlier: readonly Axis[] = []): readonly Axis[] {
  const [path, values] = split(text);
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)(?::([\d.]+))?$/.exec(values);
  if (range === null)
    return [...earlier, [path, values.split(',').map((each) => jsonOrText(each) as JsonValue)]];
  const [low, high, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  if (!(step > 0) || !(count >= 1) || count > 1000)
    throw new InvalidArgumentError('Write low..high or low..high:step, upwards, with at most 1000 values.');
  // Rounded to the decimals of the ends, so that 0.1..0.3:0.1 gives 0.3 and not 0.30000000000000004.
  const decimals = Math.max(...[range[1], range[3]].map((part) => (part ?? '').split('.')[1]?.length ?? 0));
  return [
    ...earlier,
    [path, Array.from({ length: count }, (_, i) => Number((low + i * step).toFixed(decimals)))],
  ];
}
