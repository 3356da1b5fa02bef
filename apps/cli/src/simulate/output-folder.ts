import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VeinlineError, messageOf } from '@veinline/base';
import {
  manifestJson,
  outputsCsv,
  outputsParquet,
  seriesCsv,
  seriesParquet,
  type ExperimentResult,
} from '@veinline/experiment';
import { UsageError } from '../errors.ts';

/**
 * Makes the folder before the long work begins, so that a folder that cannot be written is known at once.
 * @throws UsageError if it holds results already and `force` is not given
 */
export function prepareFolder(folder: string, force: boolean): void {
  if (!force && existsSync(join(folder, 'manifest.json')))
    throw new UsageError(
      `${folder} holds the results of an earlier run.`,
      'Name another folder, or add --force.',
    );
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new VeinlineError('OUT_FOLDER', `Cannot make the folder ${folder}: ${messageOf(cause)}`, {
      hint: 'Name a folder you may write to with --out.',
      cause,
    });
  }
}

/** Writes outputs and series (CSV, Parquet) and the manifest last: a folder with a manifest is whole. */
export function writeResults(folder: string, result: ExperimentResult): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: string | Uint8Array): void => writeWhole(join(folder, name), content);
  put('outputs.csv', outputsCsv(result));
  put('outputs.parquet', outputsParquet(result));
  for (const name of result.experiment.model.seriesNames) {
    put(`series-${name}.csv`, seriesCsv(result, name));
    put(`series-${name}.parquet`, seriesParquet(result, name));
  }
  put('manifest.json', manifestJson(result.manifest));
}

/** Writes a file whole or not at all. @throws VeinlineError WRITE_FAILED */
export function writeWhole(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  } catch (cause) {
    throw new VeinlineError('WRITE_FAILED', `Cannot write ${path}: ${messageOf(cause)}`, {
      hint: 'Free space or name another folder with --out, then run again: the same seed gives the same results.',
      cause,
    });
  }
}
