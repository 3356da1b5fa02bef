import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFollowing, pan, rangeMs, readRange, windowOf, zoom } from './range.ts';

describe('time range of an address', () => {
  it('reads minutes, hours and days', () => {
    expect(rangeMs('10m')).toBe(600_000);
    expect(rangeMs('3h')).toBe(10_800_000);
    expect(rangeMs('7d')).toBe(604_800_000);
  });
  it('refuses what is no range', () => {
    for (const text of ['', '0h', '-1h', '1.5h', '1w', '5000d', 'h']) expect(rangeMs(text)).toBeNull();
  });
  it('follows the clock unless both ends are given in order', () => {
    expect(isFollowing({ range: '1h' })).toBe(true);
    expect(isFollowing({ from: 5, to: 9 })).toBe(false);
    expect(isFollowing({ from: 9, to: 5 })).toBe(true);
    expect(windowOf({ from: 9, to: 5 }, 7_200_000)).toEqual({ from: 3_600_000, to: 7_200_000 });
  });
  it('drops unusable search parameters', () => {
    expect(readRange({ range: 'forever' })).toEqual({});
    expect(readRange({ from: '5', to: '9' })).toEqual({ from: 5, to: 9 });
    expect(readRange({ from: 'x', to: 9, range: '1h' })).toEqual({ range: '1h' });
  });
  it('comes back after zooming in and out, and after panning there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 8000, max: 1e10 }), (from, length) => {
        const window = { from, to: from + length };
        const again = zoom(zoom(window, 0.5), 2);
        expect(Math.abs(again.from - window.from)).toBeLessThanOrEqual(3);
        expect(Math.abs(again.to - window.to)).toBeLessThanOrEqual(3);
        expect(pan(pan(window, 0.25), -0.25)).toEqual(window);
      }),
    );
  });
});
