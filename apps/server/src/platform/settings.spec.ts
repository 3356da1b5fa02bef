import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { VeinlineError } from '@veinline/base';
import { expect, it } from 'vitest';
import { environmentName, readSettings } from './settings.ts';

it('has sensible defaults: loopback, port 8080, a data folder of its own', () => {
  expect(readSettings({})).toMatchObject({
    port: 8080,
    bind: '127.0.0.1',
    data: resolve('.veinline'),
    historian: 'duckdb',
  });
});

it('names the environment variable of each setting', () => {
  expect(environmentName('port')).toBe('VEINLINE_PORT');
  expect(environmentName('retentionDays')).toBe('VEINLINE_RETENTION_DAYS');
});

it('lets the environment win over the settings file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'veinline-')), 'settings.yaml');
  writeFileSync(file, 'port: 9000\nbind: 0.0.0.0\n');
  expect(readSettings({ VEINLINE_SETTINGS: file, VEINLINE_PORT: '9001' })).toMatchObject({
    port: 9001,
    bind: '0.0.0.0',
  });
});

it('lists every problem at once, with the value given, and hides secrets', () => {
  const wrong = { VEINLINE_PORT: '99999', VEINLINE_TOKEN: 'short', VEINLINE_HISTORIAN: 'oracle' };
  let caught: unknown;
  try {
    readSettings(wrong);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(VeinlineError);
  const { message } = caught as VeinlineError;
  expect(message).toContain('3 setting(s)');
  expect(message).toContain('VEINLINE_PORT = "99999"');
  expect(message).toContain('VEINLINE_HISTORIAN = "oracle"');
  expect(message).toContain('VEINLINE_TOKEN = (hidden)');
  expect(message).not.toContain('short');
});

it('says which file is broken', () => {
  expect(() => readSettings({ VEINLINE_SETTINGS: '/nowhere/settings.yaml' })).toThrow(
    /\/nowhere\/settings\.yaml/,
  );
});
