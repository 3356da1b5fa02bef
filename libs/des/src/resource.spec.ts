import { type ResourceOptions, type SeizeOptions } from './resource-options.ts';
import { type Resource } from './resource.ts';
import { describe, expect, it } from 'vitest';
import { Outcome } from './outcome.ts';
import { type Process } from './process.ts';
import { Simulation } from './simulation.ts';
import fc from 'fast-check';

type Line = [name: string, start: number, end: number | Outcome];

/** Each job: name, arrival, work, seize options. Logs when work began and ended, or the outcome of the wait. */
function serve(options: ResourceOptions, jobs: [string, number, number, SeizeOptions?][]) {
  const sim = new Simulation();
  const unit = sim.resource('unit', options);
  const log: Line[] = [];
  function* job(p: Process, name: string, arrival: number, work: number, seize?: SeizeOptions) {
    yield p.hold(arrival);
    yield unit.seize(p, seize);
    if (p.outcome !== Outcome.completed) {
      log.push([name, sim.now, p.outcome]);
      return;
    }
    const start = sim.now;
    yield p.hold(work);
    log.push([name, start, sim.now]);
    unit.release(p);
  }
  for (const each of jobs) sim.spawn(job, ...each);
  sim.run();
  return { log, unit, sim };
}

const arrivals: [string, number, number, SeizeOptions?][] = [
  ['a', 0, 10],
  ['b', 1, 2, { priority: 5 }],
  ['c', 2, 2, { priority: 1 }],
  ['d', 3, 2, { priority: 5 }],
];
const order = (options: Omit<ResourceOptions, 'capacity'>) =>
  serve({ capacity: 1, ...options }, arrivals).log.map(([name]) => name);

