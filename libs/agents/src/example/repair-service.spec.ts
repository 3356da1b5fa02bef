import { pairedInterval } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import { type RepairParameters, floodedNorth } from './repair-parameters.ts';
import { RepairService } from './repair-service.ts';

const watching: RepairParameters = {
  ...floodedNorth,
  loop: { ...floodedNorth.loop, rule: { type: 'observe-only' } },
};
const replications = 16;

function lateness(parameters: RepairParameters): Float64Array {
  return Float64Array.from({ length: replications }, (_, replication) =>
    new RepairService(parameters, { seed: 2026, replication }).run(),
  );
}

describe('a repair service that uses all parts', () => {
  it('is less late under a disruption with the loop than without, on the same random numbers', () => {
    const without = lateness(watching);
    const change = pairedInterval(lateness(floodedNorth), without, 0.99);
    expect(change.high).toBeLessThan(0);
    expect(change.mean).toBeLessThan(-0.25 * (without.reduce((sum, value) => sum + value, 0) / replications));
  });

  it('has the same calls in both arms, as common random numbers demand', () => {
    const callsOf = (parameters: RepairParameters): readonly number[] => {
      const service = new RepairService(parameters, { seed: 1, replication: 3 });
      service.run();
      return [...service.jobs].flatMap((job) => [
        service.jobs.columns.arrived.get(job),
        service.jobs.columns.hours.get(job),
      ]);
    };
    expect(callsOf(floodedNorth)).toEqual(callsOf(watching));
  });

  it('repeats to the last line of its logs from the same seed, and differs with another', () => {
    const played = (seed: number) => {
      const service = new RepairService(floodedNorth, { seed, replication: 0 });
      const late = service.run();
      return {
        late,
        loop: service.loop.log,
        disruptions: service.injector.log,
        jobs: service.jobs.snapshot(),
      };
    };
    const [first, again, other] = [played(5), played(5), played(6)];
    expect(again).toEqual(first);
    expect(other.loop).not.toEqual(first.loop);
    expect(JSON.parse(JSON.stringify(first.loop))).toEqual(first.loop);
  });

  it('loses no job, no crew and no work, and moves crews only to where it said', () => {
    const service = new RepairService(floodedNorth, { seed: 7, replication: 0 });
    service.run();
    const { waiting, underway, done } = service.jobsByState();
    expect(waiting + underway + done).toBe(service.jobs.size);
    expect(done).toBeGreaterThan(1000);
    let open = 0;
    for (const job of service.jobs)
      if (service.jobs.columns.finished.get(job) === Infinity) open += service.jobs.columns.hours.get(job);
    expect(service.ledger.backlog()).toBeCloseTo(open, 6);
    expect([0, 1, 2, 3].reduce((sum, n) => sum + service.crews.columns.district.countOf(n), 0)).toBe(16);
    expect(service.loop.performed).toBeGreaterThan(3);
    const busiest = service.ledger.utilisation('crew 0', 84, (from, to) => to - from);
    expect(Math.max(...busiest.map(({ utilisation }) => utilisation))).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('says why it moved crews', () => {
    const service = new RepairService(floodedNorth, { seed: 7, replication: 0 });
    service.run();
    const acted = service.loop.log.find(({ actions }) => actions.length > 0)!;
    expect(acted.decidedAt - acted.observedAt).toBe(0.25);
    expect(acted.reason).toMatch(
      /^Because spread [\d.]+ is above 16: move a crew from \w+ to \w+ \(score [\d.]+\)/,
    );
    expect(acted.alternatives.length).toBeGreaterThan(3);
  });
});
