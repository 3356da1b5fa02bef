import fc from 'fast-check';
import type { DistributionSpec } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import type { Process } from '../process.ts';
import { Simulation } from '../simulation.ts';

const spec: fc.Arbitrary<DistributionSpec | number> = fc.constantFrom<DistributionSpec | number>(
  0.75,
  { type: 'exponential', mean: 1 },
  { type: 'uniform', min: 0, max: 2 },
  { type: 'lognormal', mean: 1, cv: 2 },
  { type: 'gamma', mean: 1, cv: 0.4 },
);

interface Model {
  readonly interval: DistributionSpec | number;
  readonly service: DistributionSpec | number;
  readonly capacity: number;
  readonly discipline: 'fifo' | 'lifo' | 'priority';
  readonly customers: number;
  readonly seed: number;
}

const models: fc.Arbitrary<Model> = fc.record({
  interval: spec,
  service: spec,
  capacity: fc.integer({ min: 1, max: 4 }),
  discipline: fc.constantFrom('fifo', 'lifo', 'priority'),
  customers: fc.integer({ min: 1, max: 150 }),
  seed: fc.nat(10_000),
});

interface Seen {
  readonly presentArea: number;
  readonly busyArea: number;
  readonly queueArea: number;
  readonly timeSum: number;
  readonly serviceSum: number;
  readonly waitSum: number;
  /** Moments at which somebody waited although a server was free. */
  readonly idleWhileWaiting: number;
  /** Times at which nobody was there any more. */
  readonly emptied: number[];
}

/** Runs a model to its end. Customers bring their service time along, so the discipline cannot change the work. */
function observe({ interval, service, capacity, discipline, customers, seed }: Model): Seen {
  const sim = new Simulation({ seed });
  const server = sim.resource('server', { capacity, discipline });
  const present = sim.level('present');
  const intervals = sim.sampler('arrivals', interval);
  const services = sim.sampler('service', service);
  const priorities = sim.stream('priority');
  const sums = { time: 0, service: 0, wait: 0 };
  const emptied: number[] = [];
  let idleWhileWaiting = 0;
  const look = (): void => {
    if (server.waiting > 0 && server.free > 0) idleWhileWaiting++;
  };
  function* customer(p: Process, work: number, priority: number) {
    const since = sim.now;
    present.add(1);
    yield server.seize(p, { priority });
    look();
    sums.wait += sim.now - since;
    yield p.hold(work);
    server.release(p);
    look();
    sums.service += work;
    sums.time += sim.now - since;
    present.add(-1);
    if (present.value === 0) emptied.push(sim.now);
  }
  function* source(p: Process) {
    for (let i = 0; i < customers; i++) {
      yield p.hold(intervals() / capacity);
      sim.spawn(customer, services(), Math.floor(priorities.next() * 3));
      look();
    }
  }
  sim.spawn(source);
  sim.run();
  return {
    presentArea: present.area,
    busyArea: server.busy.area,
    queueArea: server.queueLength.area,
    timeSum: sums.time,
    serviceSum: sums.service,
    waitSum: sums.wait,
    idleWhileWaiting,
    emptied,
  };
}

describe('over random models', () => {
  it("Little's law holds for the system, the queue and the servers", () => {
    fc.assert(
      fc.property(models, (model) => {
        const seen = observe(model);
        expect(seen.presentArea).toBeCloseTo(seen.timeSum, 7);
        expect(seen.queueArea).toBeCloseTo(seen.waitSum, 7);
        expect(seen.busyArea).toBeCloseTo(seen.serviceSum, 7);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('no server idles while somebody waits', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(observe(model).idleWhileWaiting).toBe(0);
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it('a single server empties at the same times whatever its discipline', () => {
    fc.assert(
      fc.property(models, (model) => {
        const [fifo, lifo, priority] = (['fifo', 'lifo', 'priority'] as const).map(
          (discipline) => observe({ ...model, capacity: 1, discipline }).emptied,
        );
        expect(lifo!.length).toBe(fifo!.length);
        expect(priority!.length).toBe(fifo!.length);
        fifo!.forEach((time, i) => {
          expect(lifo![i]).toBeCloseTo(time, 9);
          expect(priority![i]).toBeCloseTo(time, 9);
        });
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
