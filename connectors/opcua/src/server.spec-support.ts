/**
 * A real OPC UA server in a process of its own, so that tests can kill, stop and restart it. Commands come as
 * messages; each is answered with its id.
 */
import {
  DataType,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  Variant,
  VariantArrayType,
  coerceInt64,
  coerceStatusCode,
  coerceUInt64,
} from 'node-opcua';
import type { UAVariable } from 'node-opcua';

interface Command {
  readonly id: number;
  readonly name: string;
  readonly value: number | string;
  readonly sourceTime: number;
  readonly status: number;
}

const port = Number(process.argv[2]);
const rootFolder = process.argv[3] ?? '';
/** Foreign namespaces registered first: they shift the index of the test's own. */
const foreign = Number(process.argv[4] ?? 0);
const maxMonitoredItemsPerSubscription = Number(process.argv[5] ?? 100_000);

const server = new OPCUAServer({
  port,
  resourcePath: '/test',
  serverCertificateManager: new OPCUACertificateManager({
    rootFolder,
    automaticallyAcceptUnknownCertificate: true,
  }),
  userManager: { isValidUser: (name: string, password: string) => name === 'twin' && password === 'right' },
  serverCapabilities: { minSupportedSampleRate: 0, maxSessions: 50, maxMonitoredItemsPerSubscription },
  allowAnonymous: true,
  securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss],
});
await server.initialize();
const space = server.engine.addressSpace;
if (space === null) throw new Error('no address space');
for (let i = 0; i < foreign; i += 1) {
  const other = space.registerNamespace(`urn:veinline:foreign:${i}`);
  const folder = other.addFolder(space.rootFolder.objects, { browseName: `Foreign${i}` });
  for (const name of ['A', 'B'])
    other.addVariable({
      componentOf: folder,
      browseName: name,
      nodeId: `s=${name}`,
      dataType: 'Double',
      value: { dataType: DataType.Double, value: -999 },
    });
}
const own = space.registerNamespace('urn:veinline:test');
const folder = own.addFolder(space.rootFolder.objects, { browseName: 'Plant' });
const variables = new Map<string, UAVariable>();
const add = (name: string, dataType: DataType, value: unknown): UAVariable => {
  const variable = own.addVariable({
    componentOf: folder,
    browseName: name,
    nodeId: `s=${name}`,
    dataType: DataType[dataType] as string,
    minimumSamplingInterval: 0,
    ...(Array.isArray(value) && dataType === DataType.Double ? { valueRank: 1 } : {}),
    value: new Variant({
      dataType,
      arrayType:
        Array.isArray(value) && dataType === DataType.Double
          ? VariantArrayType.Array
          : VariantArrayType.Scalar,
      value,
    }),
  });
  variables.set(name, variable);
  return variable;
};
for (const name of ['A', 'B']) add(name, DataType.Double, 0);
for (let i = 0; i < 99; i += 1) add(`N${i}`, DataType.Double, i);
add('Int64', DataType.Int64, coerceInt64('-9223372036854775808'));
add('UInt64', DataType.UInt64, coerceUInt64('18446744073709551615'));
add('NaN', DataType.Double, Number.NaN);
add('Infinity', DataType.Double, Number.POSITIVE_INFINITY);
add('Text', DataType.LocalizedText, { text: 'running', locale: 'en' });
add('Bytes', DataType.ByteString, Buffer.from([1, 2, 250]));
add('List', DataType.Double, [1.5, 2.5]);
own.addAnalogDataItem({
  componentOf: folder,
  browseName: 'Analog',
  nodeId: 's=Analog',
  dataType: 'Double',
  description: 'Temperature of the culture',
  engineeringUnitsRange: { low: 0, high: 60 },
  engineeringUnits: {
    displayName: { text: '°C' },
    namespaceUri: 'http://www.opcfoundation.org/UA/units/un/cefact',
    unitId: 4408652,
  },
  value: { dataType: DataType.Double, value: 37 },
} as Parameters<typeof own.addAnalogDataItem>[0]);
await server.start();

process.on('message', ({ id, name, value, sourceTime, status }: Command) => {
  const variable = variables.get(name);
  const data = new Variant({ dataType: DataType.Double, value: Number(value) });
  variable?.setValueFromSource(data, coerceStatusCode(status), new Date(sourceTime));
  process.send?.({ id });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0 });
