import { VeinlineError } from '@veinline/base';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = (fallback: number, use: string) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(fallback)
    .describe(`TCP port of ${use}; 0 takes any free one`);

const settingsShape = {
  opcuaPort: port(4840, 'the OPC UA server'),
  mqttUrl: z
    .string()
    .regex(/^mqtts?:\/\/[^/]+$/, 'write mqtt://HOST:PORT or mqtts://HOST:PORT')
    .optional()
    .describe('MQTT broker to publish to; without it the virtual plant starts its own'),
  mqttPort: port(1883, 'the own MQTT broker'),
  speed: z.coerce
    .number()
    .min(1)
    .max(1000)
    .default(60)
    .describe('Process seconds per second of wall time, 1 to 1000'),
  seed: z.coerce.number().int().default(1).describe('Seed of patients, batches and sensor noise'),
  data: z
    .string()
    .min(1)
    .default('.veinline/virtual-plant')
    .describe('Folder for certificates and the Sparkplug birth counters'),
  controlPort: port(8081, 'the control API'),
};

/** Every setting of the virtual plant. */
export const settingsSchema = z.strictObject(settingsShape);

/** Settings with their defaults filled in. */
export type VirtualPlantSettings = z.output<typeof settingsSchema>;

type SettingName = keyof typeof settingsShape;

/** Names of all settings in the order of the README. */
export const settingNames = Object.keys(settingsShape) as SettingName[];

/** The environment variable of a setting: `opcuaPort` is `VIRTUAL_PLANT_OPCUA_PORT`. */
export function environmentName(setting: string): string {
  return `VIRTUAL_PLANT_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Reads the settings from the environment; an empty variable counts as absent.
 * @throws VeinlineError SETTINGS_WRONG with every problem listed
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): VirtualPlantSettings {
  const given: Record<string, unknown> = {};
  for (const name of settingNames) {
    const value = environment[environmentName(name)];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const result = settingsSchema.safeParse(given);
  if (result.success) return { ...result.data, data: resolve(result.data.data) };
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${environmentName(name)} = ${JSON.stringify(given[name])}: ${issue.message}`;
  });
  throw new VeinlineError(
    'SETTINGS_WRONG',
    `${problems.length} setting(s) of the virtual plant are wrong:\n  ${problems.join('\n  ')}`,
    { hint: 'Mend them in the environment; apps/virtual-plant/README.md lists all settings.' },
  );
}
