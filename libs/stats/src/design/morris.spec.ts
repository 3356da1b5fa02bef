import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamFamily } from '../random/index.ts';
import { morrisDesign, morrisEffects, type ElementaryEffects } from './morris.ts';

const screen = (
  model: (x: Float64Array) => number,
  dimensions: number,
  trajectories = 200,
  seed = 1,
): ElementaryEffects[] => {
  const design = morrisDesign({
    dimensions,
    trajectories,
    stream: new StreamFamily({ seed }).stream('morris'),
  });
  return morrisEffects(design, design.points.map(model));
};

describe('morrisDesign', () => {
  it('moves one factor at a time, each once a trajectory, by two thirds on the grid of four levels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2, max: 10 }),
        fc.nat(),
        (dimensions, trajectories, seed) => {
          const { points } = morrisDesign({
            dimensions,
            trajectories,
            stream: new StreamFamily({ seed }).stream('m'),
          });
          expect(points).toHaveLength(trajectories * (dimensions + 1));
          expect(points.every((point) => point.every((x) => [0, 1 / 3, 2 / 3, 1].includes(x)))).toBe(true);
          for (let t = 0; t < trajectories; t++) {
            const moved = new Set<number>();
            for (let s = 1; s <= dimensions; s++) {
              const [from, to] = [points[t * (dimensions + 1) + s - 1]!, points[t * (dimensions + 1) + s]!];
              const changes = Array.from(to, (x, d) => x - from[d]!);
              expect(changes.filter((change) => change !== 0)).toHaveLength(1);
              const d = changes.findIndex((change) => change !== 0);
              expect(Math.abs(changes[d]!)).toBeCloseTo(2 / 3, 12);
              moved.add(d);
            }
            expect(moved.size).toBe(dimensions);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('uses every level of every factor equally often', () => {
    const { points } = morrisDesign({
      dimensions: 2,
      trajectories: 4000,
      stream: new StreamFamily({ seed: 2 }).stream('m'),
    });
    const starts = points.filter((_, i) => i % 3 === 0);
    for (const level of [0, 1, 2, 3]) {
      const share = starts.filter((point) => Math.round(point[0]! * 3) === level).length / starts.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt(0.1875 / 4000));
    }
  });

  it('refuses an odd number of levels', () => {
    const stream = new StreamFamily({ seed: 2 }).stream('m');
    expect(() => morrisDesign({ dimensions: 2, trajectories: 4, levels: 5, stream })).toThrow(/5 levels/);
  });
});

describe('morrisEffects', () => {
  it('of a linear model are its coefficients, without spread', () => {
    const effects = screen((x) => 3 * x[0]! - 2 * x[1]! + 0 * x[2]! + 5, 3, 10);
    [3, -2, 0].forEach((slope, i) => {
      expect(effects[i]!.mu).toBeCloseTo(slope, 10);
      expect(effects[i]!.muStar).toBeCloseTo(Math.abs(slope), 10);
      expect(effects[i]!.sigma).toBeCloseTo(0, 10);
    });
  });

  it('of a valley cancel in mu and show in mu*', () => {
    // (x − ½)² changes by (2x + 2/3 − 1) · 2/3 from x = 0 or 1/3: effects of −1/3 and 1/3.
    const [effect] = screen((x) => (x[0]! - 0.5) ** 2, 1, 400);
    expect(Math.abs(effect!.mu)).toBeLessThan(5 / 3 / Math.sqrt(400));
    expect(effect!.muStar).toBeCloseTo(1 / 3, 10);
    expect(effect!.muStarError).toBeCloseTo(0, 10);
    expect(effect!.sigma).toBeCloseTo(1 / 3, 2);
  });

  it('of a product are the other factor: mean 1/2, standard deviation √5/6', () => {
    const n = 1000;
    for (const effect of screen((x) => x[0]! * x[1]!, 2, n)) {
      expect(Math.abs(effect.mu - 0.5)).toBeLessThan(5 * Math.sqrt(5 / 36 / n));
      expect(Math.abs(effect.sigma - Math.sqrt(5) / 6)).toBeLessThan(0.02);
      expect(effect.muStarError).toBeCloseTo(effect.sigma / Math.sqrt(n), 10);
    }
  });

  it('refuse a wrong number of outputs', () => {
    const design = morrisDesign({
      dimensions: 2,
      trajectories: 2,
      stream: new StreamFamily({ seed: 2 }).stream('m'),
    });
    expect(() => morrisEffects(design, [1, 2])).toThrow(/needs 6 outputs, not 2/);
  });
});
