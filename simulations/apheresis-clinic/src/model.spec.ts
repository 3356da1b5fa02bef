import { InlineRunner, defineExperiment, fanChart, runExperiment } from '@veinline/experiment';
import { describe, expect, it } from 'vitest';
import { apheresisClinic } from './model.ts';
import fc from 'fast-check';

const runner = new InlineRunner([apheresisClinic]);
const run = (parameters: object, replications = 1) =>
  runExperiment(defineExperiment({ model: apheresisClinic, parameters, settings: { replications } }), {
    runner,
  });

/** Single numbers of a single replication. */
async function outputsOf(parameters: object): Promise<Record<string, number>> {
  const { outputs, status } = await run(parameters);
  expect(status).toBe('complete');
  return Object.fromEntries(Object.entries(outputs).map(([name, [value]]) => [name, value!]));
}

const noLuck = { access: { failure: 0 }, collection: 200, connect: 20, disconnect: 10, turnover: 10 };

describe('the clinic', () => {
  it('loses nobody: who was booked is collected, turned away, without access or did not come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          chairs: fc.integer({ min: 1, max: 8 }),
          nurses: fc.integer({ min: 1, max: 3 }),
          demand: fc.record({ perDay: fc.double({ min: 0.5, max: 30, noNaN: true }) }),
          access: fc.record({ failure: fc.double({ min: 0, max: 1, noNaN: true }) }),
        }),
        async (parameters) => {
          const days = 10;
          const result = await outputsOf({ ...parameters, days });
          const groups = ['collectedPerDay', 'turnedAwayPerDay', 'accessFailedPerDay', 'noShowsPerDay'];
          const booked = groups.reduce((sum, name) => sum + result[name]! * days, 0);
          // The bookings come from their own stream, so an empty clinic of the same demand has as many.
          const empty = await outputsOf({ demand: { ...parameters.demand, noShow: 1 }, days });
          expect(booked).toBeCloseTo(empty['noShowsPerDay']! * days, 6);
          expect(result['chairUtilisation']!).toBeLessThanOrEqual(100 + 1e-9);
          expect(result['nurseUtilisation']!).toBeLessThanOrEqual(100 + 1e-9);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('books as many patients a day as demand says', async () => {
    const { summary } = await run({ days: 50, chairs: 100, nurses: 100, access: { failure: 0 } }, 20);
    const { mean } = summary['collectedPerDay']!.interval!;
    // 7 a day of whom 5 % do not come: Poisson with mean 6.65 over 1,000 days.
    expect(Math.abs(mean - 7 * 0.95)).toBeLessThan(4 * Math.sqrt(6.65 / 1000));
    expect(summary['waitMean']!.interval!.mean).toBe(0);
  });

  it('fails to find a vein as often as all needles fail', async () => {
    const { summary } = await run(
      { days: 100, access: { failure: 0.5, attempts: 2 }, chairs: 50, nurses: 50 },
      10,
    );
    const share = summary['accessFailedPerDay']!.interval!.mean / (7 * 0.95);
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 6650));
  });

  it('takes a session apart: a stay without a queue is the sum of its steps', async () => {
    const result = await outputsOf({ ...noLuck, days: 5, chairs: 50, nurses: 50 });
    expect(result['stayMean']).toBeCloseTo(20 + 200 + 10, 9);
  });

  it('turns away who has no chair by the last start, and works overtime for who has', async () => {
    const late = {
      opening: { lastStart: 18 },
      demand: {
        perDay: 20,
        profile: [
          { hour: 8, weight: 1 },
          { hour: 10, weight: 0 },
        ],
      },
    };
    const early = { ...late, opening: { lastStart: 8.5 } };
    const [a, b] = [
      await outputsOf({ ...noLuck, ...late, days: 10 }),
      await outputsOf({ ...noLuck, ...early, days: 10 }),
    ];
    expect(a['overtimePerDay']!).toBeGreaterThan(0);
    expect(b['overtimePerDay']).toBe(0);
    expect(b['turnedAwayPerDay']!).toBeGreaterThan(a['turnedAwayPerDay']!);
  });

  it('lets a single nurse be the bottleneck', async () => {
    const busy = { ...noLuck, chairs: 200, demand: { perDay: 20 }, days: 20 };
    const [one, many] = [await outputsOf({ ...busy, nurses: 1 }), await outputsOf({ ...busy, nurses: 200 })];
    expect(one['waitMean']!).toBeGreaterThan(many['waitMean']!);
    expect(many['waitMean']).toBe(0);
  });

  it('has no mean wait on a day without patients', async () => {
    const result = await outputsOf({ demand: { noShow: 1 }, days: 1 });
    expect(result['waitMean']).toBeNaN();
    expect(result['collectedPerDay']).toBe(0);
  });

  it('draws the day as curves: nobody before opening, chairs busy at noon', async () => {
    const result = await run({ days: 20 }, 10);
    const [queue, chairs] = [fanChart(result, 'queueLength'), fanChart(result, 'chairsBusy')];
    expect([queue.axis[0], queue.axis.at(-1), queue.axisUnit]).toEqual([6, 22, 'h']);
    const at = (hour: number) => (hour - 6) * 4;
    expect(queue.p90[at(7)]).toBe(0);
    expect(chairs.mean[at(7)]).toBe(0);
    expect(chairs.mean[at(12)]!).toBeGreaterThan(2);
    expect(chairs.mean[at(12)]!).toBeLessThanOrEqual(3);
    expect(queue.mean[at(11)]!).toBeGreaterThan(queue.mean[at(8)]!);
  });
});
