import { cassetteSettings, createCassetteConnector } from '@veinline/cassette';
import { VeinlineError, type Clock } from '@veinline/base';
import { createMqttConnector, mqttSettings } from '@veinline/mqtt';
import { createOpcuaConnector, opcuaSettings } from '@veinline/opcua';
import type { Connector, ConnectorDefinition, SettingsSchemas } from '@veinline/plant';
import { createSparkplugConnector, sparkplugSettings } from '@veinline/sparkplug';

/** What every connector is given. */
export interface ConnectorParts {
  readonly clock: Clock;
  /** Folder for certificates and other state. */
  readonly dataFolder: string;
}

type Create = (definition: ConnectorDefinition, parts: ConnectorParts) => Connector;

const kinds: Readonly<Record<string, Create>> = {
  opcua: createOpcuaConnector,
  mqtt: createMqttConnector,
  sparkplug: createSparkplugConnector,
  cassette: createCassetteConnector,
};

/** The schemas by which the plant file checks the settings of its connectors. */
export const connectorSettings: SettingsSchemas = {
  opcua: opcuaSettings,
  mqtt: mqttSettings,
  sparkplug: sparkplugSettings,
  cassette: cassetteSettings,
};

/**
 * Makes the connector a plant file names.
 * @throws VeinlineError CONNECTOR_KIND for a kind there is none of; what the connector's own settings refuse
 */
export function createConnector(definition: ConnectorDefinition, parts: ConnectorParts): Connector {
  const create = kinds[definition.kind];
  if (create !== undefined) return create(definition, parts);
  throw new VeinlineError(
    'CONNECTOR_KIND',
    `Connector "${definition.id}" has the unknown kind "${definition.kind}".`,
    {
      hint: `Use one of ${Object.keys(kinds).join(', ')}.`,
    },
  );
}
