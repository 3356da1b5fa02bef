import type { MonitorKind, Signal as ModelSignal } from '@veinline/cell-therapy-suite';
import {
  bioreactorSetups,
  bioreactorSignals,
  monitorSetups,
  monitorSignals,
} from '@veinline/cell-therapy-suite';
import type { EngineeringUnit } from './engineering-unit.ts';
import { unitOf } from './engineering-unit.ts';

/** One instrument or batch variable as the servers offer it. */
export interface Signal {
  readonly name: string;
  readonly type: 'number' | 'count' | 'boolean' | 'string';
  readonly description: string;
  /** Null: dimensionless, or no number. */
  readonly unit: EngineeringUnit | null;
  /** Full scale in the unit; only numbers have one. */
  readonly range: readonly [low: number, high: number] | null;
}

/** Equipment of one kind, served with the same signals. */
export interface EquipmentType {
  readonly typeName: string;
  readonly description: string;
  readonly instances: readonly string[];
  readonly signals: readonly Signal[];
}

function served({ name, type, description, unit, range }: ModelSignal): Signal {
  return { name, type, description, unit: unitOf(unit), range: type === 'number' ? range : null };
}

const lineSpeed = (name: string, description: string): Signal => ({
  name,
  type: 'number',
  description,
  unit: unitOf('vials/min'),
  range: [0, 120],
});
const lineValue = (name: string, type: 'string' | 'count', description: string): Signal => ({
  name,
  type,
  description,
  unit: null,
  range: null,
});

const lineSignals: readonly Signal[] = [
  lineValue('State', 'string', 'PackML state'),
  lineValue('Mode', 'string', 'PackML mode'),
  lineSpeed('Speed', 'Vials leaving the line'),
  lineSpeed('SpeedSetpoint', 'Set point of the line speed'),
  lineValue('Produced', 'count', 'Vials inspected in this batch'),
  lineValue('Rejected', 'count', 'Vials rejected in this batch'),
  lineValue('Good', 'count', 'Vials passed in this batch'),
  lineValue('BatchId', 'string', 'Batch on the line'),
  lineValue('StopReason', 'string', 'Why the line stands; empty while it runs'),
];

/** Equipment id of the fill-finish line. */
export const lineId = 'FFL-01';

/** What the OPC UA server offers. */
export const opcuaEquipment: readonly EquipmentType[] = [
  {
    typeName: 'PerfusedBioreactorType',
    description: 'Stirred perfusion bioreactor that expands the T cells of one patient',
    instances: bioreactorSetups.map(({ id }) => id),
    signals: bioreactorSignals.map(served),
  },
  {
    typeName: 'FillFinishLineType',
    description: 'Fill-finish line with PackML states',
    instances: [lineId],
    signals: lineSignals,
  },
];

function monitored(kind: MonitorKind, description: string): EquipmentType {
  const signals: readonly ModelSignal[] = monitorSignals[kind];
  return {
    typeName: kind,
    description,
    instances: monitorSetups.filter((setup) => setup.kind === kind).map(({ id }) => id),
    signals: signals.map(served),
  };
}

/** The Sparkplug group all edge nodes belong to. */
export const sparkplugGroup = 'Veinline';

/** The Sparkplug edge nodes and the equipment behind each. */
export const edgeNodes: Readonly<Record<string, readonly EquipmentType[]>> = {
  COLD: [
    monitored('freezer', 'Freezer at -80 °C'),
    monitored('ln2-store', 'Store in the vapour of liquid nitrogen'),
    monitored('incubator', 'CO2 incubator'),
  ],
  CLEAN: [monitored('cleanroom', 'Classified room')],
};
