import { VeinlineError } from '@veinline/base';
import { createLogger } from './platform/logger.ts';
import { readSettings } from './platform/settings.ts';
import { startServer } from './server.ts';

/** Says what went wrong and what to do, and leaves with exit code 1. */
function fail(error: unknown): never {
  if (error instanceof VeinlineError)
    console.error(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
  else console.error(error);
  process.exit(1);
}

try {
  const settings = readSettings(process.env);
  const log = createLogger(settings.logLevel);
  const server = await startServer(settings, process.env, log);
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'server.stopping');
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  log.info({ url: server.url, data: settings.data, config: settings.config }, 'server.listening');
  console.log(`Veinline is ready at ${server.signInLink()}`);
} catch (error) {
  fail(error);
}
