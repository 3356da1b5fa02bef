import type { DistributionSpec } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import { birthDeath, erlangB, meanOver } from './queueing-theory.spec-support.ts';
import {
  expectTruth,
  replicate,
  runStation,
  type StationOptions,
  type StationRun,
} from './station.spec-support.ts';

const exponential = (rate: number): DistributionSpec => ({ type: 'exponential', rate });

function runs(count: number, options: StationOptions): StationRun[] {
  return replicate(count, (replication) => runStation({ warmUp: 500, ...options }, replication, 2));
}

describe('customers lost', () => {
  it('are as many as Erlang B says', () => {
    expect(erlangB(10, 9)).toBeCloseTo(0.167963, 6);
    expect(erlangB(5, 3)).toBeCloseTo(0.110054, 6);
  });

  it.each<[string, DistributionSpec | number]>([
    ['exponential', exponential(1)],
    ['constant', 1],
    ['lognormal', { type: 'lognormal', mean: 1, cv: 1.5 }],
    ['uniform', { type: 'uniform', min: 0, max: 2 }],
  ])('do not depend on the form of the service time: %s (insensitivity of Erlang B)', (_, service) => {
    const lossy = runs(6, {
      arrival: exponential(9),
      service,
      capacity: 10,
      customers: 25_000,
      resource: { queueLimit: 0 },
    });
    expectTruth(
      lossy.map(({ server, arrived }) => server.balked / arrived),
      0.167963,
      0.02,
    );
  });

  it('of M/M/1/K and M/M/c/K are those who come to a full house', () => {
    for (const { capacity, places, rate } of [
      { capacity: 1, places: 5, rate: 0.8 },
      { capacity: 1, places: 4, rate: 1.3 },
      { capacity: 3, places: 7, rate: 2.5 },
    ]) {
      const chain = birthDeath(
        places + 1,
        () => rate,
        (n) => Math.min(n, capacity),
      );
      const limited = runs(6, {
        arrival: exponential(rate),
        service: exponential(1),
        capacity,
        customers: 25_000,
        resource: { queueLimit: places - capacity },
      });
      expectTruth(
        limited.map(({ server, arrived }) => server.balked / arrived),
        chain[places]!,
        0.03,
      );
      expectTruth(
        limited.map(({ present }) => present.mean),
        meanOver(chain, (n) => n),
        0.02,
      );
      expectTruth(
        limited.map(({ server }) => server.busy.mean),
        meanOver(chain, (n) => Math.min(n, capacity)),
        0.02,
      );
    }
  });

  it('of Erlang A are those whose patience runs out', () => {
    const [rate, servers, impatience] = [10, 9, 0.5];
    const chain = birthDeath(
      120,
      () => rate,
      (n) => Math.min(n, servers) + impatience * Math.max(0, n - servers),
    );
    const queue = meanOver(chain, (n) => Math.max(0, n - servers));
    const impatient = runs(8, {
      arrival: exponential(rate),
      service: exponential(1),
      capacity: servers,
      customers: 30_000,
      patience: exponential(impatience),
    });
    expectTruth(
      impatient.map(({ server }) => server.queueLength.mean),
      queue,
      0.02,
    );
    // Those who wait leave at the rate of impatience.
    expectTruth(
      impatient.map(({ server, arrived }) => server.reneged / arrived),
      (impatience * queue) / rate,
      0.02,
    );
    expectTruth(
      impatient.map(({ server }) => server.utilisation),
      meanOver(chain, (n) => Math.min(n, servers)) / servers,
      0.01,
    );
  });
});
