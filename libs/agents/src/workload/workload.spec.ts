import { type Instant, instant } from '@veinline/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayEdges } from '../calendar/day-edges.ts';
import { forecastLoad, type Work } from './load-forecast.ts';
import { SkillFlow } from './skill-flow.ts';
import { Team, type TeamInput } from './team.ts';
import { WorkloadLedger } from './workload-ledger.ts';

const calendar: TeamInput['calendar'] = {
  timeZone: 'Europe/Zurich',
  weekly: { mon: ['08:00-16:00'], tue: ['08:00-16:00'], wed: ['08:00-12:00', '13:00-17:00'] },
};
const monday = instant('2026-11-23T00:00:00+01:00');
const at = (days: number): Instant => instant(monday + days * 86_400_000);

describe('a team', () => {
  const team = new Team({ name: 'crew', skills: ['fit'], fte: 2.5, calendar, overtimeHoursPerDay: 1.5 });

  it('has the hours of its calendar times its people', () => {
    expect(team.hoursBetween(at(0), at(7))).toBe(60);
    expect(team.hoursBetween(at(0.5), at(1))).toBe(10);
  });

  it('may work overtime once for each day it works', () => {
    expect(team.overtimeBetween(at(0), at(7))).toBe(2.5 * 1.5 * 3);
    expect(team.overtimeBetween(at(2), at(3))).toBe(2.5 * 1.5);
    expect(team.overtimeBetween(at(3), at(7))).toBe(0);
  });

  it('is refused with the problems of its calendar', () => {
    expect(() => new Team({ name: '', skills: [], fte: -1, calendar: { timeZone: 'X' } })).toThrow(
      /name: .*skills: .*fte: .*calendar.timeZone: 'X' is no IANA time zone/,
    );
  });
});

describe('hours shared out over skills', () => {
  const skills = ['a', 'b', 'c', 'd'];
  const supply = fc.record({
    skills: fc.subarray(skills, { minLength: 1 }),
    hours: fc.integer({ min: 0, max: 20 }),
  });
  const demand = fc.record({ skill: fc.constantFrom(...skills), hours: fc.integer({ min: 0, max: 20 }) });

  it('serve all that any sharing could, and first come is never served less for those after', () => {
    fc.assert(
      fc.property(
        fc.array(supply, { maxLength: 5 }),
        fc.array(demand, { maxLength: 8 }),
        (supplies, demands) => {
          const flow = new SkillFlow(supplies);
          const wanted: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 };
          let served = 0;
          for (const { skill, hours } of demands) {
            wanted[skill]! += hours;
            served += flow.serve(skill, hours);
            expect(served).toBeCloseTo(mostServed(supplies, wanted), 9);
          }
          flow.used().forEach((used, index) => {
            expect(used).toBeLessThanOrEqual(supplies[index]!.hours + 1e-9);
            const given = skills.reduce((sum, skill) => sum + flow.given(index, skill), 0);
            expect(given).toBeCloseTo(used, 9);
            for (const skill of skills) {
              expect(flow.given(index, skill)).toBeGreaterThanOrEqual(-1e-9);
              if (!supplies[index]!.skills.includes(skill)) expect(flow.given(index, skill)).toBe(0);
            }
          });
        },
      ),
      { seed: 14, numRuns: 300 },
    );
  });

  /** Least over all sets of skills of the demand outside plus the hours of teams with a skill inside (min cut). */
  function mostServed(
    supplies: readonly { skills: readonly string[]; hours: number }[],
    wanted: Record<string, number>,
  ): number {
    let least = Infinity;
    for (let set = 0; set < 16; set++) {
      const inside = skills.filter((_, k) => (set >> k) % 2 === 1);
      const outside = skills
        .filter((skill) => !inside.includes(skill))
        .reduce((sum, skill) => sum + wanted[skill]!, 0);
      const reach = supplies.filter((one) => one.skills.some((skill) => inside.includes(skill)));
      least = Math.min(least, outside + reach.reduce((sum, { hours }) => sum + hours, 0));
    }
    return least;
  }
});

