import type { ExperimentResult } from '@veinline/experiment';
import { ExitCode, type Terminal } from '../terminal.ts';

/** Says how an experiment ended, and gives the exit code: 0 complete, 1 partial, 130 stopped by Ctrl-C. */
export function reportEnd(result: ExperimentResult, terminal: Terminal): number {
  const { status, indices, failures, interruption, isPreciseEnough, experiment } = result;
  const { precision, seed } = experiment.settings;
  for (const { replication, error } of failures.slice(0, 3)) {
    const where = error.process === undefined ? '' : ` in ${error.process}`;
    const when = error.time === undefined ? '' : ` at ${error.time} ${experiment.model.timeUnit}`;
    terminal.error(
      `Replication ${replication} (seed ${seed}) failed${where}${when}: ${error.code}: ${error.message}`,
    );
  }
  if (failures.length > 3) terminal.error(`… and ${failures.length - 3} more replications failed.`);
  if (interruption !== null) terminal.error(`Stopped early: ${interruption.code}: ${interruption.message}`);
  if (status === 'partial')
    terminal.error(`Partial: ${indices.length - failures.length} replications count.`);
  if (status === 'cancelled')
    terminal.error(`Stopped after ${indices.length} replications; what is done is kept.`);
  if (isPreciseEnough === false && precision !== undefined && status === 'complete')
    terminal.error(
      `The precision of ${precision.output} was not reached within ${indices.length} replications.`,
    );
  if (status === 'cancelled') return ExitCode.interrupted;
  return status === 'complete' ? ExitCode.ok : ExitCode.failed;
}

/** A result as `--json` prints it. */
export function resultJson(result: ExperimentResult): Record<string, unknown> {
  const { experiment, manifest, status, summary, failures, isPreciseEnough } = result;
  return {
    name: experiment.name,
    model: manifest.model,
    parameters: experiment.parameters,
    status,
    seed: experiment.settings.seed,
    replications: manifest.replications,
    confidence: experiment.settings.confidence,
    ...(isPreciseEnough === null ? {} : { isPreciseEnough }),
    resultHash: manifest.resultHash,
    outputs: summary,
    failures,
  };
}
