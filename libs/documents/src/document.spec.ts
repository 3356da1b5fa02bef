import { describe, expect, it } from 'vitest';
import { longestDocument, openDocument } from './document.ts';

const open = (text: string, environment: Record<string, string> = {}) =>
  openDocument(text, { environment, fileName: 'a.yaml', outline: 'name: ...' });

describe('openDocument', () => {
  it('gives plain values and finds the line of every path, through aliases too', () => {
    const { value, problems, locate } = open('base: &b\n  rate: 2\nother: *b\nlist:\n  - { x: 1 }\n');
    expect(problems).toEqual([]);
    expect(value).toEqual({ base: { rate: 2 }, other: { rate: 2 }, list: [{ x: 1 }] });
    expect(locate(['other', 'rate'], 'value')).toEqual({ line: 2, column: 9 });
    expect(locate(['list', 0, 'x'], 'key')).toEqual({ line: 5, column: 7 });
    expect(locate(['list', 0, 'missing'], 'value')).toEqual({ line: 5, column: 5 });
  });

  it('replaces what the environment gives, keeps defaults, and reports the rest', () => {
    expect(open('host: ${HOST:-local}').value).toEqual({ host: 'local' });
    expect(open('host: ${HOST}', { HOST: 'plc' }).value).toEqual({ host: 'plc' });
    expect(open('host: ${HOST}').problems).toEqual([
      expect.objectContaining({ line: 1, column: 7, path: 'host' }),
    ]);
  });

  it.each<[what: string, text: string, message: string]>([
    ['an empty text', '', 'says nothing: a.yaml is empty'],
    ['a comment', '# nothing\n', 'says nothing'],
    ['a tab', 'a:\n\tb: 1', 'YAML'],
    ['a text that is too long', ' '.repeat(longestDocument + 1), `at most ${longestDocument}`],
    ['endless aliases', 'a: &a [*a]', 'cannot be read'],
  ])('has no value for %s, and says why', (_what, text, message) => {
    const { value, problems } = open(text);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });

  it('names the outline for an empty text', () => {
    expect(open('').problems[0]?.fix).toBe('Write name: ....');
  });

  it('keeps reading after a repeated key', () => {
    const { value, problems } = open('a: 1\na: 2\nb: 3\n');
    expect(value).toMatchObject({ b: 3 });
    expect(problems.map(({ line, fix }) => [line, fix])).toEqual([[2, 'Keep one of the two keys.']]);
  });
});
