import { meanInterval } from '@veinline/stats';
import { describe, expect, it } from 'vitest';
import { axis } from './sweep.ts';
import { decimalsOf, intervalText, table } from './tables.ts';

describe('numbers in tables', () => {
  it('shows two digits of the half-width and no more', () => {
    // t(0.975, 3) = 3.182446, sd = 1.290994, so the half-width is 2.05426.
    const interval = meanInterval([20, 21, 22, 23], 0.95);
    expect(decimalsOf(interval)).toBe(1);
    expect(intervalText(interval)).toBe('(19.4–23.6)');
  });

  it('keeps the minus of a negative end apart from the dash', () => {
    expect(intervalText(meanInterval([-20, -21, -22, -23], 0.95))).toBe('(-23.6 to -19.4)');
  });

  it('has no interval of one value', () => {
    expect(intervalText(meanInterval([20], 0.95))).toBe('–');
  });

  it('aligns numbers on the right and words on the left', () => {
    expect(
      table(
        ['output', 'unit', 'mean'],
        [
          ['wait', 'min', '7.5'],
          ['stay', 'min', '112.0'],
        ],
      ),
    ).toBe('output  unit   mean\nwait    min     7.5\nstay    min   112.0\n');
  });
});

describe('values of a sweep', () => {
  it.each([
    ['chairs=3,4,5', [3, 4, 5]],
    ['chairs=3..5', [3, 4, 5]],
    ['rate=0.1..0.5:0.1', [0.1, 0.2, 0.3, 0.4, 0.5]],
    ['rate=0..1:0.25', [0, 0.25, 0.5, 0.75, 1]],
    ['route=fresh,frozen', ['fresh', 'frozen']],
  ])('%s', (text, values) => {
    expect(axis(text)[0]?.[1]).toEqual(values);
  });
});
