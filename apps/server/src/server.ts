import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { VeinlineError, messageOf } from '@veinline/base';
import { createDuckdbHistorian } from '@veinline/duckdb';
import type { Historian } from '@veinline/historian';
import { formatPlantProblems, readPlantFile, type PlantModel } from '@veinline/plant';
import { createApp } from './app.ts';
import { connectorSettings } from './connect/connector-factory.ts';
import { PlantRuntime } from './plant-runtime.ts';
import type { Logger } from './platform/logger.ts';
import { Sessions } from './platform/sessions.ts';
import type { Settings } from './platform/settings.ts';
import { systemClock } from './platform/system-clock.ts';
import { Telemetry } from './platform/telemetry.ts';
import { ExperimentDesk } from './simulate/experiment-desk.ts';
import { ExperimentStore } from './simulate/experiment-store.ts';
import { createRunner } from './simulate/runners.ts';

/** A running server. */
export interface RunningServer {
  /** `http://127.0.0.1:8080`. */
  readonly url: string;
  /** A link that signs one browser in, once. */
  signInLink(): string;
  stop(): Promise<void>;
}

/**
 * Starts a whole server: historian, connectors, alarms, HTTP.
 * @throws VeinlineError for wrong settings, a wrong plant file, a data folder or port in use
 */
export async function startServer(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  log: Logger,
): Promise<RunningServer> {
  const model = readPlant(settings.config, environment, log);
  makeDataFolder(settings.data);
  const historian = await createHistorian(settings);
  await historian.start();
  const telemetry = new Telemetry();
  const sessions = new Sessions(systemClock, settings.token);
  const runtime = new PlantRuntime({ model, historian, settings, clock: systemClock, telemetry, log });
  const isLoopback = /^(127\.|localhost$|::1$)/.test(settings.bind);
  const experiments = new ExperimentDesk({
    store: new ExperimentStore(join(settings.data, 'experiments')),
    clock: systemClock,
    log,
    createRunner: () => createRunner(settings),
  });
  const app = await createApp({ runtime, historian, experiments, sessions, telemetry, log, isLoopback });
  try {
    await app.listen(settings.port, settings.bind);
  } catch (cause) {
    await app.close();
    await historian.stop();
    throw portError(settings, cause);
  }
  await runtime.start();
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = settings.bind === '0.0.0.0' || settings.bind === '::' ? '127.0.0.1' : settings.bind;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    signInLink: () => `${url}/sign-in?token=${sessions.issueCode()}`,
    stop: async () => {
      runtime.live.stop();
      await experiments.stop();
      await app.close();
      await runtime.stop();
    },
  };
}

function readPlant(
  path: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  log: Logger,
): PlantModel {
  if (path === undefined) {
    throw new VeinlineError('PLANT_FILE', 'No plant file is given.', {
      hint: 'Set VEINLINE_CONFIG=my-plant.yaml, or use "npm start" for the virtual plant.',
    });
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new VeinlineError('PLANT_FILE', `Cannot read plant file ${path}: ${messageOf(cause)}`, {
      hint: 'Check the path given with --config or VEINLINE_CONFIG.',
      cause,
    });
  }
  const result = readPlantFile(text, { environment, fileName: path, settings: connectorSettings });
  if (!result.ok) {
    throw new VeinlineError(
      'PLANT_FILE',
      `${result.problems.length} problem(s) in the plant file:\n${formatPlantProblems(result.problems, path)}`,
      {
        hint: `Mend them and check with: npx veinline plant check ${path}`,
      },
    );
  }
  for (const warning of result.warnings) log.warn({ ...warning }, 'plant_file.warning');
  return result.model;
}

function makeDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new VeinlineError('DATA_FOLDER', `Cannot use data folder ${path}: ${messageOf(cause)}`, {
      hint: 'Name a folder you may write to with VEINLINE_DATA.',
      cause,
    });
  }
}

async function createHistorian(settings: Settings): Promise<Historian> {
  if (settings.historian === 'duckdb') {
    return createDuckdbHistorian({ file: join(settings.data, 'historian.duckdb'), clock: systemClock });
  }
  const url = new URL(settings.historian.slice('influxdb:'.length));
  const org = url.searchParams.get('org') ?? '';
  const bucket = url.searchParams.get('bucket') ?? '';
  url.search = '';
  const { createInfluxdbHistorian } = await import('@veinline/influxdb');
  return createInfluxdbHistorian({
    url: url.toString(),
    org,
    bucket,
    token: settings.influxToken ?? '',
  });
}

function portError(settings: Settings, cause: unknown): VeinlineError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new VeinlineError(
      'PORT_IN_USE',
      `Port ${settings.port} on ${settings.bind} is taken by another program.`,
      {
        hint: 'Stop that program, or choose a port with VEINLINE_PORT (0 = any free one).',
        cause,
      },
    );
  }
  return new VeinlineError(
    'LISTEN_FAILED',
    `Cannot listen on ${settings.bind}:${settings.port}: ${messageOf(cause)}`,
    {
      hint: 'Check VEINLINE_BIND and VEINLINE_PORT.',
      cause,
    },
  );
}
