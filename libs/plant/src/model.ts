import type { Address, TagId } from './sample.ts';
import type { TimeSource } from './connector.ts';

/** ISA-95 equipment levels, with the two that ISA-88 adds below the unit (IEC 62264-1, IEC 61512-1). */
export const equipmentLevels = [
  'enterprise',
  'site',
  'area',
  'process-cell',
  'production-line',
  'storage-zone',
  'unit',
  'work-cell',
  'storage-unit',
  'equipment-module',
  'control-module',
] as const;
export type EquipmentLevel = (typeof equipmentLevels)[number];

/** Alarm priority: 1 needs an answer first. */
export type AlarmPriority = 1 | 2 | 3;

export const alarmTypes = [
  'high-high',
  'high',
  'low',
  'low-low',
  'deviation',
  'rate-of-change',
  'bad-quality',
] as const;
export type AlarmType = (typeof alarmTypes)[number];

/** One rationalised alarm of a tag (ISA-18.2 master alarm database entry). */
export interface AlarmDefinition {
  /** `TAG.TYPE`, unique in the plant. */
  readonly id: string;
  readonly tag: TagId;
  readonly type: AlarmType;
  readonly priority: AlarmPriority;
  /** Limit in the tag's unit; for deviation the allowed distance, for rate-of-change units per minute. */
  readonly limit: number | null;
  /** Deviation only: a fixed set point, or the tag that carries it. */
  readonly setpoint: number | TagId | null;
  /** The condition must hold so long before the alarm is raised. */
  readonly onDelaySeconds: number;
  /** The condition must be gone so long before the alarm returns to normal. */
  readonly offDelaySeconds: number;
  /** Distance the value must come back from the limit, in the tag's unit. */
  readonly deadband: number;
  /** A latched alarm stays until it is acknowledged, even after the condition went. */
  readonly isLatched: boolean;
  readonly message: string;
  readonly consequence: string | null;
  readonly response: string | null;
}

/** A property of a piece of equipment and where its value comes from. */
export interface Tag {
  readonly id: TagId;
  readonly equipment: string;
  readonly property: string;
  readonly description: string;
  readonly connector: string;
  readonly address: Address;
  readonly dataType: 'number' | 'boolean' | 'string';
  /** UCUM-like text, empty for dimensionless. */
  readonly unit: string;
  /** Full scale of the indicator. */
  readonly range: readonly [low: number, high: number] | null;
  /** Normal operating band. */
  readonly normal: readonly [low: number, high: number] | null;
  /** Decimals to show. */
  readonly decimals: number;
  /** Expected time between updates; a value older than three of them is stale. Null: never stale. */
  readonly expectedIntervalSeconds: number | null;
  /** Value names of an enumeration, by number. */
  readonly states: Readonly<Record<string, string>> | null;
  readonly alarms: readonly AlarmDefinition[];
}

/** How a page shows equipment of a class: property names of its tags. */
export interface EquipmentDisplay {
  /** Properties shown as analog indicators, in order; the first five on the overview. */
  readonly indicators: readonly string[];
  /** Properties that give the card its words. */
  readonly context: {
    readonly batch?: string;
    readonly patient?: string;
    readonly phase?: string;
    readonly day?: string;
    readonly plannedDays?: string;
    readonly mode?: string;
    readonly next?: string;
    readonly state?: string;
  };
}

export interface Equipment {
  readonly id: string;
  readonly name: string;
  readonly level: EquipmentLevel;
  readonly parent: string | null;
  readonly description: string;
  readonly class: string | null;
  readonly display: EquipmentDisplay | null;
}

/** A connector as the plant file names it; `settings` are checked by the connector's own schema. */
export interface ConnectorDefinition {
  readonly id: string;
  readonly kind: string;
  readonly timeSource: TimeSource;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A validated plant: equipment tree, tags, connectors. Lists keep the order of the file. */
export interface PlantModel {
  readonly name: string;
  /** IANA zone of the site, for display beside UTC. */
  readonly timeZone: string;
  /** The tag that carries the process-speed factor of a simulated plant, null for a real one. */
  readonly processSpeedTag: TagId | null;
  readonly connectors: readonly ConnectorDefinition[];
  readonly equipment: readonly Equipment[];
  readonly tags: readonly Tag[];
}
