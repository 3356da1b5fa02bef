import { InlineRunner, defineExperiment, runExperiment } from '@veinline/experiment';
import { describe, expect, it } from 'vitest';
import { apheresisClinic } from './model.ts';

const runner = new InlineRunner([apheresisClinic]);
/** Every session takes an hour on average. */
const serviceMinutes = 60;

/** The clinic as a bare queue: chairs round the clock, nurses in plenty, no step but the collection takes time. */
function queue(chairs: number, load: number, collection: unknown) {
  return defineExperiment({
    model: apheresisClinic,
    parameters: {
      ...{ days: 220, warmUpDays: 20, chairs, nurses: 500, collection },
      ...{ connect: 0, disconnect: 0, turnover: 0, access: { failure: 0, attempts: 1, retry: 0 } },
      opening: { from: 0, to: 24, lastStart: 24 },
      demand: { perDay: (load * 1440) / serviceMinutes, profile: [{ hour: 0, weight: 1 }], noShow: 0 },
    },
    settings: { replications: 16, seed: 11 },
  });
}

/** Chance to wait in M/M/c with offered load a, by the recursion of Erlang B. */
function erlangC(chairs: number, load: number): number {
  let blocked = 1;
  for (let k = 1; k <= chairs; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked / (1 - (load / chairs) * (1 - blocked));
}

/** Within four standard errors of the truth: fails once in some 3,000 seeds, and the seed is fixed. */
function expectNear(
  summary: { interval: { mean: number; standardDeviation: number; n: number } | null },
  truth: number,
) {
  const { mean, standardDeviation, n } = summary.interval!;
  expect(Math.abs(mean - truth)).toBeLessThan((4 * standardDeviation) / Math.sqrt(n));
  // The sample is large enough for the check to mean something.
  expect(standardDeviation / Math.sqrt(n)).toBeLessThan(0.05 * truth);
}

describe('the clinic as a bare queue agrees with theory', () => {
  const exponential = { type: 'exponential', mean: serviceMinutes };

  it.each([
    [1, 0.8],
    [3, 2.4],
  ])('M/M/%i at an offered load of %d: Erlang C', async (chairs, load) => {
    const { summary } = await runExperiment(queue(chairs, load, exponential), { runner });
    const wait = (erlangC(chairs, load) * serviceMinutes) / (chairs - load);
    expectNear(summary['waitMean']!, wait);
    // Little's law, and the share of time that the chairs are busy.
    expectNear(summary['queueMean']!, (load * wait) / serviceMinutes);
    expectNear(summary['chairUtilisation']!, (100 * load) / chairs);
    expectNear(summary['collectedPerDay']!, (load * 1440) / serviceMinutes);
  });

  it('M/D/1 and M/G/1: Pollaczek and Khinchine', async () => {
    const fixed = await runExperiment(queue(1, 0.8, serviceMinutes), { runner });
    expectNear(fixed.summary['waitMean']!, (0.8 * serviceMinutes) / (2 * (1 - 0.8)));
    const spread = { type: 'uniform', min: 0, max: 2 * serviceMinutes };
    const uniform = await runExperiment(queue(1, 0.8, spread), { runner });
    // The squared coefficient of variation of a uniform from 0 is 1/3.
    expectNear(uniform.summary['waitMean']!, (0.8 * serviceMinutes * (1 + 1 / 3)) / (2 * (1 - 0.8)));
  });
});
