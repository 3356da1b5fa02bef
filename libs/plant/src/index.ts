/**
 * The plant as Veinline knows it: ISA-95 equipment, tags, samples with quality and time, and the `Connector`
 * port through which values arrive. Adapters live in `connectors/` and run `@veinline/plant/contract`.
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
  PlantProblem,
  Tag,
} from './model.ts';
export type { Address, Gap, Reading, Sample, TagId, TagSample, TagValue } from './sample.ts';
export { Status, hasOverflowed, qualityOf, statusName } from './status-code.ts';
export type { Quality, StatusCode } from './status-code.ts';
