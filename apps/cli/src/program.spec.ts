import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { veinline as runVeinline } from './terminal.spec-support.ts';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veinline-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const veinline = (...args: string[]) => runVeinline(args, { BROKER: 'mqtt://127.0.0.1:1' });

function plantFile(connector: string): string {
  const file = join(folder, 'plant.yaml');
  const text = `version: 1
name: Leiden
connectors:
  - ${connector}
equipment:
  - id: SKID
    level: unit
    connector: broker
    tags:
      - { property: pH, address: skid/ph, unit: pH }
`;
  writeFileSync(file, text);
  return file;
}

describe('veinline plant check', () => {
  it('says what a good plant consists of', async () => {
    const file = plantFile('{ id: broker, kind: mqtt, url: "${BROKER}" }');
    const { code, out } = await veinline('plant', 'check', file);
    expect(out).toBe(`${file} is good: Leiden, 1 equipment, 1 tag, 0 alarms, 1 connector.\n`);
    expect(code).toBe(0);
  });

  it('checks the settings with the schema of the connector, at their place', async () => {
    const file = plantFile('{ id: broker, kind: mqtt, url: "${BROKER}", qso: 1, keepaliveSeconds: 0 }');
    const { code, out } = await veinline('plant', 'check', file);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${file}:4:49  connectors[0].qso  is no setting of this connector.  Fix: Did you mean "qos"?`,
      expect.stringContaining(`${file}:4:75  connectors[0].keepaliveSeconds  is 0.  Fix:`),
      '',
    ]);
  });

  it('never shows a secret', async () => {
    const file = plantFile('{ id: broker, kind: mqtt, url: "${BROKER}", password: 271828 }');
    const { code, out } = await veinline('plant', 'check', file);
    expect(code).toBe(1);
    expect(out).toContain('connectors[0].password');
    expect(out).not.toContain('271828');
  });

  it('prints JSON for programs', async () => {
    const { code, out } = await veinline('plant', 'check', plantFile('{ id: broker, kind: mqt }'), '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ line: 4, path: 'connectors[0].kind' }] });
    expect(code).toBe(1);
  });

  it('is called wrongly without a file that opens', async () => {
    const { code, error } = await veinline('plant', 'check', join(folder, 'none.yaml'));
    expect(error).toContain('none.yaml');
    expect(code).toBe(2);
  });
});

describe('veinline connect', () => {
  it('names the layer that fails', async () => {
    const { code, error } = await veinline('connect', 'mqtt://127.0.0.1:1', '--data-folder', folder);
    expect(error).toContain('Cannot use mqtt://127.0.0.1:1');
    expect(error).toContain('ECONNREFUSED');
    expect(code).toBe(1);
  });

  it('knows which schemes it speaks and which options go together', async () => {
    for (const args of [
      ['http://x'],
      ['opc.tcp://x', '--sparkplug', 'g'],
      ['mqtt://x', '--user', 'anna'],
      ['mqtt://x', '--depth', '0'],
    ]) {
      const { code, error } = await veinline('connect', ...args);
      expect(error).not.toBe('');
      expect(code).toBe(2);
    }
  });
});

describe('veinline record', () => {
  it('suggests the connector that was meant', async () => {
    const file = plantFile('{ id: broker, kind: mqtt, url: "${BROKER}" }');
    const { code, error } = await veinline(
      'record',
      '--config',
      file,
      '--connector',
      'brokr',
      '--out',
      join(folder, 'x'),
    );
    expect(error).toContain('Did you mean "broker"?');
    expect(code).toBe(2);
  });
});

describe('veinline', () => {
  it('tells its version and its commands, and suggests for a mistyped one', async () => {
    expect(await veinline('--version')).toMatchObject({ code: 0, out: '1.2.3\n' });
    expect((await veinline('--help')).out).toMatch(/plant[^]*connect[^]*record/);
    const mistyped = await veinline('conect', 'x');
    expect(mistyped.error).toContain('connect');
    expect(mistyped.code).toBe(2);
  });

  it('starts as a process from its launcher, or says what to do first', () => {
    const launcher = fileURLToPath(new URL('../bin/veinline.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, '--version'], {
      encoding: 'utf8',
    });
    expect(status === 0 ? stdout : stderr).toMatch(/^\d+\.\d+\.\d+\n$|not built yet/);
  });
});
