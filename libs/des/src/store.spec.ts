import { describe, expect, it } from 'vitest';
import { Outcome } from './outcome.ts';
import { type Process } from './process.ts';
import { Simulation } from './simulation.ts';
import { type GetOptions, type StoreOptions } from './store.ts';
import fc from 'fast-check';

/** Puts items one by one at their times; each getter logs when it got what. */
function exchange(
  options: StoreOptions<number>,
  puts: [number, number][],
  gets: [number, GetOptions<number>?][],
) {
  const sim = new Simulation();
  const shelf = sim.store<number>('shelf', options);
  const log: unknown[] = [];
  for (const [time, item] of puts) {
    sim.spawn(function* (p: Process) {
      yield p.hold(time);
      yield shelf.put(p, item);
      if (sim.now > time) log.push(`${item} had to wait until ${sim.now}`);
    });
  }
  gets.forEach(([time, get], index) => {
    sim.spawn(function* (p: Process) {
      yield p.hold(time);
      yield shelf.get(p, get);
      log.push(p.reneged ? `${index} left at ${sim.now}` : `${index} got ${shelf.received(p)} at ${sim.now}`);
    });
  });
  sim.run();
  return { log, shelf, sim };
}

describe('a store', () => {
  it('hands items out in order of arrival to those who come, in order of request', () => {
    const { log, shelf } = exchange(
      {},
      [
        [1, 10],
        [2, 20],
        [5, 30],
      ],
      [[0], [3], [4]],
    );
    expect(log).toEqual(['0 got 10 at 1', '1 got 20 at 3', '2 got 30 at 5']);
    expect([shelf.getWait.sum, shelf.level.area, shelf.items.length]).toEqual([2, 1, 0]);
  });

  it('hands out by an order of items, and serves lower priority numbers first', () => {
    const { log } = exchange(
      { order: (a, b) => a - b },
      [
        [1, 30],
        [1, 10],
        [1, 20],
      ],
      [[2], [2], [2, { priority: -1 }]],
    );
    expect(log).toEqual(['0 got 10 at 2', '1 got 20 at 2', '2 got 30 at 2']);
    expect(exchange({}, [[1, 7]], [[0], [0, { priority: -1 }]]).log).toEqual(['1 got 7 at 1']);
  });

  it('gives a filter only what it accepts, and lets others pass it meanwhile', () => {
    const { log, sim } = exchange(
      {},
      [
        [1, 10],
        [2, 15],
        [3, 20],
      ],
      [[0, { filter: (item) => item > 12 }], [0.5], [0.6, { filter: (item) => item === 99 }]],
    );
    expect(log).toEqual(['1 got 10 at 1', '0 got 15 at 2']);
    expect(sim.waiting()).toEqual([{ process: 'process#6', waitsFor: 'shelf (get)' }]);
  });

  it('makes those wait who find it full, until there is room', () => {
    const { log, shelf } = exchange(
      { capacity: 1 },
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
      [[5], [6]],
    );
    expect(log).toEqual(['0 got 1 at 5', '2 had to wait until 5', '1 got 2 at 6', '3 had to wait until 6']);
    expect(shelf.items).toEqual([3]);
  });

  it('loses those whose patience runs out', () => {
    const { log, shelf } = exchange({}, [[9, 1]], [[0, { patience: 2 }]]);
    expect(log).toEqual(['0 left at 2']);
    expect([shelf.items, shelf.getting]).toEqual([[1], []]);
  });

  it('serves callbacks at once or not at all', () => {
    const sim = new Simulation();
    const shelf = sim.store<string>('shelf', { capacity: 2 });
    expect([shelf.tryGet(), shelf.tryPut('a'), shelf.tryPut('b'), shelf.tryPut('c')]).toEqual([
      undefined,
      true,
      true,
      false,
    ]);
    expect([
      shelf.tryGet((item) => item === 'b'),
      shelf.tryGet((item) => item === 'x'),
      shelf.tryGet(),
    ]).toEqual(['b', undefined, 'a']);
  });

  it('refuses to hand over what was not received', () => {
    const sim = new Simulation();
    const shelf = sim.store<number>('shelf');
    sim.spawnNamed('hasty', function* (p: Process) {
      yield shelf.get(p, { patience: 1 });
      shelf.received(p);
    });
    expect(() => sim.run()).toThrow(/At time 1: Process hasty: It received nothing from shelf/);
    expect(() => sim.store('none', { capacity: 0 })).toThrow(
      expect.objectContaining({ code: 'STORE_INVALID' }),
    );
  });

  it('loses and invents no items', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9)),
        fc.array(fc.nat(9)),
        fc.integer({ min: 1, max: 4 }),
        (puts, gets, capacity) => {
          const { log, shelf } = exchange(
            { capacity },
            puts.map((time, item) => [time, item]),
            gets.map((time) => [time]),
          );
          const got = log
            .map(String)
            .filter((line) => line.includes('got'))
            .map((line) => Number(line.split(' ')[2]));
          expect(new Set([...got, ...shelf.items]).size).toBe(got.length + shelf.items.length);
          expect(got.length).toBe(Math.min(puts.length, gets.length));
          expect(shelf.items.length).toBe(Math.min(capacity, puts.length - got.length));
        },
      ),
    );
  });
});

