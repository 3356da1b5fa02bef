import type { AlarmView, LiveValue, TagView } from '@veinline/contracts';

/** How much a value asks for attention: an alarm of some priority, outside its normal band, or neither. */
export type Severity = 1 | 2 | 3 | 'abnormal' | 'normal';

type State = AlarmView['state'];

/** True while the alarm's condition stands or is latched. */
export function isActive(state: State): boolean {
  return state !== 'normal' && state !== 'returned-unacknowledged';
}

/** True while nobody has acknowledged the alarm. */
export function isUnacknowledged(state: State): boolean {
  return state.includes('unacknowledged');
}

/** True while an acknowledgement changes something; a latched alarm is reset by a second one. */
export function canAcknowledge(state: State): boolean {
  return isUnacknowledged(state) || state === 'latched-acknowledged';
}

/** Plain words for an alarm state. */
export function stateText(state: State): string {
  const texts: Record<State, string> = {
    normal: 'Normal',
    'unacknowledged-active': 'Active, not acknowledged',
    'acknowledged-active': 'Active, acknowledged',
    'returned-unacknowledged': 'Returned, not acknowledged',
    'latched-unacknowledged': 'Latched, not acknowledged',
    'latched-acknowledged': 'Latched, acknowledged',
  };
  return texts[state];
}

/** Most urgent first: priority, then unacknowledged before acknowledged, then newest. */
export function byUrgency(a: AlarmView, b: AlarmView): number {
  return (
    a.priority - b.priority ||
    Number(isUnacknowledged(b.state)) - Number(isUnacknowledged(a.state)) ||
    (b.raisedAt ?? 0) - (a.raisedAt ?? 0)
  );
}

/** Severity of one tag: its most urgent active alarm, else whether a good value left the normal band. */
export function severityOf(
  tag: Pick<TagView, 'id' | 'normal'>,
  value: Pick<LiveValue, 'value' | 'quality'> | undefined,
  alarms: readonly AlarmView[],
): Severity {
  let priority: 1 | 2 | 3 | null = null;
  for (const alarm of alarms) {
    if (alarm.tag === tag.id && isActive(alarm.state) && (priority === null || alarm.priority < priority)) {
      priority = alarm.priority;
    }
  }
  if (priority !== null) return priority;
  if (tag.normal === null || value === undefined || value.quality === 'bad') return 'normal';
  if (typeof value.value !== 'number') return 'normal';
  return value.value < tag.normal[0] || value.value > tag.normal[1] ? 'abnormal' : 'normal';
}

/** Orders severities, most urgent lowest. */
export function severityRank(severity: Severity): number {
  return severity === 'normal' ? 5 : severity === 'abnormal' ? 4 : severity;
}
