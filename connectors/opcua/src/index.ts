/**
 * OPC UA behind the `Connector` port: addresses by namespace URI, full status codes, source times to the
 * microsecond, secured channels that are never silently lowered, and outages that are marked.
 *
 * @example
 * const connector = createOpcuaConnector(
 *   {
 *     id: 'suite-a',
 *     kind: 'opcua',
 *     timeSource: 'live',
 *     settings: { endpoint: 'opc.tcp://plc-3:4840', user: { name: 'twin', password: secret } },
 *   },
 *   { clock, dataFolder },
 * );
 * await connector.start();
 * for await (const event of connector.subscribe(['nsu=urn:acme:suite;s=BR-101.Temperature'])) store(event);
 */
export { opcuaSettings } from './config.ts';
export type { OpcuaSettings } from './config.ts';
export { createOpcuaConnector } from './connector.ts';
export type { OpcuaDependencies } from './connector.ts';
export { OpcuaError } from './errors.ts';
export type { Layer } from './errors.ts';
