import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Simulation } from '@veinline/des';
import { distribution, StreamFamily } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import { twinModels, type Draws, type LogLine, type TwinModel } from './simpy-models.ts';

// Needs the Debian packages python3 and python3-simpy3, as other suites need mosquitto and chromium.
const python = '/usr/bin/python3';
const program = fileURLToPath(new URL('./simpy_models.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'veinline-simpy-'));

function record({ draws }: TwinModel, seed: number): Draws {
  const family = new StreamFamily({ seed });
  return Object.fromEntries(
    Object.entries(draws).map(([purpose, [count, spec]]) => {
      const draw = distribution(spec).sampler(family.stream(purpose));
      return [purpose, Array.from({ length: count }, draw)];
    }),
  );
}

function inVeinline(model: TwinModel, draws: Draws): LogLine[] {
  const log: LogLine[] = [];
  const sim = new Simulation();
  model.run(sim, draws, (entity, event) => log.push([sim.now, String(entity), event]));
  return log;
}

function inSimpy(name: string, draws: Draws): LogLine[] {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ model: name, draws }));
  return JSON.parse(execFileSync(python, [program, file], { encoding: 'utf8' })) as LogLine[];
}

/**
 * The draws are continuous: two customers never come at the very same time. If they did, SimPy would let both come before
 * either is served, for it takes even a free unit by an event; here a free unit is taken at once.
 */
describe('on the same draws as SimPy', () => {
  it.each(Object.entries(twinModels))(
    '%s logs the same events at the same times, line by line',
    (name, model) => {
      for (const seed of [1, 2, 3, 4]) {
        const draws = record(model, seed);
        const log = inVeinline(model, draws);
        expect(log.length).toBeGreaterThan(60);
        expect(log).toEqual(inSimpy(name, draws));
      }
    },
  );
});
