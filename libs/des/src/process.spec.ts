import { describe, expect, it } from 'vitest';
import { Outcome } from './outcome.ts';
import { type Process, type ProcessBody } from './process.ts';
import { Simulation } from './simulation.ts';

describe('a process', () => {
  it('starts by an event at the time it is spawned, after what is due already', () => {
    const sim = new Simulation();
    const log: string[] = [];
    sim.at(1, () => {
      sim.spawn(function* () {
        log.push(`started ${sim.now}`);
      });
      log.push('spawned');
    });
    sim.at(1, () => log.push('due already'));
    sim.run();
    expect(log).toEqual(['spawned', 'due already', 'started 1']);
  });

  it('holds for its delay, also of zero, and lets others at the same time go first then', () => {
    const sim = new Simulation();
    const log: string[] = [];
    function* body(p: Process, name: string) {
      yield p.hold(1);
      log.push(`${name} ${sim.now}`);
      yield p.hold(0);
      log.push(`${name} ${sim.now}`);
    }
    sim.spawn(body, 'a');
    sim.spawn(body, 'b');
    sim.run();
    expect(log).toEqual(['a 1', 'b 1', 'a 1', 'b 1']);
  });

  it('is named after its body and a serial number, or as it was told', () => {
    const sim = new Simulation();
    function* nurse(p: Process) {
      yield p.hold(1);
    }
    expect([sim.spawn(nurse).name, sim.spawn(nurse).name, sim.spawnNamed('Ada', nurse).name]).toEqual([
      'nurse#1',
      'nurse#2',
      'Ada',
    ]);
    expect(sim.spawn(nurse).id).toBe(4);
  });

  it('joins another, reads its result, and does not wait for one that has ended', () => {
    const sim = new Simulation();
    const log: unknown[] = [];
    function* child(p: Process): ProcessBody<string> {
      yield p.hold(5);
      return 'ready';
    }
    sim.spawn(function* (p: Process) {
      const other = sim.spawn(child);
      yield p.join(other);
      log.push([sim.now, other.result, other.isDone]);
      yield p.join(other);
      log.push(sim.now);
      yield p.join(sim.spawn(child), { patience: 2 });
      log.push([sim.now, p.outcome === Outcome.timedOut]);
    });
    sim.run();
    expect(log).toEqual([[5, 'ready', true], 5, [7, true]]);
  });
});

describe('an interrupt', () => {
  it('ends a hold at once with cause and remaining time', () => {
    const sim = new Simulation();
    const log: unknown[] = [];
    const sleeper = sim.spawn(function* (p: Process) {
      yield p.hold(10);
      log.push([sim.now, p.outcome, p.cause, p.remaining]);
      yield p.hold(p.remaining);
      log.push([sim.now, p.outcome]);
    });
    sim.at(3, () => sleeper.interrupt('alarm'));
    sim.run();
    expect(log).toEqual([
      [3, Outcome.interrupted, 'alarm', 7],
      [10, Outcome.completed],
    ]);
  });

  it('takes a process out of the queue it stands in', () => {
    const sim = new Simulation();
    const desk = sim.resource('desk', { capacity: 1 });
    const log: unknown[] = [];
    function* client(p: Process, name: string) {
      yield desk.seize(p);
      log.push([sim.now, name, p.outcome]);
      if (p.outcome !== Outcome.completed) return;
      yield p.hold(4);
      desk.release(p);
    }
    sim.spawn(client, 'first');
    const second = sim.spawn(client, 'second');
    sim.spawn(client, 'third');
    sim.at(1, () => second.interrupt());
    sim.run();
    expect(log).toEqual([
      [0, 'first', Outcome.completed],
      [1, 'second', Outcome.interrupted],
      [4, 'third', Outcome.completed],
    ]);
    expect(desk.reneged).toBe(1);
  });

  it('takes effect at the next command of a process that is due at this very time or has not started', () => {
    const sim = new Simulation();
    const log: unknown[] = [];
    const go = sim.signal('go');
    const waiter = sim.spawn(function* (p: Process) {
      yield p.waitFor(go);
      log.push([sim.now, p.outcome]);
      yield p.hold(6);
      log.push([sim.now, p.outcome, p.remaining, p.cause]);
    });
    sim.at(2, () => {
      go.fire();
      waiter.interrupt('late');
    });
    const fresh = sim.spawn(function* (p: Process) {
      yield p.hold(1);
      log.push([sim.now, p.outcome]);
    });
    fresh.interrupt();
    sim.run();
    expect(log).toEqual([
      [0, Outcome.interrupted],
      [2, Outcome.completed],
      [2, Outcome.interrupted, 6, 'late'],
    ]);
  });

  it('does nothing to a process that has ended, and is refused to oneself', () => {
    const sim = new Simulation();
    const done = sim.spawn(function* () {});
    sim.run();
    expect(done.interrupt()).toBe(false);
    sim.spawnNamed('narcissus', function* (p: Process) {
      p.interrupt();
    });
    expect(() => sim.run()).toThrow(
      expect.objectContaining({ code: 'SELF_INTERRUPT', process: 'narcissus' }),
    );
  });
});

