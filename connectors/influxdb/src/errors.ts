import { VeinlineError, messageOf } from '@veinline/base';

/** The server does not answer. */
export function unreachable(url: string, cause: unknown): VeinlineError {
  return new VeinlineError('HISTORIAN_UNREACHABLE', `Cannot reach InfluxDB at ${url}: ${messageOf(cause)}`, {
    hint: 'Check that InfluxDB 2 runs there and that its port is open.',
    details: { url },
    cause,
  });
}

/** The server took only some of the lines of an append, or none. */
export function linesLost(url: string, lost: number, total: number, cause: unknown): VeinlineError {
  const reason = cause === null ? 'no answer for them' : messageOf(cause);
  return new VeinlineError(
    'HISTORIAN_WRITE_FAILED',
    `InfluxDB at ${url} did not take ${lost} of ${total} points: ${reason}`,
    {
      hint: 'Append the same samples again: points that arrived are overwritten by themselves, none is doubled.',
      details: { url, lost, total },
      cause,
    },
  );
}

/** A query or a deletion failed. */
export function requestFailed(url: string, action: string, cause: unknown): VeinlineError {
  return new VeinlineError(
    'HISTORIAN_FAILED',
    `InfluxDB at ${url} could not ${action}: ${messageOf(cause)}`,
    {
      hint: 'Check organisation, bucket and the rights of the token.',
      details: { url },
      cause,
    },
  );
}

/** A query carries a value the historian cannot take. */
export function invalid(what: string, hint: string): VeinlineError {
  return new VeinlineError('HISTORIAN_INPUT_INVALID', what, { hint });
}
