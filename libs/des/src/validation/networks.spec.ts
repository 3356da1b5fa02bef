import { Tally } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import type { Process } from '../process.ts';
import { Simulation } from '../simulation.ts';
import { birthDeath, meanOver, mmcWait } from './queueing-theory.spec-support.ts';
import { expectTruth, replicate } from './station.spec-support.ts';

/** Three stations: from the first, 40 % go to the second and 60 % to the third; from the third, 25 % go back to the first. */
const stations = [
  { servers: 1, serviceRate: 2 },
  { servers: 2, serviceRate: 0.5 },
  { servers: 1, serviceRate: 1.5 },
] as const;
const arrivalRate = 1;
/** The traffic equations solved: 1 + 0.15 of the first comes back to it. */
const throughput = [1 / 0.85, 0.4 / 0.85, 0.6 / 0.85] as const;

function runNetwork(replication: number): { present: number[]; time: number } {
  const sim = new Simulation({ seed: 3, replication });
  const resources = stations.map(({ servers }, i) => sim.resource(`station ${i}`, { capacity: servers }));
  const services = stations.map(({ serviceRate }, i) =>
    sim.sampler(`service ${i}`, { type: 'exponential', rate: serviceRate }),
  );
  const interval = sim.sampler('arrivals', { type: 'exponential', rate: arrivalRate });
  const ways = sim.stream('ways');
  const levels = stations.map((_, i) => sim.level(`present ${i}`));
  const time = sim.tally('time');
  function* job(p: Process) {
    const since = sim.now;
    let at = 0;
    while (at >= 0) {
      levels[at]!.add(1);
      yield resources[at]!.seize(p);
      yield p.hold(services[at]!());
      resources[at]!.release(p);
      levels[at]!.add(-1);
      const chance = ways.next();
      if (at === 0) at = chance < 0.4 ? 1 : 2;
      else at = at === 2 && chance < 0.25 ? 0 : -1;
    }
    time.add(sim.now - since);
  }
  function* source(p: Process) {
    for (;;) {
      yield p.hold(interval());
      sim.spawn(job);
    }
  }
  sim.spawn(source);
  sim.run(500);
  sim.resetStatistics();
  sim.run(15_000);
  return { present: levels.map((level) => level.mean), time: time.mean };
}

/** Times between departures of a stationary M/M/1: it starts with a number present drawn from its distribution. */
function departures(load: number, count: number, replication: number): number[] {
  const sim = new Simulation({ seed: 4, replication });
  const server = sim.resource('server', { capacity: 1 });
  const interval = sim.sampler('arrivals', { type: 'exponential', rate: load });
  const service = sim.sampler('service', { type: 'exponential', mean: 1 });
  const gaps: number[] = [];
  let last = 0;
  function* customer(p: Process) {
    yield server.seize(p);
    yield p.hold(service());
    server.release(p);
    gaps.push(sim.now - last);
    last = sim.now;
  }
  function* source(p: Process) {
    for (;;) {
      yield p.hold(interval());
      sim.spawn(customer);
    }
  }
  const present = Math.floor(Math.log(sim.stream('initial').open()) / Math.log(load));
  for (let i = 0; i < present; i++) sim.spawn(customer);
  sim.spawn(source);
  sim.run(() => gaps.length === count);
  return gaps;
}

describe('networks', () => {
  it('of Jackson hold at each station what it would hold alone', () => {
    const runs = replicate(8, runNetwork);
    let total = 0;
    stations.forEach(({ servers, serviceRate }, i) => {
      const load = throughput[i]! / serviceRate;
      const present = load + throughput[i]! * (mmcWait(servers, load) / serviceRate);
      total += present;
      expectTruth(
        runs.map((run) => run.present[i]!),
        present,
        0.03,
      );
    });
    expectTruth(
      runs.map(({ time }) => time),
      total / arrivalRate,
      0.03,
    );
  });

  it('with a finite source keep as many machines running as machine repair says', () => {
    for (const repairers of [1, 2]) {
      const [machines, failureRate] = [6, 0.25];
      const chain = birthDeath(
        machines + 1,
        (down) => (machines - down) * failureRate,
        (down) => Math.min(down, repairers),
      );
      const runs = replicate(16, (replication) => {
        const sim = new Simulation({ seed: 5, replication });
        const crew = sim.resource('crew', { capacity: repairers });
        const running = sim.level('running', machines);
        const life = sim.sampler('life', { type: 'exponential', rate: failureRate });
        const repair = sim.sampler('repair', { type: 'exponential', mean: 1 });
        function* machine(p: Process) {
          for (;;) {
            yield p.hold(life());
            running.add(-1);
            yield crew.seize(p);
            yield p.hold(repair());
            crew.release(p);
            running.add(1);
          }
        }
        for (let i = 0; i < machines; i++) sim.spawn(machine);
        sim.run(100);
        sim.resetStatistics();
        sim.run(5000);
        return { running: running.mean, busy: crew.busy.mean };
      });
      expectTruth(
        runs.map((run) => run.running),
        meanOver(chain, (down) => machines - down),
        0.01,
      );
      expectTruth(
        runs.map((run) => run.busy),
        meanOver(chain, (down) => Math.min(down, repairers)),
        0.01,
      );
    }
  });
});

describe('departures of a stationary M/M/1', () => {
  const load = 0.7;
  const runs = replicate(20, (replication) => departures(load, 4000, replication));

  it('are as frequent and as irregular as a Poisson process (Burke)', () => {
    expectTruth(
      runs.map((gaps) => meanOf(gaps)),
      1 / load,
      0.01,
    );
    expectTruth(
      runs.map((gaps) => {
        const tally = new Tally();
        for (const gap of gaps) tally.add(gap);
        return tally.variance * load * load;
      }),
      1,
      0.02,
    );
  });

  it('have exponential times between them, by Kolmogorov and Smirnov', () => {
    const gaps = runs.flat().sort((a, b) => a - b);
    const distance = Math.max(
      ...gaps.map((gap, i) => {
        const probability = -Math.expm1(-load * gap);
        return Math.max(probability - i / gaps.length, (i + 1) / gaps.length - probability);
      }),
    );
    // The critical value at one in a thousand.
    expect(distance * Math.sqrt(gaps.length)).toBeLessThan(1.95);
  });

  it('have times between them that do not depend on the one before', () => {
    const correlations = runs.map((gaps) => {
      const mean = meanOf(gaps);
      const products = gaps.slice(1).map((gap, i) => (gap - mean) * (gaps[i]! - mean));
      return meanOf(products) * load * load;
    });
    const standardError = 1 / Math.sqrt(20 * 4000);
    expect(Math.abs(meanOf(correlations))).toBeLessThan(4.5 * standardError);
  });
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
