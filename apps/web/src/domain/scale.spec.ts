import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisRange, fraction, fullScale } from './scale.ts';

describe('indicator scale', () => {
  it('places the ends at 0 and 1 and clamps what lies outside', () => {
    expect(fraction(30, [30, 50])).toBe(0);
    expect(fraction(45, [30, 50])).toBe(0.75);
    expect(fraction(99, [30, 50])).toBe(1);
    expect(fraction(Number.NaN, [30, 50])).toBe(0);
  });
  it('holds the normal band when the tag gives no range', () => {
    const [low, high] = fullScale({ range: null, normal: [7, 7.2], alarms: [] });
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(7.2);
  });
  it('leaves room beside a trace whose span vanishes in rounding', () => {
    const high = 1e6 + 2e-10;
    expect(axisRange(1e6, high, [])[1]).toBeGreaterThan(high);
    expect(axisRange(0, 5e-324, [])[0]).toBeLessThan(0);
    expect(axisRange(5e-324, 5e-324, [])[1]).toBeGreaterThan(5e-324);
  });
  it('always holds the data on a trend axis', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.array(value, { maxLength: 6 }), (a, b, references) => {
        const [low, high] = axisRange(Math.min(a, b), Math.max(a, b), references);
        expect(low).toBeLessThan(Math.min(a, b));
        expect(high).toBeGreaterThan(Math.max(a, b));
      }),
      { endOnFailure: true },
    );
  });
});
