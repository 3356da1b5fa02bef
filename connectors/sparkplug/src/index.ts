/**
 * A Sparkplug B 3.0 host application behind the `Connector` port: births define metrics, sequence numbers and
 * deaths are watched, and what cannot be understood leads to a rebirth request instead of a guess.
 *
 * @example
 * const settings = { url: 'mqtt://localhost:1883', groups: ['Suite1'] };
 * const connector = createSparkplugConnector({ id: 'suite', kind: 'sparkplug', timeSource: 'live', settings }, deps);
 * await connector.start();
 * for await (const event of connector.subscribe(['Edge1/Bio1/pH', 'Edge1//Uptime'])) await store(event);
 */
export { createSparkplugConnector } from './connector.ts';
export type { SparkplugDependencies } from './connector.ts';
export { sparkplugSettings } from './config.ts';
export type { SparkplugSettings } from './config.ts';
export { SparkplugAddressError, SparkplugPayloadError, SparkplugSettingsError } from './errors.ts';
