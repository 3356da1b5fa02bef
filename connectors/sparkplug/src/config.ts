import type { ConnectorDefinition } from '@veinline/plant';
import { z } from 'zod';
import { SparkplugSettingsError } from './errors.ts';

const identifier = z
  .string()
  .min(1)
  .regex(/^[^/+#]+$/, 'an identifier has no "/", "+" or "#"');

/** Settings of a Sparkplug host application in the plant file; durations carry their unit in the name. */
export const sparkplugSettings = z.strictObject({
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
  clientId: identifier.optional().describe('Client identifier at the broker; default veinline-<id>.'),
  protocolVersion: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .describe('4 for MQTT 3.1.1, which every Sparkplug broker speaks, or 5.'),
  groups: z
    .array(identifier)
    .min(1)
    .describe('Groups listened to; with more than one, addresses begin with theirs.'),
  hostId: identifier.default('veinline').describe('Host identifier in the STATE topic.'),
  primary: z.boolean().default(true).describe('True publishes STATE; false listens without being a host.'),
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
  reorderTimeoutMs: z
    .number()
    .int()
    .min(10)
    .default(2000)
    .describe('How long a missing message may come late.'),
  rebirthBackoffMs: z
    .number()
    .int()
    .min(0)
    .default(10_000)
    .describe('Least time between two rebirth requests to a node.'),
  rebirthJitterMs: z
    .number()
    .int()
    .min(0)
    .default(500)
    .describe('Spread of rebirth requests in the first 10 s of a connection.'),
  allowWrite: z.boolean().default(false).describe('True lets write() publish commands.'),
});

/** Settings with their defaults filled in. */
export type SparkplugSettings = z.output<typeof sparkplugSettings>;

/** Checks the settings of a definition; throws SparkplugSettingsError with all problems at once. */
export function parseSettings(definition: ConnectorDefinition): SparkplugSettings {
  const parsed = sparkplugSettings.safeParse(definition.settings);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new SparkplugSettingsError(definition.id, problems);
}
