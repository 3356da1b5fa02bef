import { Tally, meanInterval, type DistributionSpec } from '@veinline/stats';
import { expect } from 'vitest';
import type { Level } from '../level.ts';
import { Outcome } from '../outcome.ts';
import type { Process } from '../process.ts';
import type { Resource, ResourceOptions } from '../resource.ts';
import { Simulation } from '../simulation.ts';

/** A station: customers come, wait, are served and leave. Times in any unit. */
export interface StationOptions {
  readonly arrival: DistributionSpec;
  readonly service: DistributionSpec | number;
  readonly capacity: number;
  readonly customers: number;
  /** Customers before the statistics start. */
  readonly warmUp?: number;
  readonly resource?: Omit<ResourceOptions, 'capacity'>;
  readonly patience?: DistributionSpec;
  /** Priority of the customer of this number. */
  readonly priority?: (number: number, chance: number) => number;
}

/** What a run of a station left behind. */
export interface StationRun {
  readonly sim: Simulation;
  readonly server: Resource;
  /** Customers present over time. */
  readonly present: Level;
  /** Time in the system of those served. */
  readonly time: Tally;
  /** Waits of those served, by priority. */
  readonly waits: Map<number, Tally>;
  readonly waited: number;
  readonly arrived: number;
}

/** Runs a station in generator processes until its last customer has left. */
export function runStation(options: StationOptions, replication = 0, seed = 1): StationRun {
  const sim = new Simulation({ seed, replication });
  const { capacity, customers, warmUp = 0 } = options;
  const server = sim.resource('server', { capacity, ...options.resource });
  const present = sim.level('present');
  const time = sim.tally('time');
  const waits = new Map<number, Tally>();
  const interval = sim.sampler('arrivals', options.arrival);
  const service = sim.sampler('service', options.service);
  const patience = options.patience && sim.sampler('patience', options.patience);
  const chances = sim.stream('priority');
  let waited = 0;
  let arrived = 0;
  function* customer(p: Process, number: number, counts: boolean) {
    const since = sim.now;
    const priority = options.priority?.(number, chances.next()) ?? 0;
    if (counts) arrived++;
    if (counts && server.free <= 0) waited++;
    present.add(1);
    yield server.seize(p, { priority, ...(patience && { patience: patience() }) });
    if (p.outcome === Outcome.completed) {
      if (counts) {
        let wait = waits.get(priority);
        if (wait === undefined) waits.set(priority, (wait = new Tally()));
        wait.add(sim.now - since);
      }
      yield p.hold(service());
      server.release(p);
      if (counts) time.add(sim.now - since);
    }
    present.add(-1);
  }
  function* source(p: Process) {
    for (let number = 0; number < customers + warmUp; number++) {
      yield p.hold(interval());
      if (number === warmUp) sim.resetStatistics();
      sim.spawn(customer, number, number >= warmUp);
    }
    sim.stop();
  }
  sim.spawn(source);
  sim.run();
  return { sim, server, present, time, waits, waited, arrived };
}

/**
 * Values of independent replications must agree with theory: theory lies in their 99.99 % interval, which with the fixed
 * seeds either always holds or never, and the standard error is small enough for that to mean something.
 */
export function expectTruth(values: readonly number[], truth: number, relativeError: number): void {
  const { low, high, standardDeviation } = meanInterval(values, 0.9999);
  expect(standardDeviation / Math.sqrt(values.length) / truth).toBeLessThan(relativeError);
  expect(low).toBeLessThan(truth);
  expect(high).toBeGreaterThan(truth);
}

/** Values of replications 0, 1, … of one model. */
export function replicate<T>(count: number, run: (replication: number) => T): T[] {
  return Array.from({ length: count }, (_, replication) => run(replication));
}
