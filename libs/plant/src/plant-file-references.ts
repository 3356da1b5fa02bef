import { nearestName } from '@veinline/base';
import type { ProblemList } from '@veinline/documents';

import type { AlarmDefinition, ConnectorDefinition, Equipment, Tag } from './model.ts';
import type { EquipmentClass } from './plant-file-classes.ts';
import type { PlacedTag } from './plant-file-tags.ts';
import type { TagId } from './sample.ts';

/** All that was read, before what refers to what is checked. */
export interface PlantParts {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly classes: ReadonlyMap<string, EquipmentClass>;
  readonly equipment: readonly Equipment[];
  readonly tags: readonly PlacedTag[];
  readonly processSpeedTag: string | undefined;
}

/** Checks every reference of the plant and returns its tags with set points resolved to tag ids. */
export function resolveReferences(parts: PlantParts, problems: ProblemList): Tag[] {
  const byId = new Map<string, Tag>();
  for (const { tag, path } of parts.tags) {
    if (byId.has(tag.id))
      problems.add({
        path: [...path, 'property'],
        message: `is a second "${tag.property}" of one piece of equipment.`,
        fix: 'Give every tag of the equipment, those of its class included, its own property name.',
      });
    byId.set(tag.id, tag);
  }
  checkConnectors(parts, problems);
  checkAddresses(parts.tags, problems);
  checkDisplays(parts, problems);
  if (parts.processSpeedTag !== undefined) checkSpeedTag(parts.processSpeedTag, byId, problems);
  const properties = propertiesByEquipment(parts.tags);
  return parts.tags.map((placed) => withSetpoints(placed, { byId, properties }, problems));
}

function checkConnectors({ connectors, tags }: PlantParts, problems: ProblemList): void {
  const used = new Set<string>();
  for (const { tag, connectorPath } of tags) {
    used.add(tag.connector);
    if (tag.connector === '' || connectors.has(tag.connector) || !connectorPath) continue;
    const near = nearestName(tag.connector, connectors.keys());
    const known = [...connectors.keys()].join(', ') || '(none yet)';
    problems.add({
      path: connectorPath,
      message: `is "${tag.connector}", which is no connector of this file.`,
      fix: near ? `Did you mean "${near}"?` : `Add it under connectors, or use one of: ${known}.`,
    });
  }
  for (const [i, id] of [...connectors.keys()].entries())
    if (!used.has(id))
      problems.warn({
        path: ['connectors', i],
        message: `is the connector ${id}, which no tag uses.`,
        fix: 'Name it in a piece of equipment, or delete it.',
      });
}

function checkAddresses(tags: readonly PlacedTag[], problems: ProblemList): void {
  const first = new Map<string, TagId>();
  for (const { tag, path } of tags) {
    const key = `${tag.connector}\n${tag.address}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, tag.id);
    else if (other !== tag.id && tag.address !== '')
      problems.warn({
        path: [...path, 'address'],
        message: `gives ${tag.id} the address of ${other}: ${tag.address}.`,
        fix: 'Write its own address, with {equipment} in a class, unless both shall show one value.',
      });
  }
}

function checkDisplays({ classes, equipment, tags }: PlantParts, problems: ProblemList): void {
  const properties = propertiesByEquipment(tags);
  for (const [name, { display, path }] of classes) {
    if (!display) continue;
    const shownProperties = [
      ...display.indicators.map((property, i) => ({ property, at: ['indicators', i] })),
      ...Object.entries(display.context).map(([key, property]) => ({ property, at: ['context', key] })),
    ];
    for (const user of equipment.filter((candidate) => candidate.class === name)) {
      const known = properties.get(user.id) ?? new Set<string>();
      for (const { property, at } of shownProperties) {
        if (known.has(property)) continue;
        const near = nearestName(property, known);
        problems.add({
          path: [...path, 'display', ...at],
          message: `is "${property}", which is no property of ${user.id}.`,
          fix: near ? `Did you mean "${near}"?` : 'Add a tag with this property, or delete it here.',
        });
      }
    }
  }
}

function checkSpeedTag(id: string, tags: ReadonlyMap<string, Tag>, problems: ProblemList): void {
  const tag = tags.get(id);
  if (tag?.dataType === 'number') return;
  const near = tag ? null : nearestName(id, tags.keys());
  problems.add({
    path: ['processSpeedTag'],
    message: tag ? `is ${id}, a ${tag.dataType} tag.` : `is "${id}", which is no tag of this plant.`,
    fix: near ? `Did you mean "${near}"?` : 'Write a tag of type number as EQUIPMENT.Property.',
  });
}

/** A set point names a property of the same equipment first, a tag of the plant second. */
function withSetpoints(
  { tag, setpoints }: PlacedTag,
  {
    byId,
    properties,
  }: { byId: ReadonlyMap<string, Tag>; properties: ReadonlyMap<string, ReadonlySet<string>> },
  problems: ProblemList,
): Tag {
  if (setpoints.length === 0) return tag;
  for (const { setpoint, path } of setpoints) {
    const target = byId.get(setpointTag(tag, setpoint, byId));
    if (target?.dataType === 'number') continue;
    const message = target
      ? `is "${setpoint}", a ${target.dataType} tag.`
      : `is "${setpoint}", which is neither a property of the equipment nor a tag of the plant.`;
    const near = target ? null : nearestName(setpoint, properties.get(tag.equipment) ?? []);
    const fix = near ? `Did you mean "${near}"?` : 'Write a number, or name a tag of type number.';
    problems.add({ path, message, fix });
  }
  const resolve = (alarm: AlarmDefinition): AlarmDefinition =>
    typeof alarm.setpoint === 'string'
      ? { ...alarm, setpoint: setpointTag(tag, alarm.setpoint, byId) }
      : alarm;
  return { ...tag, alarms: tag.alarms.map(resolve) };
}

function setpointTag(tag: Tag, setpoint: string, byId: ReadonlyMap<string, Tag>): TagId {
  const sibling = `${tag.equipment}.${setpoint}`;
  return (byId.has(sibling) || !byId.has(setpoint) ? sibling : setpoint) as TagId;
}

function propertiesByEquipment(tags: readonly PlacedTag[]): Map<string, Set<string>> {
  const properties = new Map<string, Set<string>>();
  for (const { tag } of tags) {
    const known = properties.get(tag.equipment) ?? new Set<string>();
    properties.set(tag.equipment, known.add(tag.property));
  }
  return properties;
}
