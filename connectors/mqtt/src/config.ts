import { z } from 'zod';
import type { ConnectorDefinition } from '@veinline/plant';
import { MqttSettingsError } from './errors.ts';

const pointer = z.string().regex(/^(\/.*)?$/, 'a JSON pointer begins with "/"');

/** Settings of an MQTT connector in the plant file; durations carry their unit in the name. */
export const mqttSettings = z.strictObject({
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\/[^/]+/, 'write mqtt://host:1883, mqtts://host:8883, ws:// or wss://')
    .describe('Address of the broker: mqtt, mqtts, ws or wss.'),
  username: z.string().optional().describe('User name, if the broker wants one.'),
  password: z.string().optional().describe('Password of that user.'),
  tls: z
    .strictObject({
      ca: z.string().optional().describe('File with the authority that signed the broker certificate (PEM).'),
      cert: z.string().optional().describe('File with our client certificate (PEM).'),
      key: z.string().optional().describe('File with the key of our client certificate (PEM).'),
    })
    .prefault({})
    .describe('Certificates; relative paths start in the data folder.'),
  clientId: z.string().min(1).optional().describe('Names the session at the broker; default veinline-<id>.'),
  protocolVersion: z
    .union([z.literal(4), z.literal(5)])
    .default(5)
    .describe('MQTT 5, or 4 for MQTT 3.1.1; a broker that refuses 5 is asked again with 4.'),
  qos: z
    .union([z.literal(0), z.literal(1)])
    .default(1)
    .describe('1: a message is acknowledged after it was stored; 0: at most once.'),
  sessionExpirySeconds: z
    .number()
    .int()
    .min(0)
    .max(0xffffffff)
    .default(86_400)
    .describe('How long the broker keeps messages for us while we are away.'),
  keepaliveSeconds: z
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(10)
    .describe('Finds a dead link within 1.5 times.'),
  connectTimeoutMs: z
    .number()
    .int()
    .min(100)
    .default(5000)
    .describe('Longest wait for the broker to answer.'),
  maximumPacketBytes: z
    .number()
    .int()
    .min(1024)
    .default(1_048_576)
    .describe('Larger messages are not delivered by the broker (MQTT 5).'),
  format: z
    .enum(['json', 'text'])
    .default('json')
    .describe('json: numbers and JSON; text: the payload as it is.'),
  timestampPointer: pointer.optional().describe('Where a payload says its time; default /timestamp.'),
  qualityPointer: pointer.optional().describe('Where a payload says its quality; default /quality.'),
  quality: z
    .enum(['status-code', 'opc-da'])
    .default('status-code')
    .describe(
      'Meaning of a numeric quality: OPC UA status code (0 is good) or OPC DA (192 is good, 0 is bad).',
    ),
  allowWrite: z.boolean().default(false).describe('True lets write() publish values.'),
  browseFilter: z.string().min(1).default('#').describe('Topic filter that browsing listens to.'),
  browseWindowMs: z.number().int().min(50).default(2000).describe('How long browsing listens.'),
});

/** Settings with their defaults filled in. */
export type MqttSettings = z.output<typeof mqttSettings>;

/** Checks the settings of a definition; throws MqttSettingsError with all problems at once. */
export function parseSettings(definition: ConnectorDefinition): MqttSettings {
  const parsed = mqttSettings.safeParse(definition.settings);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new MqttSettingsError(definition.id, problems);
}