describe('a resource', () => {
  it('serves by order of request, latest first, priority, or an order of the model', () => {
    expect(order({})).toEqual(['a', 'b', 'c', 'd']);
    expect(order({ discipline: 'lifo' })).toEqual(['a', 'd', 'c', 'b']);
    expect(order({ discipline: 'priority' })).toEqual(['a', 'c', 'b', 'd']);
    expect(order({ discipline: (a, b) => b.priority - a.priority || b.since - a.since })).toEqual([
      'a',
      'd',
      'b',
      'c',
    ]);
  });

  it('gives a free unit without an event: the process goes on within its turn', () => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 1 });
    const log: string[] = [];
    sim.spawn(function* (p: Process) {
      sim.after(0, () => log.push('event'));
      yield unit.seize(p);
      log.push('seized');
    });
    expect(sim.run().events).toBe(2);
    expect(log).toEqual(['seized', 'event']);
  });

  it('never lets a small request overtake a large one at the head', () => {
    const { log } = serve({ capacity: 3 }, [
      ['two', 0, 4, { units: 2 }],
      ['three', 1, 1, { units: 3 }],
      ['one', 2, 1],
    ]);
    expect(log).toEqual([
      ['two', 0, 4],
      ['three', 4, 5],
      ['one', 5, 6],
    ]);
  });

  it('lets the next in line go when a large request at the head gives up', () => {
    const { log } = serve({ capacity: 3 }, [
      ['two', 0, 9, { units: 2 }],
      ['three', 1, 1, { units: 3, patience: 2 }],
      ['one', 2, 1],
    ]);
    expect(log).toEqual([
      ['three', 3, Outcome.reneged],
      ['one', 3, 4],
      ['two', 0, 9],
    ]);
  });

  it('loses those whose patience runs out, and turns away those who find the queue full', () => {
    const { log, unit } = serve({ capacity: 1, queueLimit: 1 }, [
      ['a', 0, 5],
      ['b', 1, 5, { patience: 3 }],
      ['c', 2, 5],
      ['d', 4.5, 1],
    ]);
    expect(log).toEqual([
      ['c', 2, Outcome.balked],
      ['b', 4, Outcome.reneged],
      ['a', 0, 5],
      ['d', 5, 6],
    ]);
    expect([unit.served, unit.reneged, unit.balked, unit.inUse]).toEqual([2, 1, 1, 0]);
  });

  it('leaves what a process holds already when it reneges from another queue', () => {
    const sim = new Simulation();
    const [bed, nurse] = [sim.resource('bed', { capacity: 1 }), sim.resource('nurse', { capacity: 0 })];
    const log: unknown[] = [];
    sim.spawn(function* (p: Process) {
      yield bed.seize(p);
      yield nurse.seize(p, { patience: 2, units: 0.5 });
      log.push(p.reneged, bed.heldBy(p), nurse.heldBy(p));
      bed.release(p);
    });
    expect(() => sim.run()).toThrow(/0.5 units of nurse/);
    nurse.setCapacity(1);
    nurse.setCapacity(0);
    sim.spawn(function* (p: Process) {
      yield nurse.seize(p, { patience: 2 });
      log.push(p.reneged, nurse.heldBy(p));
    });
    sim.spawn(function* (p: Process) {
      yield p.hold(0);
      log.push(bed.holders().length);
    });
    sim.run();
    expect(log).toEqual([1, true, 0]);
  });

  it('is taken by tryTake only when free and nobody waits', () => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 2 });
    const log: boolean[] = [];
    sim.spawn(function* (p: Process) {
      log.push(unit.tryTake(p), unit.tryTake(p, 2), unit.tryTake(p));
      unit.release(p);
      yield p.hold(2);
      unit.release(p);
    });
    sim.spawn(function* (p: Process) {
      yield unit.seize(p, { units: 2 });
      unit.release(p);
    });
    sim.spawn(function* (p: Process) {
      log.push(unit.tryTake(p));
      yield p.hold(3);
      log.push(unit.tryTake(p));
    });
    sim.run();
    expect(log).toEqual([true, false, true, false, true]);
  });

  it('gives back the latest seize, or as many units as told', () => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 10 });
    const held: number[] = [];
    sim.spawn(function* (p: Process) {
      yield unit.seize(p, { units: 4 });
      yield unit.seize(p, { units: 3 });
      for (const units of [undefined, 1, 3] as const) {
        unit.release(p, units);
        held.push(unit.heldBy(p), unit.inUse);
      }
      yield p.hold(1);
    });
    sim.run();
    expect(held).toEqual([4, 4, 3, 3, 0, 0]);
  });

  it('refuses the release of what is not held, naming process, time, and what is held', () => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 3 });
    sim.spawnNamed('thief', function* (p: Process) {
      yield p.hold(2);
      unit.release(p);
    });
    expect(() => sim.run()).toThrow(
      expect.objectContaining({
        code: 'NOT_HELD',
        message: 'At time 2: Process thief: It released 1 of unit but holds 0.',
      }),
    );
    sim.spawnNamed('greedy', function* (p: Process) {
      yield unit.seize(p, { units: 2 });
      unit.release(p, 3);
    });
    expect(() => sim.run()).toThrow(/Process greedy: It released 3 of unit but holds 2/);
  });

  it.each([0, -1, NaN, 4])('refuses a request of %s of 3 units', (units) => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 3 });
    sim.spawn(function* (p: Process) {
      yield unit.seize(p, { units });
    });
    expect(() => sim.run()).toThrow(expect.objectContaining({ code: 'UNITS_INVALID' }));
  });

  it.each([-1, NaN, Infinity])('refuses a capacity of %s', (capacity) => {
    expect(() => new Simulation().resource('unit', { capacity })).toThrow(
      expect.objectContaining({ code: 'RESOURCE_INVALID' }),
    );
  });

  it('shows policies its queue and holders', () => {
    const sim = new Simulation();
    const unit = sim.resource('unit', { capacity: 1, discipline: 'priority' });
    function* job(p: Process, priority: number) {
      yield p.hold(priority / 10);
      yield unit.seize(p, { priority });
      yield p.hold(10);
    }
    const jobs = [0, 3, 2].map((priority) => sim.spawn(job, priority));
    sim.run(5);
    expect(unit.holders()).toEqual([{ process: jobs[0], units: 1, priority: 0, since: 0 }]);
    expect(unit.queue()).toEqual([
      { process: jobs[2], units: 1, priority: 2, since: 0.2 },
      { process: jobs[1], units: 1, priority: 3, since: 0.3 },
    ]);
  });

  it('measures waits, use and queue over time, from the last reset', () => {
    const { unit, sim } = serve({ capacity: 1 }, [
      ['a', 0, 4],
      ['b', 1, 4],
      ['c', 2, 2],
    ]);
    expect(sim.now).toBe(10);
    expect([unit.wait.mean, unit.wait.maximum]).toEqual([(0 + 3 + 6) / 3, 6]);
    expect([unit.queueLength.mean, unit.queueLength.maximum]).toEqual([(3 + 6) / 10, 2]);
    expect([unit.busy.mean, unit.utilisation]).toEqual([1, 1]);
    sim.resetStatistics();
    sim.run(20);
    expect([unit.served, unit.busy.mean, unit.queueLength.maximum]).toEqual([0, 0, 0]);
  });

  it('obeys Little: mean queue × time is the sum of waits, whatever arrives', () => {
    const jobs = fc.array(fc.tuple(fc.nat(30), fc.nat(9), fc.integer({ min: 1, max: 3 }), fc.nat(3)), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(jobs, fc.constantFrom('fifo', 'lifo', 'priority' as const), (list, discipline) => {
        const { unit, log, sim } = serve(
          { capacity: 3, discipline },
          list.map(([arrival, work, units, priority], index) => [
            `${index}`,
            arrival,
            work,
            { units, priority },
          ]),
        );
        expect(log).toHaveLength(list.length);
        expect(unit.queueLength.area).toBeCloseTo(unit.wait.sum, 9);
        expect(unit.busy.area).toBeCloseTo(
          list.reduce((sum, [, work, units]) => sum + work * units, 0),
          9,
        );
        expect([unit.inUse, unit.waiting, sim.waiting()]).toEqual([0, 0, []]);
      }),
      { numRuns: 200 },
    );
  });

  it('agrees with the mean wait of M/M/1 at half load: 1 in units of the mean service', () => {
    const sim = new Simulation({ seed: 11 });
    const desk: Resource = sim.resource('desk', { capacity: 1 });
    const arrival = sim.sampler('arrival', { type: 'exponential', mean: 2 });
    const service = sim.sampler('service', { type: 'exponential', mean: 1 });
    function* client(p: Process) {
      yield desk.seize(p);
      yield p.hold(service());
      desk.release(p);
    }
    sim.spawn(function* (p: Process) {
      for (;;) {
        yield p.hold(arrival());
        sim.spawn(client);
      }
    });
    sim.run(2000);
    sim.resetStatistics();
    sim.run(202_000);
    // 100,000 customers; the standard error of the mean wait is about 0.013 at this load (asymptotic variance of M/M/1).
    expect(Math.abs(desk.wait.mean - 1)).toBeLessThan(0.06);
    expect(Math.abs(desk.utilisation - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(desk.queueLength.mean - 0.5)).toBeLessThan(0.04);
  });
});
