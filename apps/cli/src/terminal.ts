import type { Environment } from '@veinline/plant';

/** What a command needs of the process around it. */
export interface Terminal {
  /** Writes results, one text with its own line breaks. */
  out(text: string): void;
  /** Writes messages for people, never results. */
  error(text: string): void;
  /** Shows progress on one line that the next one replaces; silent unless a person watches. */
  progress(text: string): void;
  readonly environment: Environment;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Exit codes: part of the interface, scripts rely on them. */
export const ExitCode = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The real process as a terminal. */
export function processTerminal(signal: AbortSignal): Terminal {
  const isWatched = process.stderr.isTTY;
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) process.stderr.write('\r\u001b[K');
    hasProgress = false;
  };
  return {
    out(text) {
      clear();
      process.stdout.write(text);
    },
    error(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!isWatched) return;
      clear();
      process.stderr.write(text.slice(0, (process.stderr.columns || 80) - 1));
      hasProgress = true;
    },
    environment: process.env,
    signal,
  };
}
