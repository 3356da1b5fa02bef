import type { DocumentPath, ProblemList } from '@veinline/documents';
import { readFields } from '@veinline/documents';
import { readAlarms } from './plant-file-alarms.ts';
import type { SetpointReference } from './plant-file-alarms.ts';
import type { Tag } from './model.ts';
import type { TagId } from './sample.ts';
import { tagShape } from './plant-file-format.ts';

/** A tag with where it came from, for the checks that need the whole plant. */
export interface PlacedTag {
  readonly tag: Tag;
  readonly path: DocumentPath;
  /** Where its connector is named; null if nowhere. */
  readonly connectorPath: DocumentPath | null;
  readonly setpoints: readonly SetpointReference[];
}

/** The equipment a tag belongs to. */
export interface TagOwner {
  readonly equipment: string;
  readonly connector: string | undefined;
  readonly connectorPath: DocumentPath | null;
}

/** Reads one tag for one piece of equipment; null if it has no usable property name. */
export function readTag(
  value: unknown,
  owner: TagOwner,
  path: DocumentPath,
  problems: ProblemList,
): PlacedTag | null {
  const fields = readFields(tagShape, value, path, problems, { what: 'tag' });
  if (!fields?.property) return null;
  const { range, normal } = fields;
  const id = `${owner.equipment}.${fields.property}` as TagId;
  const hasGoodRange = checkOrder('range', range, path, problems);
  if (checkOrder('normal', normal, path, problems) && normal && range && hasGoodRange)
    if (normal[0] < range[0] || normal[1] > range[1])
      problems.add({
        path: [...path, 'normal'],
        message: `is ${normal[0]} to ${normal[1]}, outside the range ${range[0]} to ${range[1]}.`,
        fix: 'Write a normal band inside the range, or widen the range.',
      });
  const described = {
    id,
    equipment: owner.equipment,
    property: fields.property,
    description: fields.description ?? '',
    dataType: fields.type ?? 'number',
    range: range && hasGoodRange ? range : null,
  } as const;
  const { alarms, setpoints } = readAlarms(fields.alarms ?? [], described, path, problems);
  const tag: Tag = {
    ...described,
    connector: fields.connector ?? owner.connector ?? '',
    address: (fields.address ?? '').replaceAll('{equipment}', owner.equipment),
    unit: fields.unit ?? '',
    normal: normal ?? null,
    decimals: fields.decimals ?? (described.dataType === 'number' ? 1 : 0),
    expectedIntervalSeconds: fields.interval ?? null,
    states: fields.states ?? null,
    alarms,
  };
  const connectorPath = fields.connector === undefined ? owner.connectorPath : [...path, 'connector'];
  return { tag, path, connectorPath, setpoints };
}

function checkOrder(
  key: 'range' | 'normal',
  pair: readonly [number, number] | undefined,
  path: DocumentPath,
  problems: ProblemList,
): boolean {
  if (!pair || pair[0] < pair[1]) return true;
  problems.add({
    path: [...path, key],
    message: `goes from ${pair[0]} to ${pair[1]}.`,
    fix: 'Write the lower number first; the two must differ.',
  });
  return false;
}
