import { expect, it } from 'vitest';
import { titleOf, valueWords } from './value-words.ts';

it('puts a value in a few words', () => {
  expect(valueWords({ type: 'lognormal', median: 4, p90: 9 })).toBe('lognormal, median 4, p90 9');
  expect(valueWords([1, 2, 3])).toBe('1, 2, 3');
  expect(valueWords([{ a: 1 }])).toBe('a list');
  expect([true, false, null, undefined, 4].map(valueWords)).toEqual(['yes', 'no', 'none', 'none', '4']);
  expect(valueWords({ type: 'mixture', parts: [1] }).length).toBeLessThanOrEqual(60);
});

it('names an output with its unit, and without one where it has none', () => {
  expect(titleOf('meanWait', 'd')).toBe('Mean wait (d)');
  expect(titleOf('queueLength', '1')).toBe('Queue length');
});
