// The bare peer: a node-opcua client that subscribes to the same items and only counts their notifications.
import {
  AttributeIds,
  ClientMonitoredItemGroup,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
} from 'node-opcua';

const [url = '', count = '5000', pki = '/tmp/veinline-bench-client-pki'] = process.argv.slice(2);
const client = OPCUAClient.create({
  endpointMustExist: false,
  securityMode: MessageSecurityMode.SignAndEncrypt,
  securityPolicy: SecurityPolicy.Basic256Sha256,
  clientCertificateManager: new OPCUACertificateManager({
    automaticallyAcceptUnknownCertificate: true,
    rootFolder: pki,
  }),
});
await client.connect(url);
const session = await client.createSession();
const subscription = await session.createSubscription2({
  requestedPublishingInterval: 500,
  requestedLifetimeCount: 1200,
  requestedMaxKeepAliveCount: 10,
  maxNotificationsPerPublish: 0,
  publishingEnabled: true,
  priority: 1,
});
const namespaces = await session.readNamespaceArray();
const index = namespaces.indexOf('urn:veinline:bench');
let notifications = 0;
for (let from = 0; from < Number(count); from += 1000) {
  const items = Array.from({ length: Math.min(1000, Number(count) - from) }, (_, i) => ({
    nodeId: `ns=${index};s=C${from + i}`,
    attributeId: AttributeIds.Value,
  }));
  const group = ClientMonitoredItemGroup.create(
    subscription,
    items,
    { samplingInterval: 0, queueSize: 100, discardOldest: true },
    TimestampsToReturn.Both,
  );
  group.on('changed', () => {
    notifications += 1;
  });
  await new Promise<void>((resolve) => group.once('initialized', () => resolve()));
}
console.log('subscribed');
setInterval(() => console.log(`count ${notifications}`), 1000);
