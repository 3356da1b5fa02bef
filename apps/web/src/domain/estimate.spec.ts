import { describe, expect, it } from 'vitest';
import {
  decimalsFor,
  differenceText,
  estimateText,
  figureText,
  relativeText,
  spanText,
  verdictText,
} from './estimate.ts';

const interval = (mean: number, halfWidth: number) => {
  return { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, replications: 30 };
};
const none = { mean: null, low: null, high: null, halfWidth: null, replications: 0 };

describe('an estimate as text', () => {
  it('carries its interval and its confidence', () => {
    expect(estimateText(interval(21.43, 0.55), 'd', 0.95)).toBe('21.4 d (20.9–22.0, 95 %)');
    expect(estimateText(interval(0.42, 0.05), '1', 0.9)).toBe('0.42 (0.37–0.47, 90 %)');
  });
  it('writes "to" where a minus sign would run into the dash', () => {
    expect(estimateText(interval(-1.2, 0.8), 'h', 0.99)).toBe('−1.2 h (−2.0 to −0.4, 99 %)');
    expect(spanText(-1, 1, 0)).toBe('−1 to 1');
  });
  it('says so when there is no interval or no value', () => {
    expect(estimateText({ ...none, mean: 3.25, replications: 1 }, 'd', 0.95)).toBe(
      '3.25 d (no interval from 1)',
    );
    expect(estimateText(none, 'd', 0.95)).toBe('not observed');
  });
  it('shows two digits of a spread that begins with 1 or 2, one of any other', () => {
    expect([0.55, 1.4, 5.5, 240, 0.02, 0.07].map((spread) => decimalsFor(spread))).toEqual([
      1, 1, 0, 0, 3, 2,
    ]);
  });
  it('never writes a minus before zero, and sets thousands apart from ten thousand up', () => {
    expect(figureText(-0.04, 1)).toBe('0.0');
    expect(figureText(1234.5, 1)).toBe('1234.5');
    expect(figureText(-12_345.6, 1)).toBe('−12\u202f345.6');
    expect(figureText(NaN, 1)).toBe('–');
  });
});

describe('a difference', () => {
  it('always shows its sign', () => {
    expect(differenceText(interval(1.2, 0.8), 'd', 0.95)).toBe('+1.2 d (0.4–2.0, 95 %)');
    expect(relativeText(1.2, 10)).toBe('+12 %');
    expect(relativeText(-0.5, -10)).toBe('−5.0 %');
    expect(relativeText(1, 0)).toBe('–');
  });
  it('is put in words', () => {
    expect(verdictText({ ...interval(1, 2), isSignificant: false })).toBe('No clear difference');
    expect(verdictText({ ...interval(-3, 2), isSignificant: true })).toBe('Lower than baseline');
    expect(verdictText({ ...none, isSignificant: false })).toBe('Not comparable');
  });
});
