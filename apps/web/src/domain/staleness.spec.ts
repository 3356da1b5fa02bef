import { describe, expect, it } from 'vitest';
import { ageMs, isStale } from './staleness.ts';

const value = { sourceTime: 10_000, receiveTime: 12_000 };

describe('staleness', () => {
  it('counts a value as current up to and including three expected intervals', () => {
    const tag = { expectedIntervalSeconds: 2, timeSource: 'live' as const };
    expect(isStale(value, tag, 16_000)).toBe(false);
    expect(isStale(value, tag, 16_001)).toBe(true);
  });
  it('never counts a tag that is sent on change as stale', () => {
    expect(isStale(value, { expectedIntervalSeconds: null, timeSource: 'live' }, 1e12)).toBe(false);
  });
  it('ages replayed values from their arrival, because their source time lies in the past', () => {
    expect(ageMs(value, { expectedIntervalSeconds: 1, timeSource: 'replay' }, 13_000)).toBe(1000);
    expect(ageMs(value, { expectedIntervalSeconds: 1, timeSource: 'simulated' }, 13_000)).toBe(3000);
  });
  it('gives no negative age to a source whose clock runs ahead', () => {
    expect(ageMs(value, { expectedIntervalSeconds: 1, timeSource: 'live' }, 9000)).toBe(0);
  });
});
