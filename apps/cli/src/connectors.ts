import type { Connector, ConnectorDefinition, SettingsSchemas } from '@veinline/plant';
import type { Clock } from '@veinline/base';
import type { z } from 'zod';
import { UsageError } from './errors.ts';
import { instant } from '@veinline/base';

/** The wall clock of this process. */
export const wallClock: Clock = { now: () => instant(Date.now()) };

interface ConnectorKind {
  readonly settings: z.ZodType;
  readonly create: (definition: ConnectorDefinition, deps: { clock: Clock; dataFolder: string }) => Connector;
}

/** Each kind's package is loaded only when it is needed, since some take a second to load. */
const kinds: Readonly<Record<string, () => Promise<ConnectorKind>>> = {
  async opcua() {
    const { createOpcuaConnector, opcuaSettings } = await import('@veinline/opcua');
    return { settings: opcuaSettings, create: createOpcuaConnector };
  },
  async mqtt() {
    const { createMqttConnector, mqttSettings } = await import('@veinline/mqtt');
    return { settings: mqttSettings, create: createMqttConnector };
  },
  async sparkplug() {
    const { createSparkplugConnector, sparkplugSettings } = await import('@veinline/sparkplug');
    return { settings: sparkplugSettings, create: createSparkplugConnector };
  },
  async cassette() {
    const { cassetteSettings, createCassetteConnector } = await import('@veinline/cassette');
    return { settings: cassetteSettings, create: createCassetteConnector };
  },
};

/** The settings schemas of the connector kinds whose names occur in a plant file. */
export async function settingsSchemas(plantFile: string): Promise<SettingsSchemas> {
  const named = Object.entries(kinds).filter(([kind]) => plantFile.includes(kind));
  return Object.fromEntries(
    await Promise.all(named.map(async ([kind, load]) => [kind, (await load()).settings] as const)),
  );
}

/** Makes the connector of a definition; throws what its package throws for settings that no retry can mend. */
export async function openConnector(definition: ConnectorDefinition, dataFolder: string): Promise<Connector> {
  const load = kinds[definition.kind];
  if (!load)
    throw new UsageError(
      `Connector ${definition.id} has the kind "${definition.kind}".`,
      `Write ${Object.keys(kinds).join(', ')}.`,
    );
  return (await load()).create(definition, { clock: wallClock, dataFolder });
}
