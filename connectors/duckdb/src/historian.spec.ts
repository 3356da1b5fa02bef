import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, instant } from '@veinline/base';
import { historianContract } from '@veinline/historian/contract';
import { createDuckdbHistorian } from './historian.ts';

historianContract('DuckDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veinline-duckdb-'));
  const options = {
    file: join(folder, 'historian.duckdb'),
    clock: new ManualClock(instant('2026-01-01T00:00:00Z')),
  };
  return {
    historian: createDuckdbHistorian(options),
    reopen: () => createDuckdbHistorian(options),
    dispose: () => rm(folder, { recursive: true }),
  };
});
