import { describe, expect, it } from 'vitest';
import { Simulation } from '../simulation.ts';
import { cobhamWaits, erlangC, mg1Wait, mmcWait } from './queueing-theory.spec-support.ts';
import { expectTruth, replicate, runStation } from './station.spec-support.ts';
import type { DistributionSpec } from '@veinline/stats';

const exponential = (rate: number): DistributionSpec => ({ type: 'exponential', rate });

/** Mean wait at a single server in callbacks, by Lindley's rule read off the events. */
function singleServerWait(load: number, service: DistributionSpec | number, replication: number): number {
  const sim = new Simulation({ seed: 11, replication });
  const interval = sim.sampler('arrivals', exponential(load));
  const serviceTime = sim.sampler('service', service);
  const wait = sim.tally('wait');
  const waiting: number[] = [];
  let first = 0;
  let isBusy = false;
  let left = 103_000;
  const serve = (since: number): void => {
    wait.add(sim.now - since);
    sim.after(serviceTime(), () => {
      if (first < waiting.length) serve(waiting[first++]!);
      else isBusy = false;
    });
  };
  const arrive = (): void => {
    if (--left === 100_000) sim.resetStatistics();
    if (left > 0) sim.after(interval(), arrive);
    if (isBusy) {
      waiting.push(sim.now);
    } else {
      isBusy = true;
      serve(sim.now);
    }
  };
  sim.after(interval(), arrive);
  sim.run();
  return wait.mean;
}

describe('the closed forms used', () => {
  it('give the published values', () => {
    expect(mmcWait(1, 0.9)).toBeCloseTo(9, 9);
    expect(mmcWait(10, 9)).toBeCloseTo(0.668732, 6);
    expect(erlangC(5, 3)).toBeCloseTo(0.236152, 6);
    expect(mg1Wait(0.9, 0)).toBeCloseTo(4.5, 9);
    expect(mg1Wait(0.9, 2)).toBeCloseTo(13.5, 9);
    const [first, second] = cobhamWaits([0.3, 0.5]);
    expect(first).toBeCloseTo(1.142857, 6);
    expect(second).toBeCloseTo(5.714286, 6);
  });
});

describe('waiting without limits', () => {
  it('is 9 service times in M/M/1 at load 0.9', () => {
    expectTruth(
      replicate(12, (replication) => singleServerWait(0.9, exponential(1), replication)),
      9,
      0.03,
    );
  });

  it('is 4.5 service times in M/D/1 at load 0.9', () => {
    expectTruth(
      replicate(8, (replication) => singleServerWait(0.9, 1, replication)),
      4.5,
      0.03,
    );
  });

  it('is 13.5 service times in M/G/1 at load 0.9 with twice the variance (Pollaczek-Khinchine)', () => {
    const service: DistributionSpec = { type: 'gamma', mean: 1, cv: Math.SQRT2 };
    expectTruth(
      replicate(12, (replication) => singleServerWait(0.9, service, replication)),
      13.5,
      0.04,
    );
  });

  it('is that of Pollaczek and Khinchine for lognormal service, too', () => {
    const service: DistributionSpec = { type: 'lognormal', mean: 1, cv: 0.8 };
    const runs = replicate(8, (replication) =>
      runStation(
        { arrival: exponential(0.7), service, capacity: 1, customers: 25_000, warmUp: 1000 },
        replication,
      ),
    );
    expectTruth(
      runs.map(({ server }) => server.wait.mean),
      mg1Wait(0.7, 0.64),
      0.03,
    );
  });

  it('comes to 66.9 % of customers of M/M/10 at load 9, for 0.669 service times on average', () => {
    const runs = replicate(10, (replication) =>
      runStation(
        { arrival: exponential(9), service: exponential(1), capacity: 10, customers: 50_000, warmUp: 2000 },
        replication,
      ),
    );
    expectTruth(
      runs.map(({ server }) => server.wait.mean),
      0.668732,
      0.04,
    );
    expectTruth(
      runs.map(({ waited, arrived }) => waited / arrived),
      erlangC(10, 9),
      0.01,
    );
    expectTruth(
      runs.map(({ server }) => server.utilisation),
      0.9,
      0.005,
    );
  });

  it('comes to 23.6 % of customers of M/M/5 at load 3 (Erlang C)', () => {
    const runs = replicate(6, (replication) =>
      runStation(
        { arrival: exponential(3), service: exponential(1), capacity: 5, customers: 25_000, warmUp: 500 },
        replication,
      ),
    );
    expectTruth(
      runs.map(({ waited, arrived }) => waited / arrived),
      0.236152,
      0.02,
    );
  });

  it('is shared out between two priorities as Cobham says', () => {
    const runs = replicate(10, (replication) =>
      runStation(
        {
          arrival: exponential(0.8),
          service: exponential(1),
          capacity: 1,
          customers: 50_000,
          warmUp: 1000,
          resource: { discipline: 'priority' },
          priority: (_, chance) => (chance < 0.3 / 0.8 ? 0 : 1),
        },
        replication,
      ),
    );
    const [first, second] = cobhamWaits([0.3, 0.5]);
    expectTruth(
      runs.map(({ waits }) => waits.get(0)!.mean),
      first!,
      0.01,
    );
    expectTruth(
      runs.map(({ waits }) => waits.get(1)!.mean),
      second!,
      0.03,
    );
  });
});
