import { VeinlineError } from '@veinline/base';
import { createLogger, type Logger } from './platform/logger.ts';
import { readSettings, type Settings } from './platform/settings.ts';

/** Says what went wrong and what to do, and leaves with exit code 1. */
function fail(error: unknown): never {
  if (error instanceof VeinlineError)
    console.error(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
  else console.error(error);
  process.exit(1);
}

/** What runs in a role: how it greets, and how it ends. Each role loads only what it needs. */
interface Running {
  readonly greeting: string;
  stop(): Promise<void>;
}

async function server(settings: Settings, log: Logger): Promise<Running> {
  const { startServer } = await import('./server.ts');
  const started = await startServer(settings, process.env, log);
  log.info({ url: started.url, data: settings.data, config: settings.config }, 'server.listening');
  return { greeting: `Veinline is ready at ${started.signInLink()}`, stop: () => started.stop() };
}

async function worker(settings: Settings, log: Logger): Promise<Running> {
  const { startWorker } = await import('./simulate/worker-role.ts');
  const started = await startWorker(settings, log);
  return { greeting: 'Veinline worker is serving the queue; Ctrl-C stops it.', stop: () => started.stop() };
}

try {
  const settings = readSettings(process.env);
  const log = createLogger(settings.logLevel);
  const running = settings.role === 'worker' ? await worker(settings, log) : await server(settings, log);
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'server.stopping');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(running.greeting);
} catch (error) {
  fail(error);
}
