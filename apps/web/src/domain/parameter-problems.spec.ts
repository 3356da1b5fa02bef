import { expect, it } from 'vitest';
import { fieldsOf } from './parameter-fields.ts';
import {
  jsonProblem,
  numberProblem,
  problemsOf,
  rangeText,
  unreadable,
  unreadableText,
} from './parameter-problems.ts';

const free = { isInteger: false, minimum: null, maximum: null, above: null, below: null };

it('says the range of a number in a few words', () => {
  expect(rangeText({ ...free, minimum: 0, maximum: 100 })).toBe('0–100');
  expect(rangeText({ ...free, minimum: -5, maximum: 5 })).toBe('-5 to 5');
  expect(rangeText({ ...free, isInteger: true, minimum: 1 })).toBe('whole, at least 1');
  expect(rangeText({ ...free, above: 0, maximum: 1 })).toBe('above 0, at most 1');
  expect(rangeText(free)).toBe('');
});

it('names the value that does not fit and what would', () => {
  const chairs = { ...free, isInteger: true, minimum: 1, maximum: 40 };
  expect(numberProblem(99, chairs)).toBe('99 does not fit: write a whole number, 1–40.');
  expect(numberProblem(0, { ...free, above: 0 }, 'd')).toBe('0 does not fit: write a number, above 0 d.');
  expect(numberProblem('abc', free)).toBe('“abc” is not a number.');
  expect(numberProblem(null, free)).toBe('Write a number.');
  expect(numberProblem(3, chairs)).toBeNull();
});

it('finds the problems of nested values by their dotted path', () => {
  const mean = { type: 'number', exclusiveMinimum: 0 };
  const exponential = {
    type: 'object',
    properties: { type: { type: 'string', const: 'exponential' }, mean },
    required: ['type', 'mean'],
  };
  const fields = fieldsOf({
    type: 'object',
    properties: {
      clinic: { type: 'object', properties: { stay: { anyOf: [{ type: 'number' }, exponential] } } },
      days: { type: 'array', items: { type: 'number' } },
      note: {},
    },
  });
  const values = {
    clinic: { stay: { type: 'exponential', mean: -1 } },
    days: [1, 'x'],
    note: unreadable('{ broken'),
  };
  expect([...problemsOf(fields, values).keys()]).toEqual(['clinic.stay.mean', 'days', 'note']);
  expect(problemsOf(fields, { clinic: { stay: 2 }, days: [1], note: 'text' }).size).toBe(0);
});

it('keeps a text that is not JSON apart from every readable value', () => {
  expect(unreadableText(unreadable('{'))).toBe('{');
  expect(unreadableText('{')).toBeNull();
  expect(jsonProblem('{')).toMatch(/^Not valid JSON/);
  expect(jsonProblem('{"a": 1}')).toBeNull();
});
