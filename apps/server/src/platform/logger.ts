import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Structured logs as JSON lines on standard error: event name first, ids as fields. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Lets Nest's own messages flow into the structured log; only warnings and errors are of interest. */
export class NestLog implements LoggerService {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  log(): void {}

  error(message: unknown, ...context: unknown[]): void {
    this.#log.error({ message: String(message), context: context.map(String) }, 'nest.error');
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.#log.warn({ message: String(message), context: context.map(String) }, 'nest.warning');
  }
}
