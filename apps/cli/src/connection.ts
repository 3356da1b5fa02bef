import type { Connector } from '@veinline/plant';
import type { Terminal } from './terminal.ts';

/**
 * Starts a connector and says how it went: true if it is connected, otherwise the failing layer and what to do are
 * on the terminal. Ctrl-C ends the wait; what the connector still does ends with its stop().
 */
export async function startConnector(
  connector: Connector,
  target: string,
  terminal: Terminal,
): Promise<boolean> {
  terminal.progress(`Connecting to ${target} ...`);
  await Promise.race([connector.start(), aborted(terminal.signal)]);
  const { state, lastError, facts } = connector.status();
  if (state === 'connected') {
    const known = Object.entries(facts).map(([fact, value]) => `  ${fact}: ${String(value)}`);
    terminal.error([`Connected to ${target}.`, ...known].join('\n'));
    return true;
  }
  if (terminal.signal.aborted) {
    terminal.error(`Interrupted while connecting to ${target}.`);
    return false;
  }
  const why = lastError ? `${lastError.code}: ${lastError.message}` : `The connection is ${state}.`;
  terminal.error([`Cannot use ${target}.`, why, ...(lastError?.hint ? [lastError.hint] : [])].join('\n'));
  return false;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