describe('waiting for several things', () => {
  const conditions = (patience?: number) => {
    const sim = new Simulation();
    const log: unknown[] = [];
    const a = sim.signal('a');
    const b = sim.signal('b');
    const child = sim.spawn(function* (p: Process) {
      yield p.hold(4);
    });
    sim.at(2, () => b.fire());
    sim.at(3, () => a.fire());
    const options = patience === undefined ? undefined : { patience };
    sim.spawn(function* (p: Process) {
      yield p.any([a, b, child], options);
      log.push(['any', sim.now, p.fired, p.outcome]);
    });
    sim.spawn(function* (p: Process) {
      yield p.all([a, b, child, a], options);
      log.push(['all', sim.now, p.fired, p.outcome]);
    });
    sim.run();
    expect([a.waiting, b.waiting]).toEqual([0, 0]);
    return log;
  };

  it('ends with the first for any and the last for all', () => {
    expect(conditions()).toEqual([
      ['any', 2, 1, Outcome.completed],
      ['all', 4, 2, Outcome.completed],
    ]);
  });

  it('ends by time-out when patience runs out first, and leaves every list', () => {
    expect(conditions(1)).toEqual([
      ['any', 1, -1, Outcome.timedOut],
      ['all', 1, -1, Outcome.timedOut],
    ]);
  });

  it('goes on at once when it has happened already', () => {
    const sim = new Simulation();
    const open = sim.signal('open', { latched: true });
    open.fire();
    const log: unknown[] = [];
    sim.spawn(function* (p: Process) {
      yield p.any([sim.signal('other'), open]);
      log.push([sim.now, p.fired]);
      yield p.all([open]);
      open.reset();
      yield p.waitFor(open, { patience: 3 });
      log.push([sim.now, p.outcome]);
    });
    sim.run();
    expect(log).toEqual([
      [0, 1],
      [3, Outcome.timedOut],
    ]);
  });

  it('is refused without anything to wait for', () => {
    const sim = new Simulation();
    sim.spawn(function* (p: Process) {
      yield p.all([]);
    });
    expect(() => sim.run()).toThrow(expect.objectContaining({ code: 'CONDITION_EMPTY' }));
  });
});

describe('a signal', () => {
  it('wakes those who wait now, in the order they came, and hands over its value', () => {
    const sim = new Simulation();
    const news = sim.signal<string>('news');
    const log: unknown[] = [];
    function* reader(p: Process, name: string, delay: number) {
      yield p.hold(delay);
      yield p.waitFor(news, { patience: 100 });
      log.push([name, sim.now, news.value, p.outcome]);
    }
    sim.spawn(reader, 'b', 2);
    sim.spawn(reader, 'a', 1);
    sim.spawn(reader, 'late', 5);
    sim.at(3, () => news.fire('first'));
    sim.run();
    expect(log).toEqual([
      ['a', 3, 'first', Outcome.completed],
      ['b', 3, 'first', Outcome.completed],
      ['late', 105, 'first', Outcome.timedOut],
    ]);
  });
});

describe('a fault in a process', () => {
  const failing = (body: (p: Process, sim: Simulation) => ProcessBody): (() => unknown) => {
    const sim = new Simulation();
    sim.spawnNamed('culprit', function* (p: Process) {
      yield p.hold(2);
      yield* body(p, sim);
    });
    return () => sim.run();
  };
  const fault = (code: string) => expect.objectContaining({ code, process: 'culprit', time: 2 });

  it.each([-1, NaN, Infinity, -1e-300])('names process and time for the delay %s', (delay) => {
    expect(
      failing(function* (p) {
        yield p.hold(delay);
      }),
    ).toThrow(fault('DELAY_INVALID'));
  });

  it('names process and time for a patience that is no duration', () => {
    expect(
      failing(function* (p, sim) {
        yield p.waitFor(sim.signal('x'), { patience: NaN });
      }),
    ).toThrow(fault('DELAY_INVALID'));
  });

  it('names process and time for what the body throws, and keeps the cause', () => {
    const cause = new TypeError('cells is undefined');
    expect(
      failing(function* () {
        throw cause;
      }),
    ).toThrow(expect.objectContaining({ message: 'At time 2: Process culprit: cells is undefined', cause }));
  });

  it('tells of a yield without a command', () => {
    expect(
      failing(function* () {
        yield 5;
      }),
    ).toThrow(fault('YIELD_WITHOUT_COMMAND'));
  });

  it('tells of two commands before one yield', () => {
    expect(
      failing(function* (p) {
        p.hold(1);
        yield p.hold(1);
      }),
    ).toThrow(fault('COMMAND_NOT_YIELDED'));
    expect(
      failing(function* (p, sim) {
        const unit = sim.resource('unit', { capacity: 1 });
        unit.seize(p);
        yield p.hold(1);
      }),
    ).toThrow(fault('COMMAND_NOT_YIELDED'));
  });

  it('tells of a command for a process whose turn it is not, or that has ended', () => {
    const sim = new Simulation();
    const asleep = sim.spawn(function* asleep(p: Process) {
      yield p.hold(5);
    });
    sim.at(1, () => asleep.hold(1));
    expect(() => sim.run()).toThrow(
      expect.objectContaining({ code: 'NOT_ITS_TURN', process: 'asleep#1', time: 1 }),
    );
    sim.run();
    expect(() => asleep.hold(1)).toThrow(expect.objectContaining({ code: 'PROCESS_ENDED' }));
  });

  it('tells of a body that is no generator', () => {
    const sim = new Simulation();
    const body = (() => undefined) as unknown as () => ProcessBody;
    expect(() => sim.spawn(body)).toThrow(expect.objectContaining({ code: 'PROCESS_BODY_INVALID' }));
  });

  it('ends that process only: the simulation can still run on', () => {
    const sim = new Simulation();
    const log: number[] = [];
    sim.spawn(function* (p: Process) {
      yield p.hold(1);
      throw new Error('first fault');
    });
    sim.spawn(function* (p: Process) {
      yield p.hold(1);
      yield p.hold(1);
      log.push(sim.now);
    });
    expect(() => sim.run()).toThrow(/first fault/);
    expect(sim.run().reason).toBe('empty');
    expect(log).toEqual([2]);
  });
});
