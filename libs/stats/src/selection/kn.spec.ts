import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { kn, type KnOptions } from './kn.ts';

const options: KnOptions = { objective: 'maximise', indifference: 1, confidence: 0.95 };
const macroReplications = 1000;

/** Share of correct selections and mean number of replications, on systems known to be normal. */
function experiment(
  means: readonly number[],
  deviations: readonly number[],
  correlation: number,
  settings: KnOptions,
): { correct: number; replications: number } {
  const best = means.indexOf(settings.objective === 'maximise' ? Math.max(...means) : Math.min(...means));
  let correct = 0;
  let replications = 0;
  for (let replication = 0; replication < macroReplications; replication++) {
    const stream = new StreamFamily({ seed: 31, replication }).stream('kn');
    const samples = means.map(() => new Float64Array(400));
    for (let j = 0; j < 400; j++) {
      const common = gaussian(stream) * Math.sqrt(correlation);
      means.forEach((mean, i) => {
        samples[i]![j] = mean + deviations[i]! * (common + Math.sqrt(1 - correlation) * gaussian(stream));
      });
    }
    const decision = kn(samples, settings);
    if (!decision.done) throw new Error('400 replications were not enough.');
    if (decision.best === best) correct++;
    replications += decision.replications.reduce((a, b) => a + b);
  }
  return { correct: correct / macroReplications, replications: replications / macroReplications };
}

// Four standard errors below the guarantee.
const guaranteed = 0.95 - 4 * Math.sqrt((0.95 * 0.05) / macroReplications);

describe('kn', () => {
  it('selects the best of five that lead by no more than the indifference, as often as it promises', () => {
    const { correct } = experiment([1, 0, 0, 0, 0], [1, 1, 1, 1, 1], 0, options);
    expect(correct).toBeGreaterThan(guaranteed);
  });

  it('keeps its promise with unequal variances, and when the least is best', () => {
    const { correct } = experiment([0, 1, 1, 2], [2, 0.5, 2, 1], 0, { ...options, objective: 'minimise' });
    expect(correct).toBeGreaterThan(guaranteed);
  });

  it('keeps its promise in batches of ten', () => {
    const { correct } = experiment([1, 0, 0, 0, 0], [1, 1, 1, 1, 1], 0, { ...options, batch: 10 });
    expect(correct).toBeGreaterThan(guaranteed);
  });

  it('needs far fewer replications under common random numbers, at the same promise', () => {
    const independent = experiment([1, 0, 0, 0, 0], [2, 2, 2, 2, 2], 0, options);
    const common = experiment([1, 0, 0, 0, 0], [2, 2, 2, 2, 2], 0.75, options);
    expect(common.correct).toBeGreaterThan(guaranteed);
    expect(common.replications).toBeLessThan(0.5 * independent.replications);
  });

  it('eliminates a clearly worse system after the first stage', () => {
    const noise = [0.1, -0.2, 0.3, 0, -0.1, 0.2, -0.3, 0.1, 0, -0.1];
    const decision = kn([noise, noise.map((x) => 50 - x)], options);
    expect(decision).toEqual({ done: true, best: 1, replications: [10, 10] });
  });

  it('selects at once among systems that never differ', () => {
    expect(kn([new Array(10).fill(1), new Array(10).fill(1)], options)).toMatchObject({
      done: true,
      best: 0,
    });
  });

  it('decides the same when fed step by step as when everything ran ahead', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 15 }), (seed, batch) => {
        const stream = new StreamFamily({ seed }).stream('kn');
        const draws = Array.from({ length: 3 }, (_, i) =>
          Float64Array.from({ length: 600 }, () => i / 2 + gaussian(stream)),
        );
        const settings = { ...options, batch };
        const ahead = kn(draws, settings);
        let samples = draws.map(() => new Float64Array(0));
        for (let decision = kn(samples, settings); ; decision = kn(samples, settings)) {
          if (decision.done) {
            expect(decision).toEqual(ahead);
            break;
          }
          const { survivors, needed } = decision;
          samples = draws.map((values, i) => (survivors.includes(i) ? values.slice(0, needed) : samples[i]!));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses one system, a blind confidence and an output that is not there', () => {
    expect(() => kn([[1]], options)).toThrow(/nothing to select from 1 systems/);
    expect(() => kn([[1], [2]], { ...options, confidence: 0.5 })).toThrow(/no better than picking one of 2/);
    expect(() => kn([new Array(10).fill(NaN), new Array(10).fill(1)], options)).toThrow(
      /System 0 gave NaN in replication 0/,
    );
    expect(() => kn([[1], [2]], { ...options, indifference: 0 })).toThrow(
      /smallest difference that matters is 0/,
    );
  });
});
