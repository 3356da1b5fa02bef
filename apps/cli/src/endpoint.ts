import type { ConnectorDefinition } from '@veinline/plant';
import { UsageError } from './errors.ts';

export interface EndpointOptions {
  readonly sparkplug?: string;
  /** User name; the password comes from VEINLINE_PASSWORD. */
  readonly user?: string;
  readonly security?: string;
  readonly trust?: string;
}

/** The connector that a URL and the options of the command line describe; throws UsageError if none does. */
export function endpointDefinition(
  url: string,
  options: EndpointOptions,
  password: string | undefined,
): ConnectorDefinition {
  const scheme = /^([a-z.]+):\/\/./.exec(url)?.[1] ?? '';
  const base = { id: 'cli', timeSource: 'live' } as const;
  const user = credentials(options.user, password);
  if (scheme === 'opc.tcp') {
    if (options.sparkplug !== undefined)
      throw new UsageError('--sparkplug does not go with opc.tcp://.', 'Give the URL of an MQTT broker.');
    const isNone = options.security === 'None';
    const security = {
      mode: isNone ? 'None' : 'SignAndEncrypt',
      policy: options.security ?? 'Basic256Sha256',
      trust: options.trust ?? 'first-use',
    };
    return { ...base, kind: 'opcua', settings: { endpoint: url, security, ...(user ? { user } : {}) } };
  }
  if (['mqtt', 'mqtts', 'ws', 'wss'].includes(scheme)) {
    const login = user ? { username: user.name, password: user.password } : {};
    if (options.sparkplug === undefined) return { ...base, kind: 'mqtt', settings: { url, ...login } };
    const settings = { url, ...login, groups: [options.sparkplug], primary: false };
    return { ...base, kind: 'sparkplug', settings };
  }
  throw new UsageError(
    `No connector speaks "${url}".`,
    'Write opc.tcp://host:4840, mqtt://host:1883 or mqtts://host:8883.',
  );
}

function credentials(name: string | undefined, password = ''): { name: string; password: string } | null {
  if (name === undefined) return null;
  if (password === '')
    throw new UsageError(
      `No password for user ${name}.`,
      'Set VEINLINE_PASSWORD, which no process list shows.',
    );
  return { name, password };
}
