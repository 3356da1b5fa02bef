import type { VirtualPlantSettings } from './config.ts';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from './config.ts';
import { tmpdir } from 'node:os';

/** Settings of a plant on free ports with a data folder of its own. */
export function freeSettings(more: Partial<VirtualPlantSettings> = {}): VirtualPlantSettings {
  const data = mkdtempSync(join(tmpdir(), 'virtual-plant-'));
  return { ...readSettings({}), opcuaPort: 0, mqttPort: 0, controlPort: 0, data, ...more };
}

/** Looks every 50 ms until there is a result; throws after 15 s. */
export async function eventually<T>(look: () => T | undefined): Promise<T> {
  const end = performance.now() + 15_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('It did not happen within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
