/**
 * MQTT topics behind the `Connector` port: plain numbers and JSON, QoS 1 acknowledged only after the consumer
 * has stored the values, outages marked with gaps and Bad_NoCommunication.
 *
 * @example
 * const settings = { url: 'mqtt://localhost:1883' };
 * const connector = createMqttConnector({ id: 'skid', kind: 'mqtt', timeSource: 'live', settings }, deps);
 * await connector.start();
 * for await (const event of connector.subscribe(['bio1/ph', 'bio1/state#/temperature'])) await store(event);
 */
export { createMqttConnector } from './connector.ts';
export type { MqttDependencies } from './connector.ts';
export { mqttSettings } from './config.ts';
export type { MqttSettings } from './config.ts';
export { MqttAddressError, MqttPayloadError, MqttSettingsError } from './errors.ts';
