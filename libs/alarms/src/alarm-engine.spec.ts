import type { AlarmDefinition, TagId, TagSample, TagValue } from '@veinline/plant';
import { describe, expect, it } from 'vitest';
import { AlarmEngine } from './alarm-engine.ts';
import type { AlarmTransition } from './alarm.ts';
import { Status } from '@veinline/plant';
import fc from 'fast-check';
import type { Instant } from '@veinline/base';

const tag = 'BR-01.DO' as TagId;

function alarm(change: Partial<AlarmDefinition> = {}): AlarmDefinition {
  const type = change.type ?? 'high';
  return {
    id: `${tag}.${type}`,
    tag,
    type,
    priority: 1,
    limit: 10,
    setpoint: null,
    onDelaySeconds: 0,
    offDelaySeconds: 0,
    deadband: 0,
    isLatched: false,
    message: 'Oxygen',
    consequence: null,
    response: null,
    ...change,
  };
}

function sample(seconds: number, value: TagValue, change: Partial<TagSample> = {}): TagSample {
  const at = (seconds * 1000) as Instant;
  return {
    tag,
    value,
    status: Status.Good,
    sourceTime: at,
    serverTime: null,
    receiveTime: at,
    sequence: 0,
    ...change,
  };
}

const at = (seconds: number) => (seconds * 1000) as Instant;
const brief = (transitions: readonly AlarmTransition[]) =>
  transitions.map((t) => `${t.at / 1000} ${t.event}`);

/** Feeds values one per second from second 0 and tells what happened when. */
function course(definition: AlarmDefinition, values: readonly TagValue[]): string[] {
  const engine = new AlarmEngine([definition]);
  return values.flatMap((value, second) => brief(engine.evaluate(sample(second, value))));
}

describe('limits', () => {
  it('hold at the limit itself, for every type', () => {
    expect(course(alarm({ type: 'high' }), [9.99, 10, 9.99])).toEqual(['1 raised', '2 returned']);
    expect(course(alarm({ type: 'low-low' }), [10.01, 10, 10.01])).toEqual(['1 raised', '2 returned']);
  });

  it('treat a REAL that stands for the limit as the limit', () => {
    const real = Math.fround(37.3);
    expect(real).toBeLessThan(37.3);
    expect(course(alarm({ limit: 37.3 }), [real])).toEqual(['0 raised']);
    expect(course(alarm({ limit: 37.3, deadband: 0.2 }), [38, 37.2, Math.fround(37.1)])).toEqual([
      '0 raised',
      '2 returned',
    ]);
  });

  it('return only when the value is off by the deadband', () => {
    expect(course(alarm({ deadband: 2 }), [10, 8.01, 8])).toEqual(['0 raised', '2 returned']);
  });

  it('judge booleans as 0 and 1 and 64-bit integers as numbers', () => {
    expect(course(alarm({ limit: 1 }), [false, true, false])).toEqual(['1 raised', '2 returned']);
    expect(course(alarm(), [9n, 11n])).toEqual(['1 raised']);
  });

  it('chatter without a deadband and do not with one', () => {
    const noisy = Array.from({ length: 20 }, (_, i) => (i % 2 ? 10.1 : 9.9));
    expect(course(alarm(), noisy)).toHaveLength(19);
    expect(course(alarm({ deadband: 0.5 }), noisy)).toEqual(['1 raised']);
    expect(course(alarm({ onDelaySeconds: 2 }), noisy)).toEqual([]);
  });
});

describe('delays', () => {
  it('raise when the condition held so long, to the millisecond, without a new sample', () => {
    const engine = new AlarmEngine([alarm({ onDelaySeconds: 5 })]);
    engine.evaluate(sample(0, 11));
    expect(engine.tick(at(4.999))).toEqual([]);
    expect(brief(engine.tick(at(5)))).toEqual(['5 raised']);
    expect(engine.tick(at(60))).toEqual([]);
  });

  it('begin anew after an interruption', () => {
    expect(course(alarm({ onDelaySeconds: 2 }), [11, 9, 11, 11, 11])).toEqual(['4 raised']);
    expect(course(alarm({ offDelaySeconds: 2 }), [11, 9, 11, 9, 9, 9])).toEqual(['0 raised', '5 returned']);
  });

  it('date a late notice with the time it was due', () => {
    const engine = new AlarmEngine([alarm({ onDelaySeconds: 5 })]);
    engine.evaluate(sample(0, 11));
    expect(brief(engine.evaluate(sample(30, 9)))).toEqual(['5 raised', '30 returned']);
  });

  it('run in source time although the source clock is three minutes ahead', () => {
    const engine = new AlarmEngine([alarm({ onDelaySeconds: 5 })]);
    engine.evaluate(sample(180, 11, { receiveTime: at(0) }));
    expect(engine.tick(at(4))).toEqual([]);
    expect(brief(engine.tick(at(5)))).toEqual(['185 raised']);
  });
});

