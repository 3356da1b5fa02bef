import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import {
  morrisSensitivity,
  sobolSensitivity,
  type MorrisResult,
  type Ranges,
  type SobolResult,
  type StudyOptions,
} from '@veinline/experiment';
import { ExitCode, type Terminal } from '../terminal.ts';
import { split, type RunOptions } from './options.ts';
import { prepareFolder, writeWhole } from './output-folder.ts';
import { progressBar } from './progress.ts';
import { withRunner } from './runner.ts';
import { loadScenario } from './scenario-file.ts';
import { provenanceOf } from './simulate.ts';
import { table } from './tables.ts';

/** Options of `veinline sensitivity`. */
export interface SensitivityOptions extends RunOptions {
  readonly range: Ranges;
  readonly method: 'morris' | 'sobol';
  readonly samples: number;
  readonly output?: readonly string[];
}

/** `veinline sensitivity SCENARIO --range demand.perDay=5..9`: which parameters move the outputs, and how much. */
export async function sensitivity(
  name: string,
  options: SensitivityOptions,
  terminal: Terminal,
  version: string,
): Promise<number> {
  const { experiment, inputHashes } = loadScenario(name, options, terminal);
  if (options.out !== undefined) prepareFolder(options.out, options.force === true);
  const { range: ranges, method, samples, output: outputs } = options;
  const plan = { ranges, ...(outputs === undefined ? {} : { outputs }) };
  const [result, text] = await withRunner(options, async (runner) => {
    const study: StudyOptions = {
      runner,
      signal: terminal.signal,
      provenance: provenanceOf(version, inputHashes),
      onProgress: progressBar(terminal),
    };
    if (method === 'morris') {
      const found = await morrisSensitivity(experiment, { ...plan, trajectories: samples }, study);
      return [found, morrisTable(found)] as const;
    }
    const found = await sobolSensitivity(experiment, { ...plan, samples }, study);
    return [found, sobolTable(found)] as const;
  });
  const { settings, parameters } = experiment;
  const json = `${JSON.stringify({ scenario: experiment.name, method, samples, ranges, settings, parameters, ...result }, null, 2)}\n`;
  if (options.out !== undefined) writeWhole(join(options.out, 'sensitivity.json'), json);
  terminal.out(options.json === true ? json : text);
  return ExitCode.ok;
}

function morrisTable({ experiments, outputs }: MorrisResult): string {
  const tables = outputs.map(({ output, unit, factors }) => {
    const ordered = [...factors].sort((a, b) => b.muStar - a.muStar);
    const rows = ordered.map(({ path, mu, muStar, sigma }) => [
      path,
      ...[muStar, mu, sigma].map(threeDigits),
    ]);
    return `\n${output} [${unit}]\n${table(['parameter', 'mean |effect|', 'mean effect', 'spread'], rows)}`;
  });
  return `Effects over the whole range of each parameter, from ${experiments} experiments\n${tables.join('')}`;
}

function sobolTable({ experiments, outputs }: SobolResult): string {
  const tables = outputs.map(({ output, unit, factors, mean, variance }) => {
    const ordered = [...factors].sort((a, b) => b.total.index - a.total.index);
    const share = ({ index, low, high }: { index: number; low: number; high: number }): string =>
      `${index.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
    const rows = ordered.map(({ path, firstOrder, total }) => [path, share(firstOrder), share(total)]);
    const head = `\n${output} [${unit}]: mean ${threeDigits(mean)}, sd ${threeDigits(Math.sqrt(variance))}\n`;
    return `${head}${table(['parameter', 'alone', 'with others'], rows)}`;
  });
  return `Shares of the variance each parameter explains, from ${experiments} experiments\n${tables.join('')}`;
}

function threeDigits(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–';
}

/** `path=low..high`; may be repeated. */
export function range(text: string, earlier: Ranges = {}): Ranges {
  const [path, ends] = split(text);
  const found = /^(-?[\d.]+(?:e-?\d+)?)\.\.(-?[\d.]+(?:e-?\d+)?)$/i.exec(ends);
  if (found === null) throw new InvalidArgumentError('Write low..high: demand.perDay=5..9.');
  return { ...earlier, [path]: { low: Number(found[1]), high: Number(found[2]) } };
}
