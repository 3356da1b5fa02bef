import { VeinlineError, messageOf } from '@veinline/base';

/** A command that was called wrongly: exit code 2. */
export class UsageError extends VeinlineError {
  constructor(message: string, hint: string) {
    super('CLI_USAGE', message, { hint });
  }
}

/** A failure as the command prints it: what happened, then what to do. */
export function explained(thrown: unknown): string {
  const hint = thrown instanceof VeinlineError ? thrown.hint : undefined;
  return hint === undefined ? messageOf(thrown) : `${messageOf(thrown)}\n${hint}`;
}
