import { describe, expect, it } from 'vitest';
import { Outcome } from './outcome.ts';
import { type Process } from './process.ts';
import { type Resource } from './resource.ts';
import { type ResourceOptions } from './resource-options.ts';
import { Simulation } from './simulation.ts';
import fc from 'fast-check';

/** Each job: name, arrival, work, priority, units. Logs when it ends; told of a loss it logs that and gives up. */
function work(options: ResourceOptions, jobs: [string, number, number, number, number?][], until = Infinity) {
  const sim = new Simulation();
  const unit = sim.resource('unit', options);
  const log: unknown[] = [];
  function* job(p: Process, name: string, arrival: number, hours: number, priority: number, units = 1) {
    yield p.hold(arrival);
    yield unit.seize(p, { priority, units });
    yield p.hold(hours);
    if (p.outcome === Outcome.preempted) {
      log.push([name, sim.now, 'lost', p.remaining]);
      return;
    }
    log.push([name, sim.now]);
    unit.release(p);
  }
  for (const each of jobs) sim.spawn(job, ...each);
  const outcome = sim.run(until);
  return { log, unit, sim, outcome };
}

describe('preemption', () => {
  const jobs: [string, number, number, number][] = [
    ['low', 0, 10, 5],
    ['high', 3, 4, 1],
  ];

  it('resumes the work that was stopped', () => {
    const { log, unit } = work({ capacity: 1, preemption: 'resume' }, jobs);
    expect(log).toEqual([
      ['high', 7],
      ['low', 14],
    ]);
    expect(unit.stopped).toBe(1);
  });

  it('starts the work over', () => {
    expect(work({ capacity: 1, preemption: 'restart' }, jobs).log).toEqual([
      ['high', 7],
      ['low', 17],
    ]);
    expect(work({ capacity: 1, preemption: 'restart' }, [...jobs, ['again', 9, 1, 1]]).log).toEqual([
      ['high', 7],
      ['again', 10],
      ['low', 20],
    ]);
  });

  it('tells the process, which has lost the unit, who took it and what remains', () => {
    expect(work({ capacity: 1, preemption: 'notify' }, jobs).log).toEqual([
      ['low', 3, 'lost', 7],
      ['high', 7],
    ]);
    const sim = new Simulation();
    const unit: Resource = sim.resource('unit', { capacity: 1, preemption: 'notify' });
    const victim = sim.spawn(function* (p: Process) {
      yield unit.seize(p, { priority: 2 });
      yield p.hold(9);
      expect(unit.heldBy(p)).toBe(0);
    });
    const taker = sim.spawn(function* (p: Process) {
      yield unit.seize(p, { priority: 1 });
    });
    sim.run();
    expect(victim.cause).toEqual({ resource: 'unit', reason: 'priority', by: taker });
  });

  it('takes nothing while units are free, and the least urgent, youngest work first', () => {
    const { log } = work({ capacity: 3, preemption: 'resume' }, [
      ['old', 0, 10, 5],
      ['young', 1, 10, 5],
      ['free', 2, 1, 1],
      ['urgent', 4, 8, 1],
      ['most', 5, 5, 0],
    ]);
    // 'free' and 'urgent' find a unit; 'most' stops 'young' (6 left), which resumes at 10 when 'most' ends and 'old' ends.
    expect(log).toEqual([
      ['free', 3],
      ['old', 10],
      ['most', 10],
      ['urgent', 12],
      ['young', 16],
    ]);
  });

  it('takes nothing when even all less urgent work would not do', () => {
    const { log } = work(
      { capacity: 2, preemption: 'resume' },
      [
        ['low', 0, 4, 5],
        ['same', 0, 6, 1],
        ['pair', 1, 2, 1, 2],
      ].map((job) => job as [string, number, number, number, number?]),
    );
    expect(log).toEqual([
      ['low', 4],
      ['same', 6],
      ['pair', 8],
    ]);
  });

  it('stops no work of equal urgency', () => {
    expect(
      work({ capacity: 1, preemption: 'resume' }, [
        ['a', 0, 5, 1],
        ['b', 1, 5, 1],
      ]).log,
    ).toEqual([
      ['a', 5],
      ['b', 10],
    ]);
  });

  it('keeps a process parked that is granted something else while its unit is away', () => {
    const sim = new Simulation();
    const bed = sim.resource('bed', { capacity: 1, preemption: 'resume' });
    const go = sim.signal('go');
    const log: unknown[] = [];
    sim.spawn(function* (p: Process) {
      yield bed.seize(p, { priority: 5 });
      yield p.waitFor(go);
      log.push(['low', sim.now, p.outcome, bed.heldBy(p)]);
    });
    sim.spawn(function* (p: Process) {
      yield p.hold(1);
      yield bed.seize(p, { priority: 1 });
      yield p.hold(5);
      bed.release(p);
    });
    sim.at(2, () => go.fire());
    sim.run();
    expect(log).toEqual([['low', 6, Outcome.completed, 1]]);
  });

  it('lets an interrupt reach stopped work, which then has lost its unit', () => {
    const sim = new Simulation();
    const bed = sim.resource('bed', { capacity: 1, preemption: 'resume' });
    const log: unknown[] = [];
    const low = sim.spawn(function* (p: Process) {
      yield bed.seize(p, { priority: 5 });
      yield p.hold(10);
      log.push([sim.now, p.outcome, p.remaining, bed.heldBy(p), bed.waiting]);
    });
    sim.spawn(function* (p: Process) {
      yield p.hold(4);
      yield bed.seize(p, { priority: 1 });
      yield p.hold(5);
      bed.release(p);
    });
    sim.at(5, () => low.interrupt());
    sim.run();
    expect(log).toEqual([[5, Outcome.interrupted, 6, 0, 0]]);
  });

  it('loses and invents no work: with resume, busy time is the sum of the work, whatever preempts what', () => {
    const jobs = fc.array(fc.tuple(fc.nat(20), fc.nat(9), fc.nat(3), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(jobs, (list) => {
        const { log, unit, sim } = work(
          { capacity: 3, preemption: 'resume' },
          list.map(([arrival, hours, priority, units], index) => [
            `${index}`,
            arrival,
            hours,
            priority,
            units,
          ]),
        );
        expect(log).toHaveLength(list.length);
        expect(unit.busy.area).toBeCloseTo(
          list.reduce((sum, [, hours, , units]) => sum + hours * units, 0),
          9,
        );
        expect([unit.inUse, unit.waiting, sim.waiting()]).toEqual([0, 0, []]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a capacity that follows a calendar', () => {
  const shift = (rule?: 'finish' | 'resume' | 'restart' | 'notify') => ({
    capacity: {
      pieces: [
        { from: 0, capacity: 0 },
        { from: 8, capacity: 1 },
        { from: 16, capacity: 0 },
      ],
      period: 24,
      ...(rule && { work: rule }),
    },
  });

  it('serves from the start of the shift, and work in progress finishes after it by default', () => {
    const { log, unit } = work(
      shift(),
      [
        ['a', 1, 10, 0],
        ['b', 2, 1, 0],
      ],
      48,
    );
    expect(log).toEqual([
      ['a', 18],
      ['b', 33],
    ]);
    expect(unit.available.area).toBe(16);
    expect(unit.busy.area).toBe(11);
  });

  it('resumes, restarts or reports the work it stops, as told', () => {
    expect(work(shift('resume'), [['a', 9, 10, 0]], 100).log).toEqual([['a', 35]]);
    expect(work(shift('restart'), [['a', 14, 7, 0]], 100).log).toEqual([['a', 39]]);
    expect(work(shift('notify'), [['a', 14, 7, 0]], 100).log).toEqual([['a', 16, 'lost', 5]]);
  });

  it('works together with preemption', () => {
    const { log } = work(
      { ...shift('resume'), preemption: 'resume' },
      [
        ['low', 8, 10, 5],
        ['high', 12, 6, 1],
      ],
      100,
    );
    // low works 8–12, high 12–16 and 32–34, low 34–40.
    expect(log).toEqual([
      ['high', 34],
      ['low', 40],
    ]);
  });

  it('lets work end that ends with the shift, and stops what goes on with another step', () => {
    expect(work(shift('resume'), [['a', 9, 7, 0]], 100).log).toEqual([['a', 16]]);
    const sim = new Simulation();
    const unit = sim.resource('unit', shift('resume'));
    const log: number[] = [];
    sim.spawn(function* (p: Process) {
      yield unit.seize(p);
      for (const hours of [8, 1]) {
        yield p.hold(hours);
        log.push(sim.now);
      }
      unit.release(p);
    });
    sim.run();
    expect(log).toEqual([16, 33]);
  });

  it('does not keep a run alive when nobody needs it, but does for those who wait', () => {
    const { outcome } = work(shift(), [['a', 17, 2, 0]]);
    expect(outcome).toMatchObject({ reason: 'empty', now: 34, waiting: [] });
  });

  it('stays at its last piece without a period', () => {
    const capacity = {
      pieces: [
        { from: 0, capacity: 2 },
        { from: 5, capacity: 1 },
      ],
    };
    const { unit, sim } = work({ capacity }, [], 20);
    expect([unit.capacity, unit.available.area, sim.peek()]).toEqual([1, 25, Infinity]);
  });

  it.each([
    ['no pieces', { pieces: [] }],
    ['a piece from 2 after one from none', { pieces: [{ from: 2, capacity: 1 }] }],
    [
      'a piece from 0 after one from 0',
      {
        pieces: [
          { from: 0, capacity: 1 },
          { from: 0, capacity: 2 },
        ],
      },
    ],
    ['the capacity -1 from 0', { pieces: [{ from: 0, capacity: -1 }] }],
    [
      'a piece from 9 outside the period of 8',
      {
        pieces: [
          { from: 0, capacity: 1 },
          { from: 9, capacity: 1 },
        ],
        period: 8,
      },
    ],
  ])('is refused with %s', (problem, capacity) => {
    expect(() => new Simulation().resource('unit', { capacity })).toThrow(
      `The capacity schedule of unit has ${problem}.`,
    );
  });
});

describe('a breakdown', () => {
  it('by calendar time stops the work, which resumes after the repair', () => {
    const breakdowns = [{ timeToFailure: 10, timeToRepair: 3 }];
    const { log, unit } = work(
      { capacity: 1, breakdowns },
      [
        ['a', 8, 4, 0],
        ['b', 20, 8, 0],
      ],
      60,
    );
    // Fails at 10, 23, 36 and 49, 3 each.
    expect(log).toEqual([
      ['a', 15],
      ['b', 31],
    ]);
    expect(unit.available.area).toBe(60 - 4 * 3);
  });

  it('by busy time counts only use', () => {
    const breakdowns = [
      { timeToFailure: 5, timeToRepair: 1, clock: 'busy' as const, work: 'restart' as const },
    ];
    const { log } = work(
      { capacity: 1, breakdowns },
      [
        ['a', 100, 3, 0],
        ['b', 200, 4, 0],
      ],
      1000,
    );
    // Three of its five hours go on a, so it fails two hours into b, which starts over at 203 and ends before the next failure.
    expect(log).toEqual([
      ['a', 103],
      ['b', 207],
    ]);
  });

  it('may take a part of the units, and let work finish or tell the process', () => {
    const part = { timeToFailure: 10, timeToRepair: 5, units: 1 };
    const jobs: [string, number, number, number][] = [
      ['a', 6, 6, 0],
      ['b', 7, 6, 0],
    ];
    expect(work({ capacity: 2, breakdowns: [{ ...part, work: 'finish' }] }, jobs, 20).log).toEqual([
      ['a', 12],
      ['b', 13],
    ]);
    expect(work({ capacity: 2, breakdowns: [{ ...part, work: 'resume' }] }, jobs, 20).log).toEqual([
      ['a', 12],
      ['b', 15],
    ]);
    expect(work({ capacity: 2, breakdowns: [{ ...part, work: 'notify' }] }, jobs, 20).log).toEqual([
      ['b', 10, 'lost', 3],
      ['a', 12],
    ]);
  });

  it('does not keep a run alive when nobody needs the resource', () => {
    const breakdowns = [{ timeToFailure: 10, timeToRepair: 3 }];
    expect(work({ capacity: 1, breakdowns }, [['a', 8, 4, 0]]).outcome).toMatchObject({
      reason: 'empty',
      now: 15,
    });
  });

  it('draws from streams named after the resource', () => {
    const fails = (seed: number) => {
      const sim = new Simulation({ seed });
      const spec = { type: 'exponential', mean: 10 } as const;
      const unit = sim.resource('unit', {
        capacity: 1,
        breakdowns: [{ timeToFailure: spec, timeToRepair: spec }],
      });
      sim.run(100_000);
      return unit.available.mean;
    };
    // Half of the time up; about 5,000 cycles give a standard error of about 0.005.
    expect(Math.abs(fails(1) - 0.5)).toBeLessThan(0.025);
    expect(fails(1)).toBe(fails(1));
    expect(fails(1)).not.toBe(fails(2));
  });
});
