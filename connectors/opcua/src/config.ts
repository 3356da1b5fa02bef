import { VeinlineError } from '@veinline/base';
import { z } from 'zod';

const securitySchema = z
  .object({
    mode: z
      .enum(['None', 'Sign', 'SignAndEncrypt'])
      .default('SignAndEncrypt')
      .describe('Message security mode'),
    policy: z
      .enum(['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'])
      .default('Basic256Sha256')
      .describe('Security policy; the server has to offer exactly this one'),
    trust: z
      .enum(['first-use', 'listed'])
      .default('first-use')
      .describe('first-use pins the first certificate seen; listed accepts only those in the trusted folder'),
  })
  .strict()
  .refine((it) => (it.mode === 'None') === (it.policy === 'None'), {
    message: 'mode and policy must both be None, or neither',
  });

/** Settings of an OPC UA connector; every field with its default and unit. */
export const opcuaSettings = z
  .object({
    endpoint: z
      .string()
      .regex(/^opc\.tcp:\/\/[^\s/:]+(:\d+)?(\/\S*)?$|^opc\.tcp:\/\/\[[0-9a-fA-F:]+\](:\d+)?(\/\S*)?$/, {
        message: 'must look like opc.tcp://host:4840/path',
      })
      .describe('Where the server listens'),
    security: securitySchema
      .default({ mode: 'SignAndEncrypt', policy: 'Basic256Sha256', trust: 'first-use' })
      .describe('How messages are protected; never lowered by itself'),
    user: z
      .union([
        z.literal('anonymous'),
        z.object({ name: z.string().min(1), password: z.string().min(1) }).strict(),
      ])
      .default('anonymous')
      .describe('Who logs in; a password needs a secure mode'),
    publishingIntervalMs: z.number().positive().default(500).describe('How often the server sends, ms'),
    samplingIntervalMs: z
      .number()
      .min(0)
      .default(0)
      .describe('How often the server samples, ms; 0: on change'),
    queueSize: z.int().min(1).default(100).describe('Values per item the server keeps between two publishes'),
    writable: z.boolean().default(false).describe('Allows write()'),
    sessionTimeoutMs: z
      .number()
      .min(1000)
      .default(120_000)
      .describe('How long the server keeps an idle session, ms'),
    subscriptionLifetimeMs: z
      .number()
      .min(10_000)
      .default(600_000)
      .describe('How long the server keeps an idle subscription, ms'),
    silenceMs: z
      .number()
      .min(1000)
      .default(12_000)
      .describe('Silence after which the server counts as lost, ms'),
    maxItemsPerSubscription: z
      .int()
      .min(1)
      .default(10_000)
      .describe('Monitored items per subscription; a server that takes fewer gets more subscriptions'),
    maxItemsPerCall: z.int().min(1).default(1000).describe('Nodes or items in one request'),
    maxQueuedSamples: z.int().min(1000).default(500_000).describe('Samples held for a slow consumer'),
  })
  .strict()
  .refine((it) => it.user === 'anonymous' || it.security.mode !== 'None', {
    path: ['user'],
    message: 'a password is never sent over mode None; choose Sign or SignAndEncrypt',
  });

/** Checked settings. */
export type OpcuaSettings = z.infer<typeof opcuaSettings>;

/** Checks settings; throws OPCUA_SETTINGS with every problem listed. */
export function parseSettings(connector: string, settings: unknown): OpcuaSettings {
  const parsed = opcuaSettings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new VeinlineError('OPCUA_SETTINGS', `Connector ${connector}: ${problems.join('; ')}.`, {
    hint: "Correct the connector's settings in the plant file.",
    details: { connector, problems },
  });
}
