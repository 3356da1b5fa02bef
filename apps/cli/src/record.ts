import { nearestName } from '@veinline/base';
import type { Connector, PlantModel } from '@veinline/plant';
import { openConnector, wallClock } from './connectors.ts';
import { ExitCode } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './errors.ts';
import { formatPlantProblems } from '@veinline/plant';
import { loadPlantFile } from './plant-file.ts';
import { recordConnector } from '@veinline/cassette';
import { startConnector } from './connection.ts';

export interface RecordOptions {
  readonly config: string;
  readonly connector: string;
  readonly out: string;
  readonly seconds?: number;
  readonly dataFolder: string;
}

/** `veinline record`: writes what one connector of a plant file delivers to a cassette, until told to stop. */
export async function record(options: RecordOptions, terminal: Terminal): Promise<number> {
  const file = options.config;
  const result = await loadPlantFile(file, terminal);
  if (!result.ok) {
    terminal.error(formatPlantProblems(result.problems, file));
    return ExitCode.failed;
  }
  const definition = findConnector(result.model, options.connector, file);
  const addresses = result.model.tags
    .filter((tag) => tag.connector === definition.id)
    .map((tag) => tag.address);
  if (addresses.length === 0)
    throw new UsageError(
      `No tag of ${file} uses the connector ${definition.id}.`,
      'Name a connector with tags.',
    );
  const inner = await openConnector(definition, options.dataFolder);
  const connector = recordConnector(inner, options.out, { clock: wallClock });
  try {
    const isConnected = await startConnector(connector, definition.id, terminal);
    if (terminal.signal.aborted) return ExitCode.interrupted;
    if (!isConnected) return ExitCode.failed;
    return await run(connector, [...new Set(addresses)], options, terminal);
  } finally {
    await connector.stop();
  }
}

/** Records until the time is over, the source ends, or Ctrl-C, which is the usual end and no failure. */
async function run(
  connector: Connector,
  addresses: readonly string[],
  { out, seconds }: RecordOptions,
  terminal: Terminal,
): Promise<number> {
  const end = new AbortController();
  const timer = seconds === undefined ? undefined : setTimeout(() => end.abort(), seconds * 1000);
  const signal = AbortSignal.any([terminal.signal, end.signal]);
  let samples = 0;
  try {
    for await (const event of connector.subscribe(addresses, { signal })) {
      if (event.kind === 'samples') samples += event.samples.length;
      else terminal.error(event.gap.to === null ? `Gap begins: ${event.gap.cause}.` : 'Gap ended.');
      terminal.progress(`${samples} samples in ${out}; Ctrl-C ends the recording`);
      if (recordingFailure(connector) !== null) break;
    }
  } finally {
    clearTimeout(timer);
  }
  await connector.stop();
  const failure = recordingFailure(connector);
  if (failure !== null) {
    terminal.error(failure);
    return ExitCode.failed;
  }
  terminal.error(`${samples} samples of ${addresses.length} addresses in ${out}.`);
  return ExitCode.ok;
}

/** What the recorder says of a file it cannot write; its values would go on, but a recording is all we are here for. */
function recordingFailure(connector: Connector): string | null {
  const error = connector.status().lastError;
  return error?.code === 'CASSETTE_RECORDING' ? [error.message, error.hint ?? ''].join('\n').trim() : null;
}

function findConnector(model: PlantModel, id: string, file: string) {
  const found = model.connectors.find((connector) => connector.id === id);
  if (found) return found;
  const ids = model.connectors.map((connector) => connector.id);
  const near = nearestName(id, ids);
  throw new UsageError(
    `${file} has no connector "${id}".`,
    near ? `Did you mean "${near}"?` : `It has ${ids.join(', ') || 'none'}.`,
  );
}
