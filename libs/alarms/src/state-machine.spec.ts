import { alarmRules, isConditionOn, ruleFor } from './state-machine.ts';
import { describe, expect, it } from 'vitest';
import type { AlarmInput } from './state-machine.ts';
import type { AlarmState } from './alarm.ts';

const [A, B, C, D, E, F] = [
  'normal',
  'unacknowledged-active',
  'acknowledged-active',
  'returned-unacknowledged',
  'latched-unacknowledged',
  'latched-acknowledged',
] as const satisfies readonly AlarmState[];

/** Rows: state; columns: what follows on condition-on, condition-off and acknowledge; - stays. */
const expected = {
  plain: [
    [A, B, '-', '-'],
    [B, '-', D, C],
    [C, '-', A, '-'],
    [D, B, '-', A],
    [E, B, '-', A],
    [F, B, '-', A],
  ],
  latched: [
    [A, B, '-', '-'],
    [B, '-', E, C],
    [C, '-', F, '-'],
    [D, B, '-', A],
    [E, B, '-', A],
    [F, B, '-', A],
  ],
} as const;
const inputs: readonly AlarmInput[] = ['condition-on', 'condition-off', 'acknowledge'];

describe('the alarm state machine', () => {
  for (const [kind, rows] of Object.entries(expected))
    for (const [from, ...targets] of rows)
      it(`goes the ISA-18.2 ways from ${from} (${kind})`, () => {
        const found = inputs.map((input) => ruleFor(from, input, kind === 'latched')?.to ?? '-');
        expect(found).toEqual(targets);
      });

  it('has one rule per state, input and latching', () => {
    for (const { from, on } of alarmRules)
      for (const isLatched of [true, false]) {
        const rows = alarmRules.filter(
          (row) => row.from === from && row.on === on && (row.isLatched ?? isLatched) === isLatched,
        );
        expect(rows.length).toBeLessThanOrEqual(1);
      }
  });

  it('knows that only B and C have their condition', () => {
    expect([A, B, C, D, E, F].filter(isConditionOn)).toEqual([B, C]);
  });
});
