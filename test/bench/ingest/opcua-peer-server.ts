// An OPC UA server with N counter variables that change once a second; each carries how often it changed.
import {
  DataType,
  OPCUACertificateManager,
  OPCUAServer,
  MessageSecurityMode,
  SecurityPolicy,
  StatusCodes,
  Variant,
} from 'node-opcua';

const [port = '0', count = '5000', pki = '/tmp/veinline-bench-pki'] = process.argv.slice(2);
const server = new OPCUAServer({
  port: Number(port),
  hostname: '127.0.0.1',
  serverCertificateManager: new OPCUACertificateManager({
    automaticallyAcceptUnknownCertificate: true,
    rootFolder: pki,
  }),
  securityModes: [MessageSecurityMode.SignAndEncrypt],
  securityPolicies: [SecurityPolicy.Basic256Sha256],
  serverCapabilities: { minSupportedSampleRate: 0, maxSessions: 10 } as never,
});
await server.initialize();
const space = server.engine.addressSpace;
if (space === null) throw new Error('The server has no address space.');
const own = space.registerNamespace('urn:veinline:bench');
const folder = own.addFolder('ObjectsFolder', { browseName: 'Counters' });
const variables = Array.from({ length: Number(count) }, (_, i) =>
  own.addVariable({
    componentOf: folder,
    browseName: `C${i}`,
    nodeId: `s=C${i}`,
    dataType: DataType.Double,
    minimumSamplingInterval: 0,
    value: new Variant({ dataType: DataType.Double, value: 0 }),
  }),
);
await server.start();
console.log('listening');
let n = 0;
// Spread over ten slices a second, as real tags do not change in the same millisecond.
const slices = 10;
const begun = Date.now();
function change(): void {
  const slice = n % slices;
  const value = Math.floor(n / slices) + 1;
  n += 1;
  const now = new Date();
  for (let i = slice; i < variables.length; i += slices) {
    variables[i]?.setValueFromSource({ dataType: DataType.Double, value }, StatusCodes.Good, now);
  }
  // By the clock and not by an interval, which would run slow and give fewer than one change a second.
  timer = setTimeout(change, Math.max(0, begun + (n * 1000) / slices - Date.now()));
}
let timer = setTimeout(change, 0);
process.on('SIGTERM', () => {
  clearTimeout(timer);
  void server.shutdown(100).then(() => process.exit(0));
});
