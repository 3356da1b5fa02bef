import type { Job, ReplicationResult } from './job.ts';
import type { Runner } from './runner.ts';
import { VeinlineError } from '@veinline/base';

/**
 * What a runner streams, checked against what it promises. Throws RUNNER_BROKEN for a replication nobody asked for or
 * one that comes twice, and RUNNER_INCOMPLETE if the stream ends early though nobody cancelled.
 */
export async function* checkedRun(
  runner: Runner,
  job: Job,
  signal: AbortSignal,
): AsyncGenerator<ReplicationResult, void> {
  const { from, to } = job;
  const seen = new Set<number>();
  for await (const result of runner.run(job, { signal })) {
    const { index } = result;
    if (!Number.isInteger(index) || index < from || index >= to || seen.has(index))
      throw new VeinlineError(
        'RUNNER_BROKEN',
        `The ${runner.name} runner gave replication ${index} ${seen.has(index) ? 'twice' : `of ${from} to ${to - 1}`}.`,
        { hint: 'This is a fault of the runner: please report it.' },
      );
    seen.add(index);
    yield result;
    if (signal.aborted) return;
  }
  if (seen.size < to - from && !signal.aborted)
    throw new VeinlineError(
      'RUNNER_INCOMPLETE',
      `The ${runner.name} runner ended with ${seen.size} of ${to - from} replications.`,
      { hint: 'Was it closed while it had work? Otherwise please report it.' },
    );
}
