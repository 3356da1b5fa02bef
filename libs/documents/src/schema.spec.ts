import { describe, expect, it } from 'vitest';
import { ProblemList, nowhere } from './problems.ts';
import { checkSchema } from './schema.ts';
import fc from 'fast-check';
import { formatProblems } from './problems.ts';
import { openDocument } from './document.ts';
import { z } from 'zod';

const duration = z.union([
  z.number().nonnegative(),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('uniform'), low: z.number(), high: z.number() }),
    z.strictObject({
      type: z.literal('exponential'),
      mean: z.number().positive().describe('a mean above 0'),
    }),
  ]),
]);
const line = z
  .strictObject({
    chairs: z.int().min(1).max(50).default(3).describe('how many chairs there are'),
    name: z.string().min(1).describe('text'),
    shift: z.enum(['early', 'late']).optional(),
    session: z
      .strictObject({ duration: duration.describe('a number of minutes or a distribution') })
      .describe('how long a session takes'),
    limits: z.record(z.string().regex(/^[a-z]+$/, 'use small letters'), z.number()).optional(),
    pair: z.tuple([z.number().describe('the low one'), z.number()]).optional(),
    rooms: z.array(z.strictObject({ beds: z.int().describe('a number of beds') })).default([]),
    low: z.number().optional(),
    high: z.number().optional(),
  })
  .superRefine(({ low = 0, high = 1 }, context) => {
    const params = { fix: 'Write the lower one first.' };
    if (low >= high)
      context.addIssue({
        code: 'custom',
        path: ['low'],
        message: `is ${low}, not below high (${high})`,
        params,
      });
  });

const good = 'name: A\nsession: { duration: 3 }\n';

function check(text: string) {
  const document = openDocument(text, { environment: {}, fileName: 'line.yaml', outline: 'name: ...' });
  const problems = new ProblemList(document.locate);
  const value = checkSchema(line, document.value, [], problems, { what: 'field of a line' });
  return { value, text: formatProblems([...document.problems, ...problems.problems], 'line.yaml') };
}

describe('checkSchema', () => {
  it('returns the parsed value with its defaults, and reports nothing', () => {
    const { value, text } = check(good);
    expect(text).toBe('');
    expect(value).toEqual({ chairs: 3, name: 'A', session: { duration: 3 }, rooms: [] });
  });

  it.each<[what: string, text: string, line: string]>([
    [
      'a value out of range',
      `${good}chairs: 0`,
      'line.yaml:3:9  chairs  is 0.  Fix: Write how many chairs there are (at least 1).',
    ],
    ['too large', `${good}chairs: 51`, 'is 51.  Fix: Write how many chairs there are (at most 50).'],
    ['a fraction', `${good}chairs: 2.5`, 'is 2.5.  Fix: Write how many chairs there are (a whole number).'],
    ['a wrong type', `${good}chairs: many`, 'is "many".  Fix: Write how many chairs there are.'],
    ['an empty value', `${good}chairs:`, 'is empty.  Fix: Write how many chairs there are.'],
    [
      'a missing key',
      'session: { duration: 3 }',
      'line.yaml:1:1  (file)  has no "name".  Fix: Add "name": text.',
    ],
    ['a missing section', 'name: A', 'has no "session".  Fix: Add "session": how long a session takes.'],
    [
      'an unknown key',
      `${good}chiars: 3`,
      'line.yaml:3:1  chiars  is no field of a line.  Fix: Did you mean "chairs"?',
    ],
    [
      'an unknown key below',
      'name: A\nsession:\n  duration: 3\n  color: red',
      'line.yaml:4:3  session.color  is no field of a line.  Fix: Delete it; there are duration.',
    ],
    [
      'a mistyped choice',
      `${good}shift: erly`,
      'is "erly".  Fix: Did you mean "early"? Write one of early, late.',
    ],
    [
      'a mistyped kind of a union',
      'name: A\nsession: { duration: { type: exponental, mean: 3 } }',
      'session.duration.type  is "exponental".  Fix: Did you mean "exponential"? Write one of uniform, exponential.',
    ],
    [
      'a field of one kind of a union',
      'name: A\nsession: { duration: { type: exponential, mean: -3 } }',
      'line.yaml:2:49  session.duration.mean  is -3.  Fix: Write a mean above 0.',
    ],
    [
      'a key of one kind of a union',
      'name: A\nsession: { duration: { type: exponential, maen: 3, mean: 3 } }',
      'session.duration.maen  is no field of a line.  Fix: Did you mean "mean"?',
    ],
    [
      'what is of no kind of a union',
      'name: A\nsession: { duration: long }',
      'session.duration  is "long".  Fix: Write a number of minutes or a distribution.',
    ],
    ['an illegal key', `${good}limits: { A: 1 }`, 'limits.A  is the key "A".  Fix: Use small letters.'],
    ['a place of a tuple', `${good}pair: [x, 2]`, 'line.yaml:3:8  pair[0]  is "x".  Fix: Write the low one.'],
    [
      'an entry of a list',
      `${good}rooms:\n  - beds: 1\n  - beds: no`,
      'line.yaml:5:11  rooms[1].beds  is "no".  Fix: Write a number of beds.',
    ],
    [
      'a check across fields',
      `${good}low: 5\nhigh: 2`,
      'line.yaml:3:6  low  is 5, not below high (2).  Fix: Write the lower one first.',
    ],
    ['no mapping at all', '[1, 2]', 'line.yaml:1:1  (file)  is [1,2].  Fix: Write'],
  ])('reports %s at its line with value and fix', (_what, text, expected) => {
    expect(check(text).text).toContain(expected);
    expect(check(text).value).toBeUndefined();
  });

  it('reports every problem at once, in the order of the text', () => {
    const lines = check('chairs: 0\nsession: { duration: -1 }\nfoo: 1\n').text.split('\n');
    expect(lines.map((each) => each.split('  ')[1])).toEqual(['(file)', 'chairs', 'session.duration', 'foo']);
  });

  it('says equal problems of values without a text once for each path', () => {
    const problems = new ProblemList(nowhere);
    const value = { name: 'A', session: { duration: 1 }, rooms: [{ beds: 'x' }, { beds: 'x' }] };
    checkSchema(line, value, [], problems, { what: 'field' });
    expect(problems.problems.map(({ path }) => path)).toEqual(['rooms[0].beds', 'rooms[1].beds']);
  });

  it('never throws and reports something for whatever the schema refuses', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        const problems = new ProblemList(nowhere);
        const read = checkSchema(line, value, ['at'], problems, { what: 'field' });
        expect(read === undefined).toBe(problems.problems.length > 0);
        for (const { message, fix } of problems.problems)
          expect(message.length * fix.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
