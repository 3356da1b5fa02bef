import { describe, expect, it } from 'vitest';
import { formula, ishigami } from './test-models.spec-support.ts';
import { morrisSensitivity, sobolSensitivity } from './sensitivity.ts';
import { InlineRunner } from './inline-runner.ts';
import { defineExperiment } from './experiment.ts';

const runner = new InlineRunner([formula, ishigami]);
const single = { replications: 1 };

describe('sobolSensitivity', () => {
  it('finds the indices of the Ishigami function within their intervals', async () => {
    const range = { low: -Math.PI, high: Math.PI };
    const experiment = defineExperiment({ model: ishigami, settings: single });
    const plan = { outputs: ['y'], ranges: { a: range, b: range, c: range }, samples: 512 };
    const result = await sobolSensitivity(experiment, plan, { runner });
    expect(result.experiments).toBe(5 * 512);
    const [y] = result.outputs;
    expect(y).toMatchObject({ output: 'y', unit: '1' });
    expect(y!.variance).toBeCloseTo(13.844588, 0);
    const [a, b, c] = y!.factors;
    expect(a!.firstOrder.index).toBeCloseTo(0.313905, 1);
    expect(b!.firstOrder.index).toBeCloseTo(0.442411, 1);
    expect(c!.firstOrder.index).toBeCloseTo(0, 1);
    expect(a!.total.index).toBeCloseTo(0.557589, 1);
    expect(b!.total.index).toBeCloseTo(0.442411, 1);
    expect(c!.total.index).toBeCloseTo(0.243684, 1);
  });

  it('is the same for the same seed', async () => {
    const experiment = defineExperiment({
      model: formula,
      parameters: { noise: 1 },
      settings: { replications: 2 },
    });
    const plan = {
      outputs: ['y'],
      ranges: { x1: { low: 0, high: 1 }, x2: { low: 0, high: 1 } },
      samples: 16,
    };
    const first = await sobolSensitivity(experiment, plan, { runner });
    expect(await sobolSensitivity(experiment, plan, { runner })).toEqual(first);
  });
});

describe('morrisSensitivity', () => {
  it('gives linear parameters their slope over the range, and no spread', async () => {
    const experiment = defineExperiment({
      model: formula,
      parameters: { noise: 3 },
      settings: { replications: 2 },
    });
    const ranges = { x2: { low: 0, high: 5 }, 'deep.x3': { low: 0, high: 7 }, x1: { low: 0, high: 6 } };
    const result = await morrisSensitivity(
      experiment,
      { outputs: ['y'], ranges, trajectories: 12 },
      { runner },
    );
    expect(result.experiments).toBe(12 * 4);
    const [x2, x3, x1] = result.outputs[0]!.factors;
    expect(x2).toMatchObject({
      path: 'x2',
      mu: expect.closeTo(10, 9) as number,
      sigma: expect.closeTo(0, 9) as number,
    });
    expect(x3!.muStar).toBeCloseTo(7, 9);
    // (x1 - 3)^2 is symmetric over 0 to 6: its effects cancel in mu but not in muStar.
    expect(x1!.sigma).toBeGreaterThan(1);
    expect(x1!.muStar).toBeGreaterThan(Math.abs(x1!.mu));
  });

  it('explains every output from the same runs when none is named', async () => {
    const experiment = defineExperiment({ model: formula, settings: single });
    const plan = { ranges: { x1: { low: 0, high: 1 }, x2: { low: 0, high: 1 } }, samples: 16 };
    const all = await sobolSensitivity(experiment, plan, { runner });
    expect(all.outputs.map(({ output }) => output)).toEqual(['y', 'x1']);
    const alone = await sobolSensitivity(experiment, { ...plan, outputs: ['x1'] }, { runner });
    expect(alone.outputs).toEqual([all.outputs[1]]);
  });

  it('refuses an output and a parameter that do not exist', async () => {
    const experiment = defineExperiment({ model: formula, settings: single });
    const ranges = { x1: { low: 0, high: 1 } };
    await expect(
      morrisSensitivity(experiment, { outputs: ['z'], ranges, trajectories: 2 }, { runner }),
    ).rejects.toMatchObject({ code: 'OUTPUT_UNKNOWN' });
    await expect(
      morrisSensitivity(
        experiment,
        { outputs: ['y'], ranges: { x9: ranges.x1 }, trajectories: 2 },
        { runner },
      ),
    ).rejects.toMatchObject({ code: 'PARAMETER_UNKNOWN' });
    await expect(
      morrisSensitivity(experiment, { outputs: ['y'], ranges: {}, trajectories: 2 }, { runner }),
    ).rejects.toMatchObject({ code: 'RANGE_INVALID' });
  });
});
