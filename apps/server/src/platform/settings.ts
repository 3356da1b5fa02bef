import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { VeinlineError, messageOf } from '@veinline/base';
import { parse } from 'yaml';
import { z } from 'zod';

const settingsShape = {
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('TCP port of the server; 0 takes any free one'),
  bind: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 opens the server to the network'),
  data: z.string().min(1).default('.veinline').describe('Folder for the historian, certificates and logs'),
  config: z.string().min(1).optional().describe('Plant file (plant.yaml)'),
  token: z
    .string()
    .min(16, 'a token needs at least 16 characters')
    .optional()
    .describe('Bearer token for scripts; no default, at least 16 characters'),
  historian: z
    .string()
    .regex(
      /^(duckdb|influxdb:https?:\/\/.+)$/,
      'write "duckdb" or "influxdb:http://HOST:8086/?org=ORG&bucket=BUCKET"',
    )
    .default('duckdb')
    .describe('Where samples are kept: `duckdb` (embedded) or `influxdb:URL?org=…&bucket=…`'),
  influxToken: z.string().optional().describe('Access token of the InfluxDB historian'),
  retentionDays: z.coerce
    .number()
    .positive()
    .optional()
    .describe('Remove samples older than so many days; absent: keep all'),
  role: z
    .enum(['api', 'worker'])
    .default('api')
    .describe('`api` serves plant, pages and experiments; `worker` only runs replications from the queue'),
  queue: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'write redis://HOST:6379')
    .optional()
    .describe('Redis that carries replications to workers; absent: worker threads of this server'),
  workers: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe('Worker threads for experiments; absent: one for each processor'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged'),
};

/** Never printed: a queue's address may hold a password. */
const secretNames: ReadonlySet<string> = new Set(['token', 'influxToken', 'queue']);

/** Every setting of the server; the reference page is generated from it. */
export const settingsSchema = z.strictObject(settingsShape);
export type Settings = z.infer<typeof settingsSchema>;
type SettingName = keyof typeof settingsShape;

/** The environment variable of a setting: `retentionDays` is `VEINLINE_RETENTION_DAYS`. */
export function environmentName(setting: string): string {
  return `VEINLINE_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Names of all settings, in the order of the reference page. */
export const settingNames = Object.keys(settingsShape) as SettingName[];

/**
 * Reads settings from the environment and, under it, from the YAML file named by `VEINLINE_SETTINGS`.
 * @throws VeinlineError SETTINGS_WRONG with every problem listed
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const merged: Record<string, unknown> = readSettingsFile(environment['VEINLINE_SETTINGS']);
  for (const name of settingNames) {
    const value = environment[environmentName(name)];
    if (value !== undefined && value !== '') merged[name] = value;
  }
  const result = settingsSchema.safeParse(merged);
  if (result.success) return { ...result.data, data: resolve(result.data.data) };
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'settings');
    const given = secretNames.has(name) ? '(hidden)' : JSON.stringify(merged[name]);
    return `${environmentName(name)} = ${given}: ${issue.message}`;
  });
  throw new VeinlineError(
    'SETTINGS_WRONG',
    `${problems.length} setting(s) are wrong:\n  ${problems.join('\n  ')}`,
    {
      hint: 'Mend them in the environment or in the file named by VEINLINE_SETTINGS; docs/reference/settings.md lists all.',
    },
  );
}

function readSettingsFile(path: string | undefined): Record<string, unknown> {
  if (path === undefined || path === '') return {};
  try {
    const content: unknown = parse(readFileSync(path, 'utf8'));
    if (content === null || content === undefined) return {};
    if (typeof content === 'object' && !Array.isArray(content)) return { ...content };
    throw new Error('the file holds no list of "name: value" lines');
  } catch (cause) {
    throw new VeinlineError('SETTINGS_FILE', `Cannot use settings file ${path}: ${messageOf(cause)}`, {
      hint: 'Write one "name: value" per line, for example "port: 8080".',
      cause,
    });
  }
}
