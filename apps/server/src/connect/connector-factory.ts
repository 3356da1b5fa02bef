import { VeinlineError, type Clock } from '@veinline/base';
import { cassetteSettings } from '@veinline/cassette/settings';
import { mqttSettings } from '@veinline/mqtt/settings';
import { opcuaSettings } from '@veinline/opcua/settings';
import type { Connector, ConnectorDefinition, SettingsSchemas } from '@veinline/plant';
import { sparkplugSettings } from '@veinline/sparkplug/settings';

/** What every connector is given. */
interface ConnectorParts {
  readonly clock: Clock;
  /** Folder for certificates and other state. */
  readonly dataFolder: string;
}

type Create = (definition: ConnectorDefinition, parts: ConnectorParts) => Connector;

/** The schemas by which the plant file checks the settings of its connectors. */
export const connectorSettings: SettingsSchemas = {
  opcua: opcuaSettings,
  mqtt: mqttSettings,
  sparkplug: sparkplugSettings,
  cassette: cassetteSettings,
};

/** Protocol libraries take up to a second to load: only what the plant uses is loaded, once the server listens. */
const kinds: Readonly<Record<string, () => Promise<Create>>> = {
  opcua: async () => (await import('@veinline/opcua')).createOpcuaConnector,
  mqtt: async () => (await import('@veinline/mqtt')).createMqttConnector,
  sparkplug: async () => (await import('@veinline/sparkplug')).createSparkplugConnector,
  cassette: async () => (await import('@veinline/cassette')).createCassetteConnector,
};

/**
 * Makes the connector a plant file names.
 * @throws VeinlineError CONNECTOR_KIND for a kind there is none of; what the connector's own settings refuse
 */
export async function createConnector(
  definition: ConnectorDefinition,
  parts: ConnectorParts,
): Promise<Connector> {
  const load = kinds[definition.kind];
  if (load !== undefined) return (await load())(definition, parts);
  throw new VeinlineError(
    'CONNECTOR_KIND',
    `Connector "${definition.id}" has the unknown kind "${definition.kind}".`,
    {
      hint: `Use one of ${Object.keys(kinds).join(', ')}.`,
    },
  );
}
