import type { Clock } from '@veinline/base';
import { messageOf } from '@veinline/base';
import type { Connector, ConnectorEvent, ConnectorStatus } from '@veinline/plant';
import { basename } from 'node:path';
import { CassetteWriter } from './writer.ts';

/** What a recorder needs from outside. */
export interface RecorderDependencies {
  readonly clock: Clock;
}

/**
 * Wraps a connector: everything passes through, and every event delivered is also written to the file. The
 * recording never harms the data: if the file cannot be written, `status()` says so and the values go on.
 */
export function recordConnector(inner: Connector, file: string, { clock }: RecorderDependencies): Connector {
  let writer: CassetteWriter | null = null;
  let failure: ConnectorStatus['lastError'] = null;
  let recorded = 0;

  const attempt = (action: () => void): void => {
    if (failure !== null) return;
    try {
      action();
    } catch (thrown) {
      const message = `Recording to ${file} stopped: ${messageOf(thrown)}.`;
      const hint =
        'Free disk space or choose a new file, then restart the connector; live values are not affected.';
      failure = { code: 'CASSETTE_RECORDING', message, hint, at: clock.now() };
    }
  };
  const write = (event: ConnectorEvent): void =>
    attempt(() => {
      writer ??= new CassetteWriter(file, {
        name: basename(file).replace(/\.[^.]*$/, ''),
        connector: inner.id,
        kind: inner.kind,
        started: clock.now(),
      });
      writer.append(event, clock.now());
      recorded += 1;
    });

  return {
    id: inner.id,
    kind: inner.kind,
    timeSource: inner.timeSource,
    start: () => inner.start(),
    async stop() {
      await inner.stop();
      writer?.close();
    },
    browse: (options) => inner.browse(options),
    read: (addresses) => inner.read(addresses),
    write: (values) => inner.write(values),
    subscribe: (addresses, options) => recording(inner.subscribe(addresses, options), write),
    status() {
      const status = inner.status();
      const facts = { ...status.facts, recording: file, recordedEvents: recorded };
      return { ...status, facts, lastError: failure ?? status.lastError };
    },
  };
}

/** The same events; each is written before it is handed over, and asking for the next is passed on unchanged. */
function recording(
  events: AsyncIterable<ConnectorEvent>,
  write: (event: ConnectorEvent) => void,
): AsyncIterableIterator<ConnectorEvent> {
  const iterator = events[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await iterator.next();
      if (result.done !== true) write(result.value);
      return result;
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