describe('what cannot be judged', () => {
  it('holds the state on bad quality and NaN, in both directions', () => {
    const engine = new AlarmEngine([alarm()]);
    expect(engine.evaluate(sample(0, 99, { status: Status.BadSensorFailure }))).toEqual([]);
    expect(engine.evaluate(sample(1, NaN))).toEqual([]);
    expect(brief(engine.evaluate(sample(2, 11)))).toEqual(['2 raised']);
    expect(engine.evaluate(sample(3, 0, { status: Status.Bad }))).toEqual([]);
    expect(engine.evaluate(sample(4, null))).toEqual([]);
    expect(brief(engine.evaluate(sample(5, 1)))).toEqual(['5 returned']);
  });

  it('keeps a delay from running out while the value is unknown', () => {
    const engine = new AlarmEngine([alarm({ onDelaySeconds: 5 })]);
    engine.evaluate(sample(0, 11));
    engine.evaluate(sample(2, 11, { status: Status.Bad }));
    expect(engine.tick(at(20))).toEqual([]);
    expect(brief(engine.evaluate(sample(30, 11)))).toEqual(['30 raised']);
  });

  it('raises bad-quality alarms for bad status and NaN, not for uncertain', () => {
    const engine = new AlarmEngine([alarm({ type: 'bad-quality', limit: null, onDelaySeconds: 1 })]);
    expect(engine.evaluate(sample(0, 5, { status: Status.Uncertain }))).toEqual([]);
    engine.evaluate(sample(1, 5, { status: Status.BadNoCommunication }));
    expect(brief(engine.tick(at(2)))).toEqual(['2 raised']);
    expect(brief(engine.evaluate(sample(3, 5)))).toEqual(['3 returned']);
    engine.evaluate(sample(4, NaN));
    expect(brief(engine.tick(at(5)))).toEqual(['5 raised']);
  });

  it('sees a lost connection and its return although the value repeats with its old source time', () => {
    for (const skew of [-180, 0, 180]) {
      const engine = new AlarmEngine([alarm({ type: 'bad-quality', limit: null })]);
      const old = { sequence: 3, receiveTime: at(1000) };
      const lost = { status: Status.BadNoCommunication, receiveTime: at(1020) };
      expect(engine.evaluate(sample(1000 + skew, 5, old))).toEqual([]);
      expect(brief(engine.evaluate(sample(1020, 5, lost)))).toEqual([`${1020 + skew} raised`]);
      const back = engine.evaluate(sample(1000 + skew, 5, { sequence: 0, receiveTime: at(1050) }));
      expect(brief(back)).toEqual([`${1050 + skew} returned`]);
    }
  });

  it('ignores historical samples and samples out of order', () => {
    const engine = new AlarmEngine([alarm()]);
    expect(engine.evaluate(sample(5, 99, { historical: true }))).toEqual([]);
    engine.evaluate(sample(5, 1));
    expect(engine.evaluate(sample(4, 99))).toEqual([]);
    expect(engine.active()).toEqual([]);
  });

  it('judges again within seconds after the clock of the source was set back by an hour', () => {
    const engine = new AlarmEngine([alarm()]);
    engine.evaluate(sample(7200, 1));
    const received = Array.from({ length: 15 }, (_, i) =>
      engine.evaluate(sample(3600 + i, 99, { receiveTime: at(7201 + i) })),
    );
    expect(brief(received.flat())).toEqual(['3609 raised']);
  });
});

describe('deviation', () => {
  const setpoint = 'BR-01.DOSetpoint' as TagId;

  it('is the distance from a fixed set point, on either side', () => {
    expect(course(alarm({ type: 'deviation', limit: 5, setpoint: 50 }), [46, 45, 50, 55])).toEqual([
      '1 raised',
      '2 returned',
      '3 raised',
    ]);
  });

  it('follows the tag that carries the set point and holds until that is known', () => {
    const engine = new AlarmEngine([alarm({ type: 'deviation', limit: 5, setpoint })]);
    expect(engine.evaluate(sample(0, 50))).toEqual([]);
    expect(brief(engine.evaluate(sample(1, 40, { tag: setpoint })))).toEqual(['1 raised']);
    expect(engine.evaluate(sample(2, 50, { tag: setpoint, status: Status.Bad }))).toEqual([]);
    expect(brief(engine.evaluate(sample(3, 48, { tag: setpoint })))).toEqual(['3 returned']);
  });
});

describe('rate of change', () => {
  const ramp = (perMinute: number, seconds: number) =>
    Array.from({ length: seconds }, (_, i) => (i * perMinute) / 60);

  it('judges the least-squares slope once half a window is known', () => {
    const definition = alarm({ type: 'rate-of-change', limit: 3 });
    expect(course(definition, ramp(3.01, 60))).toEqual(['30 raised']);
    expect(course(definition, ramp(-3.01, 60))).toEqual(['30 raised']);
    expect(course(definition, ramp(2.99, 120))).toEqual([]);
  });

  it('is not fooled by noise that a difference of two samples would exceed', () => {
    const noisy = Array.from({ length: 300 }, (_, i) => 37 + (i % 2 ? 0.1 : -0.1));
    expect(course(alarm({ type: 'rate-of-change', limit: 3 }), noisy)).toEqual([]);
  });
});