describe('a container', () => {
  function* mover(p: Process, time: number, move: (p: Process) => undefined, done: () => void) {
    yield p.hold(time);
    yield move(p);
    if (p.outcome === Outcome.completed) done();
  }

  it('gives amounts when there is enough, takes them when there is room, and is not overtaken', () => {
    const sim = new Simulation();
    const tank = sim.container('tank', { capacity: 10, initial: 4 });
    const log: string[] = [];
    const say = (what: string) => () => log.push(`${what} at ${sim.now}, ${tank.content} left`);
    sim.spawn(mover, 1, (p) => tank.get(p, 6), say('get 6'));
    sim.spawn(mover, 2, (p) => tank.get(p, 1), say('get 1'));
    sim.spawn(mover, 3, (p) => tank.put(p, 5), say('put 5'));
    sim.spawn(mover, 4, (p) => tank.put(p, 9), say('put 9'));
    sim.spawn(mover, 5, (p) => tank.get(p, 2), say('get 2'));
    sim.run();
    expect(log).toEqual([
      ...[
        'put 5 at 3, 2 left',
        'get 6 at 3, 2 left',
        'get 1 at 3, 2 left',
        'get 2 at 5, 9 left',
        'put 9 at 5, 9 left',
      ],
    ]);
    expect(tank.level.area).toBe(3 * 4 + 1 * 2 + 1 * 2);
    expect(tank.getWait.sum).toBe(2 + 1);
  });

  it('lets the next go when the first gives up, and serves priorities', () => {
    const sim = new Simulation();
    const tank = sim.container('tank', { initial: 3 });
    const log: string[] = [];
    sim.spawn(
      mover,
      0,
      (p) => tank.get(p, 5, { patience: 2 }),
      () => log.push('never'),
    );
    sim.spawn(
      mover,
      1,
      (p) => tank.get(p, 3),
      () => log.push(`three at ${sim.now}`),
    );
    sim.spawn(
      mover,
      1,
      (p) => tank.get(p, 4, { priority: -1 }),
      () => log.push(`four at ${sim.now}`),
    );
    sim.at(4, () => tank.tryPut(4));
    sim.run();
    expect(log).toEqual(['four at 4', 'three at 4']);
    expect([tank.tryGet(1), tank.tryPut(2), tank.tryGet(1), tank.content]).toEqual([false, true, true, 1]);
  });

  it.each([0, -1, NaN, 11, Infinity])('refuses the amount %s', (amount) => {
    const sim = new Simulation();
    const tank = sim.container('tank', { capacity: 10 });
    sim.spawnNamed('pipe', function* (p: Process) {
      yield tank.put(p, amount);
    });
    expect(() => sim.run()).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID', process: 'pipe' }));
    expect(() => sim.container('tank', { capacity: 1, initial: 2 })).toThrow(
      expect.objectContaining({ code: 'CONTAINER_INVALID' }),
    );
  });
});
