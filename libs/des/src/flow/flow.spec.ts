import { Tally } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import type { Process } from '../process.ts';
import { Simulation } from '../simulation.ts';
import { compileFlow } from './compile-flow.ts';
import type { FlowDefinition, FlowValue } from './flow-definition.ts';

const exponential = (mean: number, stream: string): FlowValue => ({
  draw: { type: 'exponential', mean },
  stream,
});

const queue = (customers: number): FlowDefinition => ({
  name: 'clinic',
  attributes: ['arrived'],
  pools: { nurse: { capacity: 2 } },
  blocks: [
    { type: 'create', interval: exponential(1 / 1.8, 'arrivals'), limit: customers },
    { type: 'assign', attribute: 'arrived', value: 'now' },
    { type: 'seize', name: 'wait', pool: 'nurse' },
    { type: 'delay', duration: exponential(1, 'service') },
    { type: 'release', pool: 'nurse' },
    { type: 'tally', name: 'time', value: { difference: ['now', { attribute: 'arrived' }] } },
    { type: 'count', name: 'served' },
    { type: 'dispose', name: 'out' },
  ],
});

describe('a compiled flow', () => {
  it('gives the numbers of the same model in processes and in callbacks, bit for bit', () => {
    const customers = 20_000;
    const flowSim = new Simulation({ seed: 5 });
    const flow = compileFlow(flowSim, queue(customers));
    flowSim.run();

    const sim = new Simulation({ seed: 5 });
    const nurse = sim.resource('nurse', { capacity: 2 });
    const time = new Tally();
    const interval = sim.sampler('arrivals', { type: 'exponential', mean: 1 / 1.8 });
    const service = sim.sampler('service', { type: 'exponential', mean: 1 });
    function* patient(p: Process) {
      const arrived = sim.now;
      yield nurse.seize(p);
      yield p.hold(service());
      nurse.release(p);
      time.add(sim.now - arrived);
    }
    function* arrivals(p: Process) {
      for (let i = 0; i < customers; i++) {
        yield p.hold(interval());
        sim.spawn(patient);
      }
    }
    sim.spawn(arrivals);
    sim.run();

    const tally = flow.tally('time');
    expect(tally.mean).toBe(time.mean);
    expect(tally.variance).toBe(time.variance);
    expect(tally.maximum).toBe(time.maximum);
    expect(tally.minimum).toBe(time.minimum);
    expect(tally.mean).toBe(inCallbacks(customers));
    expect(flowSim.now).toBe(sim.now);
    expect(flowSim.eventCount).toBe(sim.eventCount);
    const pool = flow.pool('nurse');
    expect(pool.meanBusy).toBeCloseTo(nurse.busy.mean, 12);
    expect(pool.meanQueue).toBeCloseTo(nurse.queueLength.mean, 12);
    expect(pool.utilisation).toBeCloseTo(nurse.utilisation, 12);
    expect(pool.longestQueue).toBe(nurse.queueLength.maximum);
    expect(pool.served).toBe(nurse.served);
    expect(pool.meanWait).toBeCloseTo(nurse.wait.mean, 10);
    expect(pool.waitVariance).toBeCloseTo(nurse.wait.variance, 8);
    expect(pool.longestWait).toBe(nurse.wait.maximum);
    expect(flow.count('served')).toBe(customers);
    expect(flow.population).toBe(0);
  });

  it('shares one compiled loop among scenarios that differ in numbers only, and keeps their states apart', () => {
    const means = [0.5, 2].map((mean) => {
      const sim = new Simulation({ seed: 5 });
      const definition = queue(500);
      const blocks = definition.blocks.map((block) =>
        block.type === 'delay' ? { ...block, duration: exponential(mean, 'service') } : block,
      );
      const flow = compileFlow(sim, { ...definition, blocks });
      sim.run();
      return flow.tally('time').mean;
    });
    expect(means[0]).toBeLessThan(1.5);
    expect(means[1]).toBeGreaterThan(20);
  });

  it('counts by value and grows to any population', () => {
    const sim = new Simulation();
    const flow = compileFlow(sim, {
      name: 'sorting',
      attributes: ['bin'],
      blocks: [
        { type: 'create', limit: 10_000 },
        { type: 'assign', attribute: 'bin', value: { remainder: ['serial', 3] } },
        { type: 'delay', duration: { product: [{ sum: ['serial', 1] }, 0.25] } },
        { type: 'count', name: 'bins', by: { value: { attribute: 'bin' }, size: 3 } },
        { type: 'dispose' },
      ],
    });
    sim.run(0);
    expect(flow.population).toBe(10_000);
    sim.run();
    expect([...flow.counts('bins')]).toEqual([3334, 3333, 3333]);
    expect(sim.now).toBe(2500);
  });

  it('stops at a time, at a predicate, at an event limit and step by step like any model', () => {
    const whole = new Simulation({ seed: 9 });
    const all = compileFlow(whole, queue(300));
    whole.run();

    const parts = new Simulation({ seed: 9 });
    const flow = compileFlow(parts, queue(300));
    expect(parts.run(20).reason).toBe('time');
    expect(parts.now).toBe(20);
    expect(parts.run(() => flow.count('served') >= 100).reason).toBe('predicate');
    expect(flow.count('served')).toBe(100);
    const before = parts.eventCount;
    expect(parts.step()).toBe(true);
    expect(parts.eventCount).toBe(before + 1);
    parts.run();
    expect(flow.tally('time')).toEqual(all.tally('time'));
    expect(parts.eventCount).toBe(whole.eventCount);

    const limited = new Simulation({ seed: 9, eventLimit: 500 });
    compileFlow(limited, queue(300));
    expect(limited.run()).toMatchObject({ reason: 'event-limit', events: 500 });
  });

  it('forgets its statistics at the end of a warm-up, not its state', () => {
    const sim = new Simulation({ seed: 3 });
    const flow = compileFlow(sim, queue(2000));
    sim.run(500);
    const { inUse, waiting } = flow.pool('nurse');
    const before = flow.count('served');
    sim.resetStatistics();
    expect(flow.count('served')).toBe(0);
    expect(flow.pool('nurse')).toMatchObject({ inUse, waiting, longestQueue: waiting, served: 0 });
    sim.run();
    expect(flow.tally('time').count).toBe(2000 - before);
    expect(flow.pool('nurse').utilisation).toBeGreaterThan(0.7);
  });

  it('takes entities in from processes and hands them back, at the same moment', () => {
    const sim = new Simulation();
    const flow = compileFlow(sim, {
      name: 'washer',
      attributes: ['minutes', 'owner'],
      pools: { machine: { capacity: 1 } },
      blocks: [
        { type: 'seize', name: 'in', pool: 'machine' },
        { type: 'delay', duration: { attribute: 'minutes' } },
        { type: 'release', pool: 'machine' },
        { type: 'dispose', name: 'out', leave: true },
      ],
    });
    const log: [number, number][] = [];
    flow.onLeave('out', ({ owner }) => {
      log.push([sim.now, owner!]);
      if (owner === 1) flow.enter('in', { minutes: 5, owner: 4 });
    });
    function* customer(p: Process, owner: number) {
      yield p.hold(owner);
      flow.enter('in', { minutes: 10, owner });
    }
    for (const owner of [1, 2, 3]) sim.spawn(customer, owner);
    sim.run();
    expect(log).toEqual([
      [11, 1],
      [21, 2],
      [31, 3],
      [36, 4],
    ]);
  });

  it('stops when a listener asks for it, and goes on from there', () => {
    const sim = new Simulation();
    const flow = compileFlow(sim, {
      name: 'line',
      blocks: [
        { type: 'create', interval: 1, limit: 5 },
        { type: 'dispose', name: 'out', leave: true },
      ],
    });
    const seen: number[] = [];
    flow.onLeave('out', () => {
      seen.push(sim.now);
      if (sim.now === 2) sim.stop();
    });
    expect(sim.run().reason).toBe('stopped');
    expect(seen).toEqual([1, 2]);
    expect(sim.run().reason).toBe('empty');
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });
});

/** The same queue in plain callbacks; gives the mean time in the system. */
function inCallbacks(customers: number): number {
  const sim = new Simulation({ seed: 5 });
  const interval = sim.sampler('arrivals', { type: 'exponential', mean: 1 / 1.8 });
  const service = sim.sampler('service', { type: 'exponential', mean: 1 });
  const time = new Tally();
  const waiting: number[] = [];
  let free = 2;
  let created = 0;
  const serve = (arrived: number): void => {
    sim.after(service(), () => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else serve(next);
      time.add(sim.now - arrived);
    });
  };
  const arrive = (): void => {
    if (++created < customers) sim.after(interval(), arrive);
    if (free === 0) {
      waiting.push(sim.now);
    } else {
      free--;
      serve(sim.now);
    }
  };
  sim.after(interval(), arrive);
  sim.run();
  return time.mean;
}
