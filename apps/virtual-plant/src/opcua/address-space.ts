import type { EquipmentType, Signal } from '../catalogue.ts';
import type { Namespace, UAObject, UAObjectType, UAVariable } from 'node-opcua';
import type { EUInformation } from 'node-opcua';
import { DataType, Range, makeEUInformation } from 'node-opcua';
import type { EngineeringUnit } from '../engineering-unit.ts';
import { opcuaEquipment } from '../catalogue.ts';

/** Name of the variable with the factor between process time and wall time. */
export const processSpeed = 'PLANT.ProcessSpeed';

const dataTypes = {
  number: DataType.Double,
  count: DataType.UInt32,
  boolean: DataType.Boolean,
  string: DataType.String,
} as const satisfies Readonly<Record<Signal['type'], DataType>>;

/** A variable of the address space with the type its values must have. */
export interface ServedVariable {
  readonly variable: UAVariable;
  readonly dataType: DataType;
}

/** Builds types and instances below Objects/VirtualPlant; returns the variables by `EQUIPMENT.Property`. */
export function buildAddressSpace(namespace: Namespace): ReadonlyMap<string, ServedVariable> {
  const served = new Map<string, ServedVariable>();
  const plant = namespace.addObject({
    organizedBy: namespace.addressSpace.rootFolder.objects,
    browseName: 'VirtualPlant',
    nodeId: 's=VirtualPlant',
    description: 'Simulated plant: every value comes from a model',
  });
  const speed: Signal = {
    name: 'ProcessSpeed',
    type: 'number',
    description: 'Process seconds per second of wall time',
    unit: null,
    range: [1, 1000],
  };
  served.set(processSpeed, addSignal(namespace, plant, speed, processSpeed));
  for (const type of opcuaEquipment) {
    const typeNode = addType(namespace, type);
    for (const id of type.instances) {
      const equipment = namespace.addObject({
        organizedBy: plant,
        browseName: id,
        nodeId: `s=${id}`,
        description: type.description,
        typeDefinition: typeNode,
      });
      for (const signal of type.signals) {
        const name = `${id}.${signal.name}`;
        served.set(name, addSignal(namespace, equipment, signal, name));
      }
    }
  }
  return served;
}

function addType(namespace: Namespace, type: EquipmentType): UAObjectType {
  const node = namespace.addObjectType({
    browseName: type.typeName,
    nodeId: `s=${type.typeName}`,
    description: type.description,
  });
  for (const signal of type.signals)
    addSignal(namespace, node, signal, `${type.typeName}.${signal.name}`, 'Mandatory');
  return node;
}

function addSignal(
  namespace: Namespace,
  parent: UAObject | UAObjectType,
  signal: Signal,
  name: string,
  modellingRule: 'Mandatory' | null = null,
): ServedVariable {
  const dataType = dataTypes[signal.type];
  const options = {
    componentOf: parent,
    browseName: signal.name,
    nodeId: `s=${name}`,
    description: signal.description,
    dataType,
    minimumSamplingInterval: 0,
    ...(modellingRule === null ? {} : { modellingRule }),
  };
  if (signal.range === null) return { variable: namespace.addVariable(options), dataType };
  const [low, high] = signal.range;
  const variable = namespace.addAnalogDataItem({
    ...options,
    engineeringUnitsRange: new Range({ low, high }),
    engineeringUnits: unitInformation(signal.unit),
  });
  return { variable, dataType };
}

/** OPC 10000-8, 5.6.3: the UNECE code as a number; -1 where the recommendation has no such unit. */
function unitInformation(unit: EngineeringUnit | null): EUInformation {
  if (unit === null) return makeEUInformation('C62', '', 'one (dimensionless)');
  if (unit.code !== null) return makeEUInformation(unit.code, unit.text, unit.name);
  const information = makeEUInformation('', unit.text, unit.name);
  information.namespaceUri = 'urn:veinline:virtual-plant';
  information.unitId = -1;
  return information;
}
