import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@veinline/base';
import type {
  ClientSession,
  CreateMonitoredItemsRequestOptions,
  CreateMonitoredItemsResponse,
  CreateSubscriptionRequestOptions,
  CreateSubscriptionResponse,
  DeleteMonitoredItemsRequestOptions,
  DeleteMonitoredItemsResponse,
  EndpointDescription,
  PublishRequest,
  PublishResponse,
  RepublishRequest,
  RepublishResponse,
  UserIdentityInfo,
} from 'node-opcua';
import {
  AttributeIds,
  LogLevel,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAClient,
  SecurityPolicy,
  UserTokenType,
  setLogLevel,
} from 'node-opcua';
import type { OpcuaSettings } from './config.ts';
import { OpcuaError, openingError } from './errors.ts';
import { probe } from './probe.ts';
import { checkServerCertificate } from './trust.ts';

// node-opcua prints warnings on its own; every failure reaches status() instead.
setLogLevel(LogLevel.Emergency);

/** What the server allows in one request (OPC 10000-5, 6.3.11), never above the settings. */
export interface OperationLimits {
  readonly read: number;
  readonly write: number;
  readonly browse: number;
  readonly monitoredItems: number;
}

type Answer<T> = (error: Error | null, response?: T) => void;

/** The subscription services as the standard has them; node-opcua's sessions offer them beside its own engine. */
export interface SubscriptionServices {
  createSubscription(options: CreateSubscriptionRequestOptions): Promise<CreateSubscriptionResponse>;
  createMonitoredItems(options: CreateMonitoredItemsRequestOptions): Promise<CreateMonitoredItemsResponse>;
  deleteMonitoredItems(options: DeleteMonitoredItemsRequestOptions): Promise<DeleteMonitoredItemsResponse>;
  publish(request: PublishRequest, answer: Answer<PublishResponse>): void;
  republish(request: RepublishRequest, answer: Answer<RepublishResponse>): void;
}

/** A session in force and what was learned about its server. */
export interface OpenSession {
  readonly client: OPCUAClient;
  readonly session: ClientSession;
  readonly services: SubscriptionServices;
  /** Read anew for each session: a server may reorder its namespaces at every start. */
  readonly namespaces: readonly string[];
  readonly limits: OperationLimits;
}

const reachMs = 10_000;
/** MaxNodesPerRead, MaxNodesPerWrite, MaxNodesPerBrowse, MaxMonitoredItemsPerCall (OPC 10000-6, annex A.3). */
const limitNodes = ['i=11705', 'i=11707', 'i=11710', 'i=11714'];

/** Opens a session; throws an OpcuaError that names the layer that failed. */
export async function openSession(
  settings: OpcuaSettings,
  { clock, dataFolder }: { readonly clock: Clock; readonly dataFolder: string },
): Promise<OpenSession> {
  const { endpoint, security } = settings;
  const folder = join(dataFolder, 'pki', 'opcua');
  const user = settings.user === 'anonymous' ? 'anonymous' : settings.user.name;
  await probe(endpoint);
  const certificates = new OPCUACertificateManager({
    rootFolder: join(folder, 'own'),
    // Whom to trust is decided before, by checkServerCertificate, on the certificate the channel is then bound to.
    automaticallyAcceptUnknownCertificate: true,
  });
  const base = {
    applicationName: 'Veinline',
    applicationUri: `urn:${hostname()}:Veinline`,
    clientCertificateManager: certificates,
    endpointMustExist: false,
    transportTimeout: reachMs,
    connectionStrategy: { initialDelay: 100, maxDelay: 1000, maxRetry: 1 },
    // node-opcua allocates a buffer of this size for every request: its default of 640 KiB costs more than the request.
    transportSettings: { sendBufferSize: 65_536 },
  };
  let client: OPCUAClient | null = null;
  try {
    await certificates.initialize();
    const offered = await discover(endpoint, OPCUAClient.create(base));
    const chosen = choose(settings, offered);
    if (security.mode !== 'None')
      checkServerCertificate(chosen.serverCertificate, { folder, settings, clock });
    client = OPCUAClient.create({
      ...base,
      securityMode: MessageSecurityMode[security.mode],
      securityPolicy: SecurityPolicy[security.policy],
      requestedSessionTimeout: settings.sessionTimeoutMs,
      keepSessionAlive: true,
      ...(security.mode === 'None' ? {} : { serverCertificate: chosen.serverCertificate }),
    });
    refuseOtherCertificates(client);
    await within(client.connect(endpoint), endpoint);
    const session = await within(client.createSession(identity(settings)), endpoint);
    const namespaces = await session.readNamespaceArray();
    const services = session as unknown as SubscriptionServices;
    return { client, session, services, namespaces, limits: await readLimits(session, settings) };
  } catch (thrown) {
    if (client !== null) await closeQuietly(client);
    throw openingError(endpoint, user, thrown);
  }
}

