/**
 * The plant as Veinline knows it: ISA-95 equipment, tags, samples with quality and time, and the `Connector`
 * port through which values arrive. Adapters live in `connectors/` and run `@veinline/plant/contract`.
 *
 * @example
 * const result = readPlantFile(text, { environment: process.env, fileName: 'plant.yaml' });
 * if (!result.ok) throw new Error(formatPlantProblems(result.problems, 'plant.yaml'));
 */
export type {
  BrowseEntry,
  ConnectionState,
  Connector,
  ConnectorEvent,
  ConnectorStatus,
  SubscribeOptions,
  TimeSource,
  WriteResult,
} from './connector.ts';
export { ConnectorHealth } from './connector-health.ts';
export { alarmTypes, equipmentLevels } from './model.ts';
export type {
  AlarmDefinition,
  AlarmPriority,
  AlarmType,
  ConnectorDefinition,
  Equipment,
  EquipmentDisplay,
  EquipmentLevel,
  PlantModel,
  Tag,
} from './model.ts';
export type { Address, Gap, Reading, Sample, TagId, TagSample, TagValue } from './sample.ts';
export { Status, hasOverflowed, qualityOf, statusName } from './status-code.ts';
export type { Quality, StatusCode } from './status-code.ts';
export { connectorKinds } from './plant-file-format.ts';
export type { Environment, Problem as PlantProblem } from '@veinline/documents';
export { formatProblems as formatPlantProblems } from '@veinline/documents';
export { readPlantFile } from './plant-file.ts';
export type { PlantFileResult, ReadPlantOptions } from './plant-file.ts';
export type { SettingsSchemas } from './plant-file-settings.ts';