describe('a forecast of load', () => {
  const fit = new Team({ name: 'fitters', skills: ['fit'], fte: 1, calendar, overtimeHoursPerDay: 2 });
  const both = new Team({ name: 'allrounders', skills: ['fit', 'test'], fte: 1, calendar });

  it('follows a week worked out by hand', () => {
    const work: Work[] = [
      { skill: 'fit', hours: 20, due: at(1) },
      { skill: 'test', hours: 6, due: at(2) },
      { skill: 'fit', hours: 4, release: at(1), due: at(3) },
    ];
    const [mon, tue, wed] = forecastLoad([fit, both], work, dayEdges(monday, 3, 'Europe/Zurich'));
    // Monday: 16 h for 20 h of fitting due that day, 2 h overtime, 2 h late; testing waits.
    expect(mon!.teams).toEqual([
      { team: 'fitters', capacity: 8, used: 8, overtime: 2, utilisation: 1 },
      { team: 'allrounders', capacity: 8, used: 8, overtime: 0, utilisation: 1 },
    ]);
    expect(mon!.skills).toEqual([
      { skill: 'fit', released: 20, served: 18, backlog: 2, late: 2 },
      { skill: 'test', released: 6, served: 0, backlog: 6, late: 0 },
    ]);
    // Tuesday: 2 h and 4 h of fitting, 6 h of testing for 16 h.
    expect(tue!.skills).toEqual([
      { skill: 'fit', released: 4, served: 6, backlog: 0, late: 0 },
      { skill: 'test', released: 0, served: 6, backlog: 0, late: 0 },
    ]);
    expect(tue!.teams.reduce((sum, { used }) => sum + used, 0)).toBe(12);
    expect(wed!.teams.map(({ capacity, used }) => [capacity, used])).toEqual([
      [8, 0],
      [8, 0],
    ]);
  });

  it('loses no work and uses no more hours than there are', () => {
    const piece = fc.record({
      skill: fc.constantFrom('fit', 'test'),
      hours: fc.double({ min: 0, max: 12, noNaN: true }),
      release: fc.integer({ min: -2, max: 6 }).map(at),
      due: fc.integer({ min: 0, max: 9 }).map(at),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (work) => {
        const windows = forecastLoad([fit, both], work, dayEdges(monday, 8, 'Europe/Zurich'));
        const open: Record<string, number> = { fit: 0, test: 0 };
        for (const { teams, skills } of windows) {
          let served = 0;
          for (const { skill, released, served: done, backlog, late } of skills) {
            open[skill]! += released - done;
            served += done;
            expect(backlog).toBeCloseTo(open[skill]!, 8);
            expect(late).toBeLessThanOrEqual(backlog);
          }
          expect(teams.reduce((sum, { used, overtime }) => sum + used + overtime, 0)).toBeCloseTo(served, 8);
          for (const { used, capacity } of teams) expect(used).toBeLessThanOrEqual(capacity + 1e-9);
          // No hour stays idle while work it could do is open.
          if (teams[1]!.used < teams[1]!.capacity - 1e-6)
            expect(open['fit']! + open['test']!).toBeLessThan(1e-6);
        }
        const released = windows
          .flatMap(({ skills }) => skills)
          .reduce((sum, load) => sum + load.released, 0);
        expect(released).toBeCloseTo(
          work.filter(({ hours }) => hours > 0).reduce((sum, { hours }) => sum + hours, 0),
          8,
        );
      }),
      { seed: 15 },
    );
  });

  it('has days of 25 hours when the clocks go back', () => {
    const edges = dayEdges(instant('2026-10-24T12:00:00Z'), 2, 'Europe/Zurich');
    expect(edges.map((edge) => new Date(edge).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('refuses work that nobody can do', () => {
    const edges = dayEdges(monday, 1, 'UTC');
    expect(() => forecastLoad([fit], [{ skill: 'test', hours: 1, due: at(1) }], edges)).toThrow(
      /needs 'test'/,
    );
    expect(() => forecastLoad([fit], [{ skill: 'fit', hours: Infinity, due: at(1) }], edges)).toThrow(
      /Infinity hours/,
    );
  });
});

describe('the books on work', () => {
  it('balance: what arrived is done, dropped or open, and busy time lies in its windows', () => {
    const stretch = fc.record({
      from: fc.integer({ min: 0, max: 40 }),
      length: fc.integer({ min: 0, max: 25 }),
      units: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(stretch), fc.nat(50), (stretches, extra) => {
        const ledger = new WorkloadLedger({ windowWidth: 7 });
        const total = stretches.reduce((sum, { length, units }) => sum + length * units, 0);
        ledger.arrive('fit', total + extra);
        for (const { from, length, units } of stretches)
          ledger.work('crew', 'fit', from, from + length, { units });
        expect(ledger.backlog('fit')).toBe(extra);
        const windows = ledger.utilisation('crew', 70, (from, to) => 2 * (to - from));
        expect(windows.reduce((sum, { busy }) => sum + busy, 0)).toBe(total);
        windows.forEach(({ from, to, busy, utilisation }) => {
          let reference = 0;
          for (const { from: start, length, units } of stretches)
            for (let t = start; t < start + length; t++) if (t >= from && t < to) reference += units;
          expect(busy).toBe(reference);
          expect(utilisation).toBeCloseTo(reference / 14, 12);
        });
        ledger.drop('fit', extra);
        expect(ledger.backlog()).toBe(0);
      }),
      { seed: 16 },
    );
  });

  it('refuse work done that never came in, and amounts that are none', () => {
    const ledger = new WorkloadLedger({ windowWidth: 1 });
    ledger.arrive('fit', 2);
    expect(() => ledger.work('crew', 'fit', 0, 3)).toThrow(/3 of fit was done where only 2 was open/);
    expect(() => ledger.arrive('fit', Number.NaN)).toThrow(/NaN is no amount/);
    expect(() => ledger.work('crew', 'fit', 3, 2)).toThrow(/from 3 to 2/);
    expect(() => new WorkloadLedger({ windowWidth: 0 })).toThrow(/0 wide/);
  });
});
