import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('CSV export', () => {
  it('opens with the time source and quotes cells by RFC 4180', () => {
    const text = csvText(
      { 'Time source': 'Simulated · ×60' },
      ['a', 'b'],
      [
        ['x,"y"', -1.5],
        [null, 'line\nbreak'],
      ],
    );
    expect(text).toBe('# Time source: Simulated · ×60\r\na,b\r\n"x,""y""",-1.5\r\n,"line\nbreak"\r\n');
  });
  it('defuses text that a spreadsheet would run, but leaves negative numbers alone', () => {
    expect(csvText({}, ['=cmd()'], [[-3]])).toBe("'=cmd()\r\n-3\r\n");
  });
});