describe('acknowledging', () => {
  it('records who, when and why, and refuses what needs none', () => {
    const engine = new AlarmEngine([alarm()]);
    engine.evaluate(sample(0, 11));
    const result = engine.acknowledge('BR-01.DO.high', 'anna', 'sparger cleaned', at(3));
    expect(result).toMatchObject({
      ok: true,
      transition: { actor: 'anna', to: 'acknowledged-active', at: 3000 },
    });
    expect(engine.active()).toMatchObject([
      { acknowledgedBy: 'anna', comment: 'sparger cleaned', value: 11 },
    ]);
    expect(engine.acknowledge('BR-01.DO.high', 'ben', null, at(4))).toEqual({
      ok: false,
      reason: 'BR-01.DO.high was acknowledged by anna already.',
    });
    engine.evaluate(sample(5, 1));
    expect(engine.acknowledge('BR-01.DO.high', 'ben', null, at(6))).toEqual({
      ok: false,
      reason: 'BR-01.DO.high is normal.',
    });
    expect(engine.acknowledge('X', 'ben', null, at(6))).toEqual({
      ok: false,
      reason: 'There is no alarm X.',
    });
  });

  it('releases a latched alarm only after its condition went', () => {
    const engine = new AlarmEngine([alarm({ isLatched: true })]);
    engine.evaluate(sample(0, 11));
    engine.acknowledge('BR-01.DO.high', 'anna', null, at(1));
    expect(brief(engine.evaluate(sample(2, 1)))).toEqual(['2 latched']);
    expect(engine.acknowledge('BR-01.DO.high', 'anna', null, at(3))).toMatchObject({
      transition: { event: 'reset' },
    });
    expect(engine.active()).toEqual([]);
  });

  it('survives a restart without raising again', () => {
    const before = new AlarmEngine([alarm()]);
    before.evaluate(sample(0, 11));
    before.acknowledge('BR-01.DO.high', 'anna', null, at(1));
    const after = new AlarmEngine([alarm()]);
    const gone = before.active().map((status) => ({ ...status, definition: alarm({ id: 'gone' }) }));
    expect(after.restore([...before.active(), ...gone])).toEqual(['gone']);
    expect(after.evaluate(sample(10, 12))).toEqual([]);
    expect(after.active()).toMatchObject([
      { state: 'acknowledged-active', raisedAt: 0, acknowledgedBy: 'anna' },
    ]);
    expect(brief(after.evaluate(sample(11, 1)))).toEqual(['11 returned']);
  });
});

/** Second implementation: second by second over the whole course, for one high alarm. */
function naive(
  definition: AlarmDefinition,
  course: ReadonlyMap<number, number | null>,
  end: number,
): string[] {
  const said: string[] = [];
  let isOn = false;
  let known = false;
  let disagreesSince: number | null = null;
  const settle = (second: number) => {
    const delay = isOn ? definition.offDelaySeconds : definition.onDelaySeconds;
    if (!known || disagreesSince === null || second - disagreesSince < delay) return;
    isOn = !isOn;
    disagreesSince = null;
    said.push(`${second} ${isOn ? 'raised' : 'returned'}`);
  };
  for (let second = 0; second <= end; second++) {
    settle(second);
    const value = course.get(second);
    if (value === undefined) continue;
    known = value !== null;
    if (value === null) continue;
    const limit = definition.limit ?? 0;
    const holds: boolean = value >= limit || (isOn && value > limit - definition.deadband);
    if (holds === isOn) disagreesSince = null;
    else disagreesSince ??= second;
    settle(second);
  }
  return said;
}

describe('any course of values', () => {
  const courses = fc.uniqueArray(
    fc.tuple(fc.nat(60), fc.oneof(fc.integer({ min: 6, max: 13 }), fc.constant(null))),
    { selector: ([second]) => second, maxLength: 40 },
  );
  const delays = fc.record({ onDelaySeconds: fc.nat(6), offDelaySeconds: fc.nat(6), deadband: fc.nat(3) });

  it('gives the transitions of the second implementation, however often it is ticked', () => {
    fc.assert(
      fc.property(courses, delays, fc.uniqueArray(fc.nat(70)), (unsorted, change, ticks) => {
        const definition = alarm(change);
        const values = new Map(unsorted.sort(([a], [b]) => a - b));
        const engine = new AlarmEngine([definition]);
        const said: string[] = [];
        for (let second = 0; second <= 70; second++) {
          const value = values.get(second);
          const status = value === null ? Status.Bad : Status.Good;
          if (value !== undefined)
            said.push(...brief(engine.evaluate(sample(second, value ?? 99, { status }))));
          if (ticks.includes(second) || second === 70) said.push(...brief(engine.tick(at(second))));
        }
        expect(said).toEqual(naive(definition, values, 70));
      }),
      { numRuns: 500 },
    );
  });
});
