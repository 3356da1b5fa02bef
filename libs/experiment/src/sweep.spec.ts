import { ShufflingRunner, formula, station } from './test-models.spec-support.ts';
import { describe, expect, it } from 'vitest';
import { gridDesign, latinHypercubeDesign, runDesign, sweep } from './sweep.ts';
import { InlineRunner } from './inline-runner.ts';
import { defineExperiment } from './experiment.ts';
import { runFactorial } from './factorial.ts';

const models = [formula, station];
const runner = new InlineRunner(models);
const plain = defineExperiment({ model: formula, settings: { replications: 2 } });
const noisy = defineExperiment({ model: formula, parameters: { noise: 5 }, settings: { replications: 8 } });
const meansOf = (points: Awaited<ReturnType<typeof sweep>>) =>
  points.map(({ result }) => result.summary['y']!.interval!.mean);

describe('sweep', () => {
  it('runs every combination, the last parameter fastest', async () => {
    const points = await sweep(plain, { x1: [0, 3], 'deep.x3': [1, 2] }, { runner });
    expect(points.map(({ changes }) => changes)).toEqual([
      { x1: 0, 'deep.x3': 1 },
      { x1: 0, 'deep.x3': 2 },
      { x1: 3, 'deep.x3': 1 },
      { x1: 3, 'deep.x3': 2 },
    ]);
    expect(meansOf(points)).toEqual([10, 11, 1, 2]);
    expect(points[3]!.result.experiment.name).toBe('x1=3, deep.x3=2');
  });

  it('uses the same random numbers at every point', async () => {
    const points = await sweep(noisy, { x2: [0, 10] }, { runner });
    const [a, b] = points.map(({ result }) => result.outputs['y']!);
    for (const [r, value] of a!.entries()) expect(b![r]! - value).toBeCloseTo(20, 10);
  });

  it('gives the same with several workers that finish in another order', async () => {
    const levels = { x1: [0, 1, 2, 3, 4], x2: [0, 1] };
    const many = new ShufflingRunner(models, (results) => results.reverse(), 4);
    expect(await sweep(noisy, levels, { runner: many })).toEqual(await sweep(noisy, levels, { runner }));
  });

  it('refuses a value the model does not take, before anything runs', async () => {
    const done: number[] = [];
    const options = { runner, onProgress: () => done.push(1) };
    await expect(sweep(plain, { x1: [0, 11] }, options)).rejects.toThrow(/x1 {2}is 11/);
    await expect(sweep(plain, { x4: [0] }, options)).rejects.toMatchObject({ code: 'PARAMETER_UNKNOWN' });
    expect(done).toEqual([]);
  });
});

describe('a Latin hypercube', () => {
  const ranges = { x1: { low: -1, high: 1 }, x2: { low: 1, high: 4, isWhole: true } };

  it('has one point in each slice of every range, the same for the same seed', () => {
    const design = latinHypercubeDesign(ranges, { samples: 20, seed: 3 });
    const slices = design.map(({ x1 }) => Math.floor(((Number(x1) + 1) / 2) * 20)).sort((a, b) => a - b);
    expect(slices).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(latinHypercubeDesign(ranges, { samples: 20, seed: 3 })).toEqual(design);
    expect(latinHypercubeDesign(ranges, { samples: 20, seed: 4 })).not.toEqual(design);
  });

  it('gives whole numbers their equal share', () => {
    const values = latinHypercubeDesign(ranges, { samples: 40, seed: 1 }).map(({ x2 }) => Number(x2));
    expect([1, 2, 3, 4].map((wanted) => values.filter((value) => value === wanted).length)).toEqual([
      10, 10, 10, 10,
    ]);
  });

  it('runs like any design', async () => {
    const points = await runDesign(plain, latinHypercubeDesign(ranges, { samples: 5, seed: 1 }), { runner });
    expect(points).toHaveLength(5);
  });

  it('refuses a range that does not go up', () => {
    expect(() => latinHypercubeDesign({ x1: { low: 2, high: 1 } }, { samples: 2, seed: 1 })).toThrow(
      'The range of x1 goes from 2 to 1.',
    );
  });

  it('refuses a grid without levels', () => {
    expect(() => gridDesign({ x1: [] })).toThrow(expect.objectContaining({ code: 'DESIGN_INVALID' }));
  });
});

describe('a two-level factorial', () => {
  const ranges = { x1: { low: 0, high: 2 }, x2: { low: 0, high: 10 }, 'deep.x3': { low: 0, high: 1 } };

  it('finds the main effects of a formula', async () => {
    const { points, effects } = await runFactorial(plain, { ranges }, { runner });
    expect(points).toHaveLength(8);
    const found = effects('y').map(({ factor, interval }) => [factor, interval.mean]);
    // (x1 - 3)^2 goes from 9 to 1, 2 * x2 from 0 to 20, x3 from 0 to 1.
    expect(found).toEqual([
      ['x1', -8],
      ['x2', 20],
      ['deep.x3', 1],
    ]);
  });

  it('needs half the runs with a generator, and says what it confounds', async () => {
    const generators = { 'deep.x3': ['x1', 'x2'] };
    const { points, effects, design } = await runFactorial(plain, { ranges, generators }, { runner });
    expect(points).toHaveLength(4);
    expect(design.resolution).toBe(3);
    expect(effects('y')[0]).toMatchObject({
      factor: 'x1',
      interval: { mean: -8 },
      aliases: [['x2', 'deep.x3']],
    });
  });

  it('knows no noise in a difference that common random numbers remove', async () => {
    const { effects } = await runFactorial(noisy, { ranges }, { runner });
    expect(effects('y')[1]!.interval.mean).toBeCloseTo(20, 10);
    expect(effects('y')[1]!.interval.halfWidth).toBeLessThan(1e-9);
  });
});
