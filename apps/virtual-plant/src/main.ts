import { VeinlineError } from '@veinline/base';
import { setDebugLogger, setWarningLogger } from 'node-opcua';
import { readSettings } from './config.ts';
import { startVirtualPlant } from './virtual-plant.ts';

/** Says what went wrong and what to do, and leaves with exit code 1. */
function fail(error: unknown): never {
  if (error instanceof VeinlineError)
    console.error(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
  else console.error(error);
  process.exit(1);
}

// Standard output carries the ready line alone.
setDebugLogger(console.error);
setWarningLogger(console.error);

try {
  const plant = await startVirtualPlant(readSettings(process.env));
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    plant.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(
    JSON.stringify({
      event: 'virtual-plant.ready',
      opcua: plant.opcuaUrl,
      mqtt: plant.mqttUrl,
      control: plant.controlUrl,
    }),
  );
} catch (error) {
  fail(error);
}
