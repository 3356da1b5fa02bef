import { expect, it } from 'vitest';
import { readChoices, readNumbers } from './value-list.ts';

it('reads numbers with commas between them, and spans with a step', () => {
  expect(readNumbers('2, 3,4.5')).toEqual({ values: [2, 3, 4.5], problem: null });
  expect(readNumbers('0.1 to 0.5 by 0.1').values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(readNumbers('6 to 2 by -2').values).toEqual([6, 4, 2]);
});

it('says what cannot be read, with the value', () => {
  expect(readNumbers('2, x').problem).toBe('“x” is not a number.');
  expect(readNumbers('').problem).toMatch(/at least one/);
  expect(readNumbers('1 to 5 by -1').problem).toBe('A step of -1 never gets from 1 to 5.');
  expect(readNumbers('0 to 1000 by 1').problem).toBe('1001 values are too many: an axis takes at most 100.');
});

it('reads choices and refuses any other word', () => {
  expect(readChoices('steady, peak', ['steady', 'peak', 'calm']).values).toEqual(['steady', 'peak']);
  expect(readChoices('true', [true, false]).values).toEqual([true]);
  expect(readChoices('stdy', ['steady', 'peak']).problem).toBe('“stdy” is none of steady, peak.');
});
