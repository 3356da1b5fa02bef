import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { ocba, ocbaShares, probabilityOfCorrectSelection, type OcbaOptions } from './ocba.ts';

const system = fc.record({
  gap: fc.double({ min: 0.01, max: 50, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 100, noNaN: true }),
});

/** Runs the procedure to its end, giving it exactly the replications it asks for. */
function select(
  draw: (system: number, replication: number) => number,
  systems: number,
  options: OcbaOptions,
) {
  const samples: number[][] = Array.from({ length: systems }, () => []);
  for (;;) {
    const decision = ocba(samples, options);
    if (decision.done) return { ...decision, samples };
    decision.needed.forEach((n, i) => {
      while (samples[i]!.length < n) samples[i]!.push(draw(i, samples[i]!.length));
    });
  }
}

describe('ocbaShares', () => {
  it('are those worked by hand: means 1, 2, 3 with unit variance', () => {
    // N2 : N3 = 1 : 1/4 and N1 = √(1 + 1/16).
    const weights = [Math.sqrt(17 / 16), 1, 1 / 4];
    const total = weights.reduce((a, b) => a + b);
    const systems = [1, 2, 3].map((mean) => ({ mean, variance: 1 }));
    ocbaShares(systems, 'minimise').forEach((share, i) => expect(share).toBeCloseTo(weights[i]! / total, 14));
  });

  it('satisfy both conditions of the theorem for any systems', () => {
    fc.assert(
      fc.property(fc.array(system, { minLength: 2, maxLength: 10 }), (drawn) => {
        let mean = 0;
        const systems = drawn.map(({ gap, variance }) => ({ mean: (mean += gap), variance })).reverse();
        const means = systems.map((one) => one.mean);
        const shares = ocbaShares(systems, 'maximise');
        const best = means.indexOf(Math.max(...means));
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        const others = systems.map((_, i) => i).filter((i) => i !== best);
        const ratio = (i: number): number => systems[i]!.variance / (means[best]! - means[i]!) ** 2;
        for (const i of others) {
          expect((shares[i]! / shares[others[0]!]!) * (ratio(others[0]!) / ratio(i))).toBeCloseTo(1, 9);
        }
        const squares = others.reduce((sum, i) => sum + shares[i]! ** 2 / systems[i]!.variance, 0);
        expect(shares[best]! / Math.sqrt(systems[best]!.variance * squares)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('are even when nothing tells the systems apart, and finite for ties and for systems without noise', () => {
    const even = [1, 1, 1].map((mean) => ({ mean, variance: 4 }));
    expect(ocbaShares(even, 'maximise')).toEqual([1 / 3, 1 / 3, 1 / 3]);
    const tied = ocbaShares(
      [2, 2, 1].map((mean) => ({ mean, variance: 4 })),
      'maximise',
    );
    expect(tied.every(Number.isFinite)).toBe(true);
    expect(tied[0]! + tied[1]!).toBeGreaterThan(0.99);
    expect(
      ocbaShares(
        [
          { mean: 1, variance: 0 },
          { mean: 2, variance: 1 },
        ],
        'maximise',
      ),
    ).toEqual([0, 1]);
  });
});

describe('probabilityOfCorrectSelection', () => {
  it('is the normal probability of the difference for two systems', () => {
    const systems = [
      { mean: 1, variance: 9, n: 18 },
      { mean: 2, variance: 8, n: 16 },
    ];
    // The difference has standard error 1: Φ(1).
    expect(probabilityOfCorrectSelection(systems, 'maximise')).toBeCloseTo(0.8413447, 7);
  });

  it('is a lower bound: simulated selections are right at least as often', () => {
    const systems = [0, 0.5, 1, 1.5].map((mean) => ({ mean, variance: 4, n: 20 }));
    const stream = new StreamFamily({ seed: 6 }).stream('pcs');
    let correct = 0;
    for (let r = 0; r < 20_000; r++) {
      const means = systems.map(({ mean }) => mean + gaussian(stream) * Math.sqrt(4 / 20));
      if (means.indexOf(Math.max(...means)) === 3) correct++;
    }
    const bound = probabilityOfCorrectSelection(systems, 'maximise');
    expect(correct / 20_000).toBeGreaterThan(bound - 4 * Math.sqrt((bound * (1 - bound)) / 20_000));
    expect(correct / 20_000 - bound).toBeLessThan(0.1);
  });
});

describe('ocba', () => {
  it('spends exactly its budget, never takes a replication back, and asks for the initial ones first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: 1, max: 37 }),
        fc.nat(),
        (systems, budget, increment, seed) => {
          const stream = new StreamFamily({ seed }).stream('ocba');
          expect(
            ocba(
              Array.from({ length: systems }, () => []),
              { objective: 'maximise', budget, increment },
            ),
          ).toEqual({
            done: false,
            needed: new Array(systems).fill(10),
          });
          const result = select((i) => i + gaussian(stream), systems, {
            objective: 'maximise',
            budget,
            increment,
          });
          expect(result.samples.reduce((sum, values) => sum + values.length, 0)).toBe(budget);
          expect(result.summaries.map(({ n }) => n)).toEqual(result.samples.map((values) => values.length));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('spends a large budget in the closed-form proportions of the true systems', () => {
    const stream = new StreamFamily({ seed: 12 }).stream('ocba');
    const truth = [1, 2, 3, 4].map((mean) => ({ mean, variance: 4 }));
    const budget = 20_000;
    const { samples, best } = select((i) => truth[i]!.mean + 2 * gaussian(stream), 4, {
      objective: 'minimise',
      budget,
      increment: 200,
    });
    expect(best).toBe(0);
    ocbaShares(truth, 'minimise').forEach((share, i) => {
      expect(Math.abs(samples[i]!.length / budget - share)).toBeLessThan(0.02);
    });
  });

  it('ignores what ran ahead', () => {
    const draws = [0, 0.3, 0.6].map((mean, i) => {
      const stream = new StreamFamily({ seed: 4 }).stream(`system ${i}`);
      return Array.from({ length: 300 }, () => mean + gaussian(stream));
    });
    const options: OcbaOptions = { objective: 'maximise', budget: 150 };
    const { samples, ...stepwise } = select((i, j) => draws[i]![j]!, 3, options);
    expect(ocba(draws, options)).toEqual(stepwise);
    expect(samples.every((values) => values.length < 150)).toBe(true);
  });

  it('selects correctly more often than equal allocation of the same budget', () => {
    // Ten systems of means 0 … 9 and standard deviation 6, least is best: the first experiment of Chen et al. 2000.
    const macroReplications = 500;
    const budget = 400;
    let [allocated, equal] = [0, 0];
    for (let replication = 0; replication < macroReplications; replication++) {
      const family = new StreamFamily({ seed: 9, replication });
      const stream = family.stream('ocba');
      const options: OcbaOptions = { objective: 'minimise', budget };
      if (select((i) => i + 6 * gaussian(stream), 10, options).best === 0) allocated++;
      const other = family.stream('equal');
      const means = Array.from({ length: 10 }, (_, i) => i + (6 / Math.sqrt(budget / 10)) * gaussian(other));
      if (means.indexOf(Math.min(...means)) === 0) equal++;
    }
    const error = Math.sqrt((2 * 0.25) / macroReplications);
    expect((allocated - equal) / macroReplications).toBeGreaterThan(3 * error);
  });

  it('refuses a budget below the initial replications, and NaN', () => {
    const options: OcbaOptions = { objective: 'maximise', budget: 19 };
    expect(() => ocba([[], []], options)).toThrow(
      /budget of replications is 19; it must be a whole number of at least 20/,
    );
    const missing = [new Array(10).fill(NaN), new Array(10).fill(1)];
    expect(() => ocba(missing, { ...options, budget: 40 })).toThrow(
      expect.objectContaining({ code: 'SAMPLE_INVALID' }),
    );
  });
});
