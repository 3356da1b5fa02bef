import { describe, expect, it } from 'vitest';
import { type Process } from './process.ts';
import { Simulation } from './simulation.ts';
import { type TraceEntry, formatTrace } from './trace.ts';

function* ticker(p: Process, every: number, log: number[], now: () => number) {
  for (;;) {
    yield p.hold(every);
    log.push(now());
  }
}

describe('a run', () => {
  it('until a time includes the events of that time and leaves the clock there', () => {
    const sim = new Simulation();
    const log: number[] = [];
    sim.spawn(ticker, 2, log, () => sim.now);
    expect(sim.run(6)).toMatchObject({ reason: 'time', now: 6 });
    expect(log).toEqual([2, 4, 6]);
    expect(sim.run(7)).toMatchObject({ reason: 'time', now: 7 });
    expect(log).toEqual([2, 4, 6]);
    expect(sim.peek()).toBe(8);
  });

  it('in pieces is the run in one piece', () => {
    const draw = (ends: number[]) => {
      const sim = new Simulation({ seed: 5 });
      const wait = sim.sampler('wait', { type: 'exponential', mean: 1 });
      const log: number[] = [];
      sim.spawn(function* (p: Process) {
        for (;;) {
          yield p.hold(wait());
          log.push(sim.now);
        }
      });
      for (const end of ends) sim.run(end);
      return log;
    };
    expect(draw([1, 2.5, 7, 20])).toEqual(draw([20]));
  });

  it('ends at a signal, at the end of a process, or when a predicate holds', () => {
    const sim = new Simulation();
    const log: number[] = [];
    const noon = sim.signal('noon');
    sim.at(12, () => noon.fire());
    sim.spawn(ticker, 1, log, () => sim.now);
    const short = sim.spawn(function* (p: Process) {
      yield p.hold(3.5);
    });
    expect(sim.run(short)).toMatchObject({ reason: 'signal', now: 3.5 });
    expect(sim.run(short)).toMatchObject({ reason: 'signal', now: 3.5 });
    expect(sim.run(() => log.length >= 7)).toMatchObject({ reason: 'predicate', now: 7 });
    expect(sim.run(noon)).toMatchObject({ reason: 'signal', now: 12 });
  });

  it('ends when nothing is left, and names who still waits and for what', () => {
    const sim = new Simulation();
    const pump = sim.resource('pump', { capacity: 1 });
    const never = sim.signal('never');
    function* user(p: Process) {
      yield pump.seize(p);
      yield p.waitFor(never);
    }
    sim.spawnNamed('first', user);
    sim.spawn(user);
    expect(sim.run()).toMatchObject({
      reason: 'empty',
      waiting: [
        { process: 'first', waitsFor: 'never' },
        { process: 'user#2', waitsFor: 'pump' },
      ],
    });
  });

  it('that runs dry before the time asked for says so, and the clock still moves there', () => {
    const sim = new Simulation();
    sim.after(2, () => {});
    expect(sim.run(10)).toMatchObject({ reason: 'empty', now: 10 });
  });

  it('stops after the event that asked for it, and goes on with the next run', () => {
    const sim = new Simulation();
    const log: number[] = [];
    sim.at(1, () => sim.stop());
    sim.at(1, () => log.push(sim.now));
    expect(sim.run()).toMatchObject({ reason: 'stopped', now: 1 });
    expect(log).toEqual([]);
    expect(sim.run().reason).toBe('empty');
    expect(log).toEqual([1]);
  });

  it('goes step by step', () => {
    const sim = new Simulation();
    const log: number[] = [];
    for (const time of [3, 1, 2]) sim.at(time, () => log.push(time));
    expect([sim.step(), sim.now, sim.step(), sim.step(), sim.step()]).toEqual([true, 1, true, true, false]);
    expect(log).toEqual([1, 2, 3]);
  });

  it('ends at the event limit', () => {
    const sim = new Simulation({ eventLimit: 10 });
    sim.spawn(ticker, 1, [], () => sim.now);
    expect(sim.run(100)).toMatchObject({ reason: 'event-limit', events: 10, now: 9 });
  });

  it('fails, naming the process, when time no longer advances by events', () => {
    const sim = new Simulation({ sameTimeLimit: 100 });
    sim.spawnNamed('spinner', function* (p: Process) {
      yield p.hold(4);
      for (;;) yield p.hold(0);
    });
    expect(() => sim.run()).toThrow(/^At time 4: Process spinner: 100 steps ran at this one time/);
  });

  it('fails, naming the process, when time no longer advances without events', () => {
    const sim = new Simulation({ sameTimeLimit: 100 });
    const unit = sim.resource('unit', { capacity: 1 });
    sim.spawnNamed('grabber', function* (p: Process) {
      for (;;) {
        yield unit.seize(p);
        unit.release(p);
      }
    });
    expect(() => sim.run()).toThrow(
      expect.objectContaining({ code: 'SAME_TIME_LOOP', process: 'grabber', time: 0 }),
    );
  });

  it('refuses to run inside itself', () => {
    const sim = new Simulation();
    sim.after(1, () => void sim.run());
    expect(() => sim.run()).toThrow(expect.objectContaining({ code: 'SIMULATION_RUNNING', time: 1 }));
  });

  it('refuses an end in the past', () => {
    const sim = new Simulation();
    sim.run(5);
    expect(() => sim.run(4)).toThrow(/time 4 lies in the past/);
    expect(() => sim.run(NaN)).toThrow(/TIME_INVALID|time NaN/);
  });
});

