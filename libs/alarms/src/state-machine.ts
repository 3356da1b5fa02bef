import type { AlarmEvent, AlarmState } from './alarm.ts';

/** What can happen to an alarm: its condition came or went (after its delay), or a person acknowledged. */
export type AlarmInput = 'condition-on' | 'condition-off' | 'acknowledge';

/** One row of the transition table; a row with `isLatched` holds only for alarms that are (not) latched. */
export interface AlarmRule {
  readonly from: AlarmState;
  readonly on: AlarmInput;
  readonly isLatched?: boolean;
  readonly to: AlarmState;
  readonly event: AlarmEvent;
}

/**
 * The alarm state machine as data, after ISA-18.2 / IEC 62682 without shelving and suppression. The standard's
 * separate reset of a latched alarm is the acknowledgement given after its condition went.
 */
export const alarmRules: readonly AlarmRule[] = [
  { from: 'normal', on: 'condition-on', to: 'unacknowledged-active', event: 'raised' },
  { from: 'unacknowledged-active', on: 'acknowledge', to: 'acknowledged-active', event: 'acknowledged' },
  {
    from: 'unacknowledged-active',
    on: 'condition-off',
    isLatched: false,
    to: 'returned-unacknowledged',
    event: 'returned',
  },
  {
    from: 'unacknowledged-active',
    on: 'condition-off',
    isLatched: true,
    to: 'latched-unacknowledged',
    event: 'latched',
  },
  { from: 'acknowledged-active', on: 'condition-off', isLatched: false, to: 'normal', event: 'returned' },
  {
    from: 'acknowledged-active',
    on: 'condition-off',
    isLatched: true,
    to: 'latched-acknowledged',
    event: 'latched',
  },
  { from: 'returned-unacknowledged', on: 'acknowledge', to: 'normal', event: 'acknowledged' },
  { from: 'returned-unacknowledged', on: 'condition-on', to: 'unacknowledged-active', event: 'raised' },
  { from: 'latched-unacknowledged', on: 'acknowledge', to: 'normal', event: 'acknowledged' },
  { from: 'latched-unacknowledged', on: 'condition-on', to: 'unacknowledged-active', event: 'raised' },
  { from: 'latched-acknowledged', on: 'acknowledge', to: 'normal', event: 'reset' },
  { from: 'latched-acknowledged', on: 'condition-on', to: 'unacknowledged-active', event: 'raised' },
];

/** The rule that applies, or null if the input changes nothing in this state. */
export function ruleFor(from: AlarmState, on: AlarmInput, isLatched: boolean): AlarmRule | null {
  const rule = alarmRules.find(
    (row) =>
      row.from === from && row.on === on && (row.isLatched === undefined || row.isLatched === isLatched),
  );
  return rule ?? null;
}

/** True while the condition of an alarm in this state holds. */
export function isConditionOn(state: AlarmState): boolean {
  return state === 'unacknowledged-active' || state === 'acknowledged-active';
}
