import type { BrowseEntry, Connector } from '@veinline/plant';
import { ExitCode } from './terminal.ts';
import type { EndpointOptions } from './endpoint.ts';
import type { ExportFormat } from './tag-export.ts';
import type { Terminal } from './terminal.ts';
import { endpointDefinition } from './endpoint.ts';
import { exportEntries } from './tag-export.ts';
import { openConnector } from './connectors.ts';
import { startConnector } from './connection.ts';
import { writeFile } from 'node:fs/promises';

export interface ConnectOptions extends EndpointOptions {
  readonly browse?: boolean;
  readonly below?: string;
  readonly depth?: number;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly dataFolder: string;
}

/** `veinline connect URL`: tests a connection, or with --browse lists what the source offers. */
export async function connect(url: string, options: ConnectOptions, terminal: Terminal): Promise<number> {
  const definition = endpointDefinition(url, options, terminal.environment['VEINLINE_PASSWORD']);
  const connector = await openConnector(definition, options.dataFolder);
  try {
    const isConnected = await startConnector(connector, withoutLogin(url), terminal);
    if (terminal.signal.aborted) return ExitCode.interrupted;
    if (!isConnected) return ExitCode.failed;
    return options.browse ? await browse(connector, options, terminal) : ExitCode.ok;
  } finally {
    await connector.stop();
  }
}

/** The URL as it may be shown: a login in it stays out of logs. */
function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

async function browse(connector: Connector, options: ConnectOptions, terminal: Terminal): Promise<number> {
  const { signal } = terminal;
  const entries: BrowseEntry[] = [];
  const { below, depth } = options;
  const scope = {
    ...(below === undefined ? {} : { below }),
    ...(depth === undefined ? {} : { depth }),
    signal,
  };
  for await (const entry of connector.browse(scope)) {
    if (signal.aborted) break;
    entries.push(entry);
    if (entries.length % 50 === 0) terminal.progress(`${entries.length} entries, ${entry.name}`);
  }
  if (signal.aborted) {
    terminal.error(`Interrupted after ${entries.length} entries; nothing was written.`);
    return ExitCode.interrupted;
  }
  const text = exportEntries(entries, options.format);
  if (options.out === undefined) terminal.out(text);
  else await writeFile(options.out, text);
  const variables = entries.filter((entry) => entry.kind === 'variable').length;
  terminal.error(
    `${entries.length} entries, ${variables} of them variables${options.out ? `, in ${options.out}` : ''}.`,
  );
  return ExitCode.ok;
}