/** Disconnects without waiting for a peer that may be gone. */
export async function closeQuietly(client: OPCUAClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 3000);
  });
  await Promise.race([client.disconnect().catch(() => undefined), patience]);
  clearTimeout(timer);
}

async function discover(endpoint: string, client: OPCUAClient): Promise<EndpointDescription[]> {
  try {
    await within(client.connect(endpoint), endpoint);
    return await within(client.getEndpoints(), endpoint);
  } catch (thrown) {
    if (thrown instanceof OpcuaError) throw thrown;
    const text = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    throw new OpcuaError(
      'hello',
      `${endpoint} accepts connections but does not answer as an OPC UA server: ${text.trim()}.`,
      'Check that this is the OPC UA port, that the path of the endpoint is right, and that the server is not hung.',
      thrown,
    );
  } finally {
    await closeQuietly(client);
  }
}

function choose(
  { endpoint, security, user }: OpcuaSettings,
  offered: readonly EndpointDescription[],
): EndpointDescription {
  const policy = SecurityPolicy[security.policy] as string;
  const fitting = offered.find(
    (each) => each.securityMode === MessageSecurityMode[security.mode] && each.securityPolicyUri === policy,
  );
  if (fitting === undefined) {
    const list = offered.map(
      (each) => `${MessageSecurityMode[each.securityMode]}/${each.securityPolicyUri?.split('#')[1] ?? '?'}`,
    );
    throw new OpcuaError(
      'endpoint',
      `${endpoint} does not offer ${security.mode}/${security.policy}; it offers ${[...new Set(list)].join(', ') || 'nothing'}.`,
      'Set security.mode and security.policy to one of these, or enable the policy on the server.',
    );
  }
  const wanted = user === 'anonymous' ? UserTokenType.Anonymous : UserTokenType.UserName;
  if (!(fitting.userIdentityTokens ?? []).some((token) => token.tokenType === wanted))
    throw new OpcuaError(
      'user',
      `${endpoint} does not let ${user === 'anonymous' ? 'anonymous users' : 'users with a password'} in.`,
      user === 'anonymous'
        ? 'Set user.name and user.password.'
        : "Set user to 'anonymous', or enable passwords on the server.",
    );
  return fitting;
}

function identity({ user }: OpcuaSettings): UserIdentityInfo {
  return user === 'anonymous'
    ? { type: UserTokenType.Anonymous }
    : { type: UserTokenType.UserName, userName: user.name, password: user.password };
}

/**
 * While it repairs a connection node-opcua asks a server for its new certificate and takes it. Here a change
 * fails the repair, and the next full attempt decides about trust.
 */
function refuseOtherCertificates(client: OPCUAClient): void {
  const repairing = client as unknown as {
    fetchServerCertificate: (url: string, done: (error: Error) => void) => void;
  };
  const fetch = repairing.fetchServerCertificate.bind(client);
  repairing.fetchServerCertificate = (url, done) => {
    if (client.serverCertificate === undefined) fetch(url, done);
    else done(new Error('the server certificate is to be checked again'));
  };
}

async function readLimits(session: ClientSession, settings: OpcuaSettings): Promise<OperationLimits> {
  const values = await session.read(
    limitNodes.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })),
  );
  const [read, write, browse, monitoredItems] = values.map((each) => {
    const limit: unknown = each.statusCode.isGood() ? each.value.value : 0;
    const own = settings.maxItemsPerCall;
    return typeof limit === 'number' && limit > 0 ? Math.min(limit, own) : own;
  });
  const own = settings.maxItemsPerCall;
  return {
    read: read ?? own,
    write: write ?? own,
    browse: browse ?? own,
    monitoredItems: monitoredItems ?? own,
  };
}

async function within<T>(promise: Promise<T>, endpoint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new OpcuaError(
            'hello',
            `${endpoint} accepts connections but gave no answer in ${reachMs / 1000} s.`,
            'Check that the server is not hung and that this is its OPC UA port.',
          ),
        ),
      reachMs,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
