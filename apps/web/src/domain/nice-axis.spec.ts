import fc from 'fast-check';
import { expect, it } from 'vitest';
import { niceAxis } from './nice-axis.ts';

it('stands on round numbers around the values', () => {
  expect(niceAxis([3.8, 9.2])).toEqual({ min: 2, max: 10, step: 2, decimals: 0 });
  expect(niceAxis([0.13, 0.27])).toEqual({ min: 0.1, max: 0.3, step: 0.05, decimals: 2 });
});

it('has room where all values are the same or none is known', () => {
  const flat = niceAxis([5, 5, null]);
  expect(flat.min).toBeLessThan(5);
  expect(flat.max).toBeGreaterThan(5);
  expect(niceAxis([null, NaN])).toMatchObject({ min: 0, max: 1 });
});

it('holds every value between its ends, in whole steps', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
      const { min, max, step } = niceAxis(values);
      const slack = step * 1e-6;
      expect(Math.min(...values)).toBeGreaterThanOrEqual(min - slack);
      expect(Math.max(...values)).toBeLessThanOrEqual(max + slack);
      expect(Math.abs((max - min) / step - Math.round((max - min) / step))).toBeLessThan(1e-6);
    }),
    { seed: 7, numRuns: 300 },
  );
});
