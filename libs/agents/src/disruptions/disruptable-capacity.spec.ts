import { type Process, Simulation } from '@veinline/des';
import { describe, expect, it } from 'vitest';
import { DisruptableCapacity } from './disruptable-capacity.ts';
import { DisruptionInjector } from './injector.ts';

const shifts = [0, 1, 2, 3].flatMap((day) => [
  { from: day, capacity: 10 },
  { from: day + 0.5, capacity: 0 },
]);

function bench(strength: 'off' | { factor: number }, to = 1.25) {
  const simulation = new Simulation({ timeUnit: 'days' });
  const resource = simulation.resource('bench', { capacity: 10 });
  const capacity = new DisruptableCapacity(simulation, resource, { pieces: shifts });
  new DisruptionInjector(
    simulation,
    [{ name: 'fire', effect: 'capacity', when: { from: 0.25, to }, strength }],
    {
      capacity: { targets: [{ id: 'bench' }], apply: (_, modifier) => capacity.modify(modifier) },
    },
  ).start();
  return { simulation, resource };
}

describe('a capacity under a schedule and disruptions', () => {
  it('is what the schedule says, modified, at every time', () => {
    const { simulation, resource } = bench({ factor: 0.29 });
    const seen = [0.1, 0.3, 0.6, 1.1, 1.3, 1.6, 2.1].map((time) => {
      simulation.run(time);
      return resource.capacity;
    });
    expect(seen).toEqual([10, 2, 0, 2, 10, 0, 10]);
  });

  it('keeps a run going for work that waits for the next shift or the end of a disruption', () => {
    const { simulation, resource } = bench('off', 2.75);
    let done = 0;
    simulation.spawn(function* (p: Process) {
      yield p.hold(0.3);
      yield resource.seize(p);
      yield p.hold(0.1);
      resource.release(p);
      done = simulation.now;
    });
    simulation.run();
    expect(done).toBeCloseTo(3.1, 12);
  });

  it('refuses a schedule it cannot follow', () => {
    const simulation = new Simulation();
    const resource = simulation.resource('bench', { capacity: 1 });
    expect(() => new DisruptableCapacity(simulation, resource, { pieces: shifts, period: 4 })).toThrow(
      /bench cannot follow/,
    );
    expect(() => new DisruptableCapacity(simulation, resource, { pieces: [] })).toThrow(
      /bench cannot follow/,
    );
  });
});
