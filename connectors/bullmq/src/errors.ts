import { VeinlineError, messageOf } from '@veinline/base';

/** Redis does not answer. */
export function queueUnreachable(url: string, cause: unknown): VeinlineError {
  return new VeinlineError(
    'QUEUE_UNREACHABLE',
    `Cannot reach Redis at ${withoutPassword(url)}: ${messageOf(cause)}`,
    { hint: 'Check that the server runs and that host, port and password are right.', cause },
  );
}

/** Nobody serves the queue. */
export function queueWithoutWorkers(url: string, queue: string, seconds: number): VeinlineError {
  return new VeinlineError(
    'QUEUE_WITHOUT_WORKERS',
    `No worker has served the queue ${queue} at ${withoutPassword(url)} for ${seconds} s.`,
    { hint: 'Start a worker with VEINLINE_ROLE=worker and VEINLINE_QUEUE set to the same address.' },
  );
}

/** A block failed for a reason that trying again does not mend. */
export function blockFailed(from: number, to: number, reason: string): VeinlineError {
  return new VeinlineError(
    'WORKER_LOST',
    `Replications ${from} to ${to - 1} failed in the queue: ${reason}`,
    {
      hint: 'See the logs of the workers; most often memory ran out.',
      details: { from, to },
    },
  );
}

/** The runner was closed while or before it ran. */
export function runnerClosed(): VeinlineError {
  return new VeinlineError('RUNNER_CLOSED', 'The runner was closed.', {
    hint: 'Create a new runner for the next run.',
  });
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
