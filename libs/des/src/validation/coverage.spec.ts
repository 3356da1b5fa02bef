import { meanInterval } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../simulation.ts';

const load = 0.4;
/** Enough for the mean of a run to be nearly normal: waits are skewed, and Student’s interval is not exact for them. */
const customers = 250;

/**
 * Mean wait of the first customers of an M/M/1. The first comes at time 0 and finds the number present that customers find
 * in the long run, so that every one of them waits load / (1 - load) on average: no bias that would spoil the coverage.
 */
function meanWait(replication: number): number {
  const sim = new Simulation({ seed: 6, replication });
  const interval = sim.sampler('arrivals', { type: 'exponential', rate: load });
  const service = sim.sampler('service', { type: 'exponential', mean: 1 });
  // Since when each waits; those there at the start wait like any others, but their waits do not count.
  const waiting: (number | null)[] = [];
  let present = Math.floor(Math.log(sim.stream('initial').open()) / Math.log(load));
  for (let i = 1; i < present; i++) waiting.push(null);
  let waits = 0;
  let served = 0;
  const serve = (since: number | null): void => {
    if (since !== null) {
      waits += sim.now - since;
      if (++served === customers) sim.stop();
    }
    sim.after(service(), finish);
  };
  const finish = (): void => {
    present--;
    const since = waiting.shift();
    if (since !== undefined) serve(since);
  };
  const arrive = (): void => {
    if (++present === 1) serve(sim.now);
    else waiting.push(sim.now);
    sim.after(interval(), arrive);
  };
  if (present > 0) sim.after(service(), finish);
  arrive();
  sim.run();
  return waits / customers;
}

describe('95 % intervals for the mean wait of M/M/1', () => {
  it('cover it in 95 % of 1,000 macro-replications, within binomial bounds', () => {
    const macros = 1000;
    const runs = 40;
    const truth = load / (1 - load);
    let covered = 0;
    for (let macro = 0; macro < macros; macro++) {
      const values = Array.from({ length: runs }, (_, run) => meanWait(macro * runs + run));
      const { low, high } = meanInterval(values, 0.95);
      if (low <= truth && truth <= high) covered++;
    }
    // Four standard errors of a binomial share.
    const bound = 4 * Math.sqrt((0.95 * 0.05) / macros);
    expect(Math.abs(covered / macros - 0.95)).toBeLessThan(bound);
  });
});
