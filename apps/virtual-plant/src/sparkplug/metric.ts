import type { EquipmentType, Signal } from '../catalogue.ts';
import type { PlantValue } from '../simulated-plant.ts';
import type { UMetric } from 'sparkplug-payload/lib/sparkplugbpayload.js';

/** A device metric with the alias it has in this edge node. */
export interface DeviceMetric {
  /** Where its value stands in the plant, `FRZ-01.Temperature`. */
  readonly key: string;
  readonly signal: Signal;
  readonly alias: number;
}

/** Alias of `Node Control/Rebirth`; device metrics follow. */
export const rebirthAlias = 1;

/** The metrics of every device of an edge node, aliases unique within the node (tck-id-payloads-alias-uniqueness). */
export function deviceMetrics(types: readonly EquipmentType[]): ReadonlyMap<string, readonly DeviceMetric[]> {
  const devices = new Map<string, DeviceMetric[]>();
  let alias = rebirthAlias;
  for (const type of types)
    for (const device of type.instances)
      devices.set(
        device,
        type.signals.map((signal) => ({ key: `${device}.${signal.name}`, signal, alias: ++alias })),
      );
  return devices;
}

/** A metric as a birth defines it: name, alias, type and unit. */
export function bornMetric(
  { signal, alias }: DeviceMetric,
  value: PlantValue | undefined,
  at: number,
): UMetric {
  const isNull = value === undefined;
  return {
    name: signal.name,
    alias,
    type: typeOf(signal),
    timestamp: at,
    value: value ?? null,
    ...(isNull ? { isNull } : {}),
    ...(signal.unit === null ? {} : { properties: { engUnit: { type: 'String', value: signal.unit.text } } }),
  };
}

/** A metric as data carries it: alias and value alone. */
export function changedMetric({ signal, alias }: DeviceMetric, value: PlantValue, at: number): UMetric {
  return { alias, type: typeOf(signal), timestamp: at, value };
}

function typeOf({ type }: Signal): 'Double' | 'Int32' | 'Boolean' | 'String' {
  if (type === 'boolean') return 'Boolean';
  if (type === 'string') return 'String';
  return type === 'count' ? 'Int32' : 'Double';
}
