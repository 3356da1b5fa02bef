import { readFileSync } from 'node:fs';
import { messageOf } from '@veinline/base';
import { readManifest, rerun as runAgain } from '@veinline/experiment';
import { UsageError } from '../errors.ts';
import { ExitCode, type Terminal } from '../terminal.ts';
import { models } from './models.ts';
import { progressBar } from './progress.ts';
import { withRunner, type RunnerOptions } from './runner.ts';

/** `veinline rerun manifest.json`: runs again what a manifest describes; exit code 0 only if every bit is the same. */
export async function rerun(
  file: string,
  options: RunnerOptions & { readonly json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const manifest = readManifest(textOf(file));
  const result = await withRunner(options, (runner) =>
    runAgain(manifest, models, { runner, signal: terminal.signal, onProgress: progressBar(terminal) }),
  );
  const { isSame, replications, resultHash, expectedHash } = result;
  if (options.json === true) terminal.out(`${JSON.stringify(result, null, 2)}\n`);
  else if (isSame) terminal.out(`Same results: ${replications} replications, hash ${resultHash}\n`);
  else terminal.out(`Other results: hash ${resultHash}, the manifest says ${expectedHash}\n`);
  if (isSame) return ExitCode.ok;
  terminal.error(
    `Written by Veinline ${manifest.codeVersion} on Node ${manifest.nodeVersion}; this is Node ${process.version}.`,
  );
  return ExitCode.failed;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `Cannot open ${file}: ${messageOf(error)}.`,
      'Give the manifest.json that a run wrote.',
    );
  }
}