describe('callbacks', () => {
  it('run by time, then priority, then order of the call', () => {
    const sim = new Simulation();
    const log: string[] = [];
    sim.at(1, () => log.push('second'));
    sim.at(1, () => log.push('third'));
    sim.at(1, () => log.push('last'), 1);
    sim.at(1, () => log.push('first'), -1);
    sim.run();
    expect(log).toEqual(['first', 'second', 'third', 'last']);
  });

  it('can be cancelled once, and not after they ran, even if their place is taken again', () => {
    const sim = new Simulation();
    const log: number[] = [];
    const first = sim.at(1, () => log.push(1));
    const second = sim.at(2, () => log.push(2));
    expect([sim.cancel(second), sim.cancel(second)]).toEqual([true, false]);
    sim.run(1);
    sim.at(3, () => log.push(3));
    expect(sim.cancel(first)).toBe(false);
    sim.run();
    expect(log).toEqual([1, 3]);
  });

  it('refuse a time that is past or not finite, and a delay below zero', () => {
    const sim = new Simulation();
    sim.run(5);
    for (const time of [4, NaN, Infinity]) {
      expect(() => sim.at(time, () => {})).toThrow(
        expect.objectContaining({ code: 'TIME_INVALID', time: 5 }),
      );
    }
    for (const delay of [-1, -1e-300, NaN, Infinity]) {
      expect(() => sim.after(delay, () => {})).toThrow(
        expect.objectContaining({ code: 'DELAY_INVALID', time: 5 }),
      );
    }
    expect(sim.run().events).toBe(0);
  });

  it('that throw end the run with the time', () => {
    const sim = new Simulation();
    sim.at(3, () => {
      throw new RangeError('no such ward');
    });
    expect(() => sim.run()).toThrow(/^At time 3: no such ward/);
  });
});

describe('simulations side by side', () => {
  it('share nothing: interleaved they do what each does alone', () => {
    const make = (seed: number) => {
      const sim = new Simulation({ seed });
      const log: number[] = [];
      const wait = sim.sampler('wait', { type: 'exponential', mean: 1 });
      sim.spawn(function* (p: Process) {
        for (;;) {
          yield p.hold(wait());
          log.push(sim.now);
        }
      });
      return { sim, log };
    };
    const alone = [1, 2, 3].map((seed) => {
      const { sim, log } = make(seed);
      sim.run(50);
      return log;
    });
    const together = [1, 2, 3].map(make);
    for (let end = 1; end <= 50; end++) for (const { sim } of together) sim.run(end);
    expect(together.map(({ log }) => log)).toEqual(alone);
    expect(alone[0]).not.toEqual(alone[1]);
  });

  it('draw the same numbers from a named stream whatever other streams exist', () => {
    const one = new Simulation({ seed: 9, replication: 4 });
    const two = new Simulation({ seed: 9, replication: 4 });
    two.stream('other').next();
    const draw = (sim: Simulation) => Array.from({ length: 5 }, () => sim.stream('arrival').next());
    expect(draw(two)).toEqual(draw(one));
    expect(draw(new Simulation({ seed: 9, replication: 5 }))).not.toEqual(
      draw(new Simulation({ seed: 9, replication: 4 })),
    );
  });
});

describe('a trace', () => {
  it('says line by line what happened, the same in every run', () => {
    const lines = () => {
      const trace: TraceEntry[] = [];
      const sim = new Simulation({ trace: (entry) => void trace.push(entry) });
      const bed = sim.resource('bed', { capacity: 1 });
      function* patient(p: Process, stay: number) {
        yield bed.seize(p, { patience: 5 });
        if (p.reneged) return;
        yield p.hold(stay);
        bed.release(p);
      }
      sim.spawn(patient, 8);
      sim.spawn(patient, 1);
      sim.run();
      return trace.map(formatTrace);
    };
    expect(lines()).toEqual([
      '0\tspawn\tpatient#1',
      '0\tspawn\tpatient#2',
      '0\tstart\tpatient#1',
      '0\tgrant\tpatient#1\tbed 1/1 in use, 0 waiting',
      '0\thold\tpatient#1\t8',
      '0\tstart\tpatient#2',
      '0\twait\tpatient#2\tbed',
      '5\tleave\tpatient#2\tbed 1/1 in use, 0 waiting',
      '5\tresume\tpatient#2\treneged',
      '5\tend\tpatient#2',
      '8\tresume\tpatient#1\tcompleted',
      '8\trelease\tpatient#1\tbed 0/1 in use, 0 waiting',
      '8\tend\tpatient#1',
    ]);
    expect(lines()).toEqual(lines());
  });
});
