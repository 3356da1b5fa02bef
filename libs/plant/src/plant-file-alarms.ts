import type { DocumentPath, Fields, ProblemList } from '@veinline/documents';
import { readFields } from '@veinline/documents';
import type { AlarmDefinition, AlarmType, Tag } from './model.ts';
import { alarmShape } from './plant-file-format.ts';
import type { TagId } from './sample.ts';

type AlarmFields = Fields<typeof alarmShape>;

/** A set point named in the file, checked once all tags are known. */
export interface SetpointReference {
  readonly tag: TagId;
  readonly setpoint: string;
  readonly path: DocumentPath;
}

/** What the alarms of one tag need to know of it. */
export type AlarmOwner = Pick<Tag, 'id' | 'equipment' | 'property' | 'description' | 'dataType' | 'range'>;

const limitOrder: readonly AlarmType[] = ['low-low', 'low', 'high', 'high-high'];

/** Reads the alarms of one tag and checks what can be judged from the tag alone. */
export function readAlarms(
  values: readonly unknown[],
  owner: AlarmOwner,
  path: DocumentPath,
  problems: ProblemList,
): { alarms: AlarmDefinition[]; setpoints: SetpointReference[] } {
  const alarms: AlarmDefinition[] = [];
  const setpoints: SetpointReference[] = [];
  const places = new Map<AlarmType, { limit: number | undefined; path: DocumentPath }>();
  for (const [i, value] of values.entries()) {
    const at = [...path, 'alarms', i];
    const fields = readFields(alarmShape, value, at, problems, { what: 'alarm' });
    if (!fields?.type) continue;
    if (places.has(fields.type))
      problems.add({
        path: [...at, 'type'],
        message: `is a second ${fields.type} alarm of ${owner.property}.`,
        fix: 'Keep one alarm per type and tag.',
      });
    places.set(fields.type, { limit: fields.limit, path: [...at, 'limit'] });
    checkAlarm(fields, fields.type, owner, at, problems);
    if (typeof fields.setpoint === 'string')
      setpoints.push({ tag: owner.id, setpoint: fields.setpoint, path: [...at, 'setpoint'] });
    alarms.push(definition(fields, fields.type, owner));
  }
  checkLimitOrder(places, problems);
  return { alarms, setpoints };
}

function checkAlarm(
  alarm: AlarmFields,
  type: AlarmType,
  owner: AlarmOwner,
  path: DocumentPath,
  problems: ProblemList,
): void {
  const report = (key: string, message: string, fix: string) =>
    problems.add({ path: [...path, key], message, fix });
  const isLimit = limitOrder.includes(type);
  if (owner.dataType === 'string' && type !== 'bad-quality')
    report(
      'type',
      `is a ${type} alarm on the text tag ${owner.property}.`,
      'Use bad-quality, or a tag of type number.',
    );
  if (owner.dataType === 'boolean' && !isLimit && type !== 'bad-quality')
    report(
      'type',
      `is a ${type} alarm on the boolean tag ${owner.property}.`,
      'Use high with limit 1, or low with limit 0.',
    );
  if (type === 'bad-quality') {
    if (alarm.limit !== undefined) report('limit', 'has no meaning for bad-quality.', 'Delete it.');
  } else if (alarm.limit === undefined) {
    problems.add({ path, message: `is a ${type} alarm without a "limit".`, fix: 'Add limit: a number.' });
  } else if (isLimit) {
    if (owner.range && (alarm.limit < owner.range[0] || alarm.limit > owner.range[1]))
      report(
        'limit',
        `is ${alarm.limit}, outside the range ${owner.range[0]} to ${owner.range[1]} of ${owner.property}.`,
        'Write a limit inside the range, or widen the range.',
      );
  } else if (alarm.limit <= 0) {
    report('limit', `is ${alarm.limit}; a ${type} limit is a distance.`, 'Write a number above 0.');
  }
  if (type === 'deviation' && alarm.setpoint === undefined)
    problems.add({
      path,
      message: 'is a deviation alarm without a "setpoint".',
      fix: 'Add setpoint: a number, a property of the same equipment, or a tag id.',
    });
  if (type !== 'deviation' && alarm.setpoint !== undefined)
    report('setpoint', `has no meaning for ${type}.`, 'Delete it, or use type deviation.');
  const span = owner.range ? owner.range[1] - owner.range[0] : Infinity;
  if (alarm.deadband !== undefined && span > 0 && alarm.deadband >= span)
    report('deadband', `is ${alarm.deadband}, as wide as the range.`, `Write less than ${span}.`);
}

function checkLimitOrder(
  places: ReadonlyMap<AlarmType, { limit: number | undefined; path: DocumentPath }>,
  problems: ProblemList,
): void {
  let below: { type: AlarmType; limit: number } | null = null;
  for (const type of limitOrder) {
    const place = places.get(type);
    if (place?.limit === undefined) continue;
    if (below && place.limit <= below.limit)
      problems.add({
        path: place.path,
        message: `is ${place.limit} for ${type}, not above the ${below.type} limit ${below.limit}.`,
        fix: 'Order the limits low-low < low < high < high-high.',
      });
    below = { type, limit: place.limit };
  }
}

function definition(alarm: AlarmFields, type: AlarmType, owner: AlarmOwner): AlarmDefinition {
  const { setpoint } = alarm;
  return {
    id: `${owner.id}.${type}`,
    tag: owner.id,
    type,
    priority: alarm.priority ?? 2,
    limit: alarm.limit ?? null,
    setpoint: typeof setpoint === 'string' ? (setpoint as TagId) : (setpoint ?? null),
    onDelaySeconds: alarm.onDelay ?? 0,
    offDelaySeconds: alarm.offDelay ?? 0,
    deadband: alarm.deadband ?? 0,
    isLatched: alarm.latch ?? false,
    message: alarm.message ?? `${owner.description || owner.property}: ${type}`,
    consequence: alarm.consequence ?? null,
    response: alarm.response ?? null,
  };
}
