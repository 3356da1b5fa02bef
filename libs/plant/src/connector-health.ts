import type { Clock, Instant, VeinlineError } from '@veinline/base';
import type { ConnectionState, ConnectorStatus } from './connector.ts';

/** What a connector's `status()` reports: state, counters and the last failure. */
export class ConnectorHealth {
  readonly #clock: Clock;
  state: ConnectionState = 'stopped';
  since: Instant;
  lastError: ConnectorStatus['lastError'] = null;
  reconnects = 0;
  samples = 0;
  rejected = 0;
  lost = 0;
  /** Values whose stated time or quality was not believed. */
  doubted = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.since = clock.now();
  }

  enter(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.since = this.#clock.now();
  }

  fail(error: VeinlineError): void {
    this.lastError = {
      code: error.code,
      message: error.message,
      at: this.#clock.now(),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
}
