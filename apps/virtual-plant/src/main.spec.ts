import { expect, it } from 'vitest';
import { environmentName } from './config.ts';
import { fileURLToPath } from 'node:url';
import { freeSettings } from './settings.spec-support.ts';
import { once } from 'node:events';
import { spawn } from 'node:child_process';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the program from its source, stops it at the first line on stdout and returns what it said. */
async function run(
  overrides: Record<string, string> = {},
): Promise<{ code: unknown; out: string; err: string }> {
  const given = Object.entries(freeSettings()).map(([name, value]) => [environmentName(name), String(value)]);
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ...Object.fromEntries(given),
    ...overrides,
  };
  const child = spawn(process.execPath, ['--conditions=veinline-source', '--import', 'tsx', main], { env });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, out, err };
}

it('prints one JSON line when it is ready and leaves with 0 on SIGTERM', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    event: 'virtual-plant.ready',
    opcua: expect.stringMatching(/^opc\.tcp:\/\/127\.0\.0\.1:\d+$/) as string,
    mqtt: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/) as string,
    control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
  });
});

it('leaves with 1 and says what to do when a setting is wrong', async () => {
  const { code, out, err } = await run({ VIRTUAL_PLANT_SPEED: '0' });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/SETTINGS_WRONG[\s\S]*VIRTUAL_PLANT_SPEED = "0"/);
});
