import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Historian } from '@veinline/historian';
import { ConnectorDesk } from './connect/connector-desk.ts';
import { ConnectorsController } from './connect/connectors.controller.ts';
import { LatestValues } from './ingest/latest-values.ts';
import { AlarmDesk } from './operate/alarm-desk.ts';
import { AlarmsController } from './operate/alarms.controller.ts';
import { JournalReader } from './operate/journal-reader.ts';
import { LiveController } from './operate/live.controller.ts';
import { LiveHub } from './operate/live-hub.ts';
import { OperateController } from './operate/operate.controller.ts';
import { PlantDirectory } from './operate/plant-directory.ts';
import { SampleReader } from './operate/sample-reader.ts';
import { HealthController } from './platform/health.controller.ts';
import { NestLog, type Logger } from './platform/logger.ts';
import { describeApi } from './platform/openapi.ts';
import { ProblemFilter } from './platform/problems.ts';
import type { Sessions } from './platform/sessions.ts';
import { guardWithSignIn } from './platform/sign-in.ts';
import { Telemetry } from './platform/telemetry.ts';
import { serveWebApp } from './platform/web-app.ts';
import type { PlantRuntime } from './plant-runtime.ts';
import { ExperimentDesk } from './simulate/experiment-desk.ts';
import { ExperimentsController } from './simulate/experiments.controller.ts';

@Module({})
class AppModule {}

/** What the HTTP side is made of. */
export interface AppParts {
  readonly runtime: PlantRuntime;
  readonly historian: Historian;
  readonly experiments: ExperimentDesk;
  readonly sessions: Sessions;
  readonly telemetry: Telemetry;
  readonly log: Logger;
  readonly isLoopback: boolean;
}

function moduleOf({ runtime, historian, experiments, telemetry }: AppParts): DynamicModule {
  return {
    module: AppModule,
    controllers: [
      HealthController,
      OperateController,
      AlarmsController,
      ConnectorsController,
      LiveController,
      ExperimentsController,
    ],
    providers: [
      { provide: Telemetry, useValue: telemetry },
      { provide: PlantDirectory, useValue: runtime.directory },
      { provide: LatestValues, useValue: runtime.latest },
      { provide: AlarmDesk, useValue: runtime.alarms },
      { provide: LiveHub, useValue: runtime.live },
      { provide: ExperimentDesk, useValue: experiments },
      { provide: ConnectorDesk, useValue: runtime.connectors },
      { provide: SampleReader, useFactory: () => new SampleReader(runtime.directory, historian) },
      { provide: JournalReader, useFactory: () => new JournalReader(historian) },
    ],
  };
}

/** Builds the HTTP application, ready to listen. */
export async function createApp(parts: AppParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(moduleOf(parts), adapter, {
    logger: new NestLog(parts.log),
    abortOnError: false,
  });
  const http = adapter.getInstance();
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  guardWithSignIn(http, parts.sessions, parts.isLoopback);
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter(parts.log));
  let document: Promise<object> | null = null;
  http.get('/api/openapi.json', () => (document ??= describeApi(app)));
  await serveWebApp(http);
  await app.init();
  return app;
}
