import { describe, expect, it } from 'vitest';
import { instant, toIso } from './instant.ts';
import fc from 'fast-check';

describe('an instant', () => {
  it('counts milliseconds since 1970 in UTC, whatever the notation', () => {
    expect(instant('1970-01-01T00:00:01Z')).toBe(1000);
    expect(instant('2026-03-29T03:30:00+02:00')).toBe(instant('2026-03-29T01:30:00Z'));
    expect(instant(new Date(5))).toBe(5);
  });

  it('keeps the fractions that carry microseconds', () => {
    expect(instant(1000.123)).toBe(1000.123);
  });

  it('refuses what is no point in time and shows it', () => {
    for (const wrong of ['yesterday', '', NaN, Infinity, '2026-02-30T25:00:00Z'])
      expect(() => instant(wrong)).toThrow(`Not a point in time: ${wrong}.`);
  });

  it('survives the way through ISO 8601 to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(instant(toIso(instant(date)))).toBe(date.getTime());
      }),
    );
  });
});
