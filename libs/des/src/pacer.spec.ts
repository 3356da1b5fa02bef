import { Pacer, type PacerOptions } from './pacer.ts';
import { describe, expect, it } from 'vitest';
import { Simulation } from './simulation.ts';

/** A wall clock that moves only while somebody waits; `onWait` looks on before each wait. */
function paced(factor: number, onWait: (wall: number, pacer: Pacer) => void = () => {}) {
  const sim = new Simulation();
  let wall = 5_000;
  const seen: [number, number][] = [];
  for (const time of [1, 2.5, 4]) sim.at(time, () => seen.push([time, wall - 5_000]));
  const options: PacerOptions = {
    factor,
    clock: () => wall,
    wait: (milliseconds) => {
      onWait(wall - 5_000, pacer);
      wall += milliseconds;
      return Promise.resolve();
    },
  };
  const pacer = new Pacer(sim, options);
  return { sim, pacer, seen };
}

describe('a pacer', () => {
  it('handles each event at its wall time', async () => {
    const { pacer, seen } = paced(2);
    await pacer.run();
    expect(seen).toEqual([
      [1, 500],
      [2.5, 1250],
      [4, 2000],
    ]);
  });

  it('stands still while paused, and resumes without a jump', async () => {
    const { pacer, seen } = paced(1, (wall, each) => {
      if (wall >= 1_500 && wall < 1_550) each.pause();
      if (wall >= 4_500) each.resume();
    });
    await pacer.run();
    expect(seen[0]).toEqual([1, 1000]);
    expect(seen[1]![1]).toBe(5_500);
    expect(seen[2]![1]).toBe(7_000);
  });

  it('steps while paused', () => {
    const { pacer, sim, seen } = paced(1);
    pacer.pause();
    expect([pacer.isPaused, pacer.step(), sim.now, pacer.due]).toEqual([true, true, 1, 1]);
    expect([pacer.step(), pacer.step(), pacer.step()]).toEqual([true, true, false]);
    expect(seen.map(([time]) => time)).toEqual([1, 2.5, 4]);
  });

  it('changes its factor without a jump', async () => {
    const { pacer, seen } = paced(1, (wall, each) => {
      if (wall >= 1_000 && each.factor === 1) each.factor = 10;
    });
    await pacer.run();
    expect(seen.map(([, wall]) => wall)).toEqual([1000, 1150, 1300]);
  });

  it('runs to a time, and stops when told', async () => {
    const { pacer, sim, seen } = paced(1);
    await pacer.run(3);
    expect([sim.now, seen.length]).toEqual([3, 2]);
    const other = paced(1, (wall, each) => wall > 2_000 && each.stop());
    await other.pacer.run();
    expect(other.seen).toEqual([[1, 1000]]);
  });

  it('runs as fast as possible at an infinite factor, and never changes what happens', async () => {
    const { pacer, seen } = paced(Infinity);
    await pacer.run();
    expect(seen).toEqual([
      [1, 0],
      [2.5, 0],
      [4, 0],
    ]);
  });

  it.each([0, -1, NaN])('refuses a factor of %s', (factor) => {
    expect(() => paced(factor)).toThrow(expect.objectContaining({ code: 'PACE_INVALID' }));
  });
});
