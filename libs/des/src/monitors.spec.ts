import { describe, expect, it } from 'vitest';
import { Simulation } from './simulation.ts';
import fc from 'fast-check';

const exactQuantile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)]!;

describe('a level', () => {
  it('weighs each value by how long it lasted', () => {
    const sim = new Simulation();
    const stock = sim.level('stock', 2);
    sim.at(3, () => stock.set(5));
    sim.at(4, () => stock.add(-4));
    sim.run(10);
    expect([stock.value, stock.area, stock.mean]).toEqual([1, 2 * 3 + 5 + 6, 1.7]);
    expect([stock.minimum, stock.maximum]).toEqual([1, 5]);
  });

  it('keeps its value over a reset and forgets the rest', () => {
    const sim = new Simulation();
    const stock = sim.level('stock', 9);
    sim.at(1, () => stock.set(2));
    sim.run(5);
    sim.resetStatistics();
    expect(stock.mean).toBeNaN();
    sim.run(8);
    expect([stock.mean, stock.minimum, stock.maximum]).toEqual([2, 2, 2]);
  });
});

describe('a tally', () => {
  it('is one object per name and is reset with the rest', () => {
    const sim = new Simulation();
    for (const value of [1, 2, 6]) sim.tally('stay').add(value);
    expect([sim.tally('stay').mean, sim.tally('other').count]).toEqual([3, 0]);
    sim.resetStatistics();
    expect(sim.tally('stay').count).toBe(0);
  });
});

describe('a histogram', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

  it('gives quantiles within 0.1 % and half a step of the exact ones', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, p) => {
        const histogram = new Simulation().histogram('stay', { resolution: 0.01 });
        for (const value of list) histogram.add(value);
        const exact = exactQuantile(list, p);
        expect(Math.abs(histogram.quantile(p) - exact)).toBeLessThanOrEqual(0.001 * exact + 0.00501);
      }),
    );
  });

  it('gives the same whatever the order of the values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const [one, two] = [new Simulation().histogram('a'), new Simulation().histogram('a')];
        for (const value of list) one.add(value);
        for (const value of [...list].reverse()) two.add(value);
        const read = (histogram: typeof one) => [
          histogram.bars(),
          [0, 0.1, 0.5, 0.9, 1].map((p) => histogram.quantile(p)),
        ];
        expect(read(one)).toEqual(read(two));
      }),
    );
  });

  it('has bars that hold every value once, in order, no wider than 0.1 % and a step', () => {
    fc.assert(
      fc.property(values, (list) => {
        const histogram = new Simulation().histogram('stay', { resolution: 0.5 });
        for (const value of list) histogram.add(value);
        const bars = histogram.bars();
        expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(list.length);
        bars.forEach((bar, index) => {
          expect(bar.to - bar.from).toBeLessThanOrEqual(0.001 * bar.from + 0.51);
          if (index > 0) expect(bar.from).toBeGreaterThanOrEqual(bars[index - 1]!.to - 1e-9);
          const inside = list.filter(
            (value) => Math.round(value / 0.5) * 0.5 >= bar.from && Math.round(value / 0.5) * 0.5 < bar.to,
          );
          expect(inside).toHaveLength(bar.count);
        });
      }),
    );
  });

  it('knows its extremes exactly, and nothing after a reset', () => {
    const sim = new Simulation();
    const histogram = sim.histogram('stay');
    for (const value of [12.34567, 0.98765]) histogram.add(value);
    expect([histogram.count, histogram.minimum, histogram.maximum, histogram.quantile(1)]).toEqual([
      2, 0.98765, 12.34567, 12.34567,
    ]);
    sim.resetStatistics();
    expect([histogram.count, histogram.quantile(0.5), histogram.minimum, histogram.maximum]).toEqual([
      0,
      NaN,
      NaN,
      NaN,
    ]);
  });

  it.each([-1, NaN, Infinity, 1e14])('refuses the value %s', (value) => {
    expect(() => new Simulation().histogram('stay').add(value)).toThrow(
      expect.objectContaining({ code: 'VALUE_OUT_OF_RANGE' }),
    );
  });

  it('refuses a resolution of 0 and a quantile beyond 1', () => {
    expect(() => new Simulation().histogram('stay', { resolution: 0 })).toThrow(
      expect.objectContaining({ code: 'HISTOGRAM_INVALID' }),
    );
    expect(() => new Simulation().histogram('stay').quantile(50)).toThrow(
      expect.objectContaining({ code: 'PROBABILITY_INVALID' }),
    );
  });
});
