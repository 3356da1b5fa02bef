import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionalFactorial, type Effect } from './fractional-factorial.ts';
import { fullFactorial } from './full-factorial.ts';

const words = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.join(''));

describe('fullFactorial', () => {
  it('makes every combination once, the last factor fastest', () => {
    expect(fullFactorial<number | string>({ beds: [8, 10], rule: ['fifo', 'edd'] })).toEqual([
      { beds: 8, rule: 'fifo' },
      { beds: 8, rule: 'edd' },
      { beds: 10, rule: 'fifo' },
      { beds: 10, rule: 'edd' },
    ]);
    const runs = fullFactorial({ a: [1, 2, 3], b: [1, 2, 3, 4], c: [0, 1] });
    expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(24);
  });

  it('refuses no factor, no levels and more than a million runs', () => {
    expect(() => fullFactorial({})).toThrow(/needs a factor/);
    expect(() => fullFactorial({ beds: [] })).toThrow(/"beds" has no levels/);
    const levels = Array.from({ length: 101 }, (_, i) => i);
    expect(() => fullFactorial({ a: levels, b: levels, c: levels })).toThrow(/1030301 combinations/);
  });
});

describe('fractionalFactorial', () => {
  const saturated = fractionalFactorial({
    base: ['A', 'B', 'C'],
    generators: { D: ['A', 'B'], E: ['A', 'C'], F: ['B', 'C'], G: ['A', 'B', 'C'] },
  });

  it('makes the saturated 2^(7−4) of resolution III with its published defining relation', () => {
    // Box, Hunter & Hunter: 7 words of three letters, 7 of four and 1 of seven.
    expect(saturated.runs).toHaveLength(8);
    expect(saturated.resolution).toBe(3);
    expect(words(saturated.definingRelation)).toEqual(
      'ABD ACE AFG BCF BEG CDG DEF ABCG ABEF ACDF ADEG BCDE BDFG CEFG ABCDEFG'.split(' '),
    );
  });

  it('confounds each main effect with three two-factor interactions', () => {
    const pairs = (effect: Effect): string[] =>
      words(saturated.aliasesOf(effect)).filter((word) => word.length === 2);
    expect(pairs(['A'])).toEqual(['BD', 'CE', 'FG']);
    expect(pairs(['D'])).toEqual(['AB', 'CG', 'EF']);
    expect(pairs(['G'])).toEqual(['AF', 'BE', 'CD']);
  });

  it.each([
    [['A', 'B', 'C'], { D: ['A', 'B', 'C'] }, 4],
    [['A', 'B', 'C', 'D'], { E: ['A', 'B', 'C', 'D'] }, 5],
    [['A', 'B', 'C', 'D'], { E: ['A', 'B', 'C'], F: ['B', 'C', 'D'] }, 4],
    [['A', 'B'], {}, Infinity],
  ])('has the resolution of the published designs: %j with %j', (base, generators, resolution) => {
    expect(fractionalFactorial({ base, generators: generators as Record<string, string[]> }).resolution).toBe(
      resolution,
    );
  });

  it('has balanced, orthogonal columns, and aliases that the runs really cannot tell apart', () => {
    const generator = fc.subarray(['A', 'B', 'C', 'D'], { minLength: 2 });
    fc.assert(
      fc.property(
        generator,
        generator,
        fc.subarray(['A', 'B', 'C', 'D', 'E', 'F'], { minLength: 1 }),
        (e, f, effect) => {
          fc.pre(e.join() !== f.join());
          const design = fractionalFactorial({ base: ['A', 'B', 'C', 'D'], generators: { E: e, F: f } });
          const contrast = (of: Effect): number[] =>
            design.runs.map((run) =>
              of.reduce((product, name) => product * run[design.factors.indexOf(name)]!, 1),
            );
          for (const a of design.factors) {
            expect(contrast([a]).reduce((x, y) => x + y)).toBe(0);
            for (const b of design.factors) {
              if (a !== b) expect(contrast([a, b]).reduce((x, y) => x + y)).toBe(0);
            }
          }
          for (const word of design.definingRelation) expect(new Set(contrast(word))).toEqual(new Set([1]));
          for (const alias of design.aliasesOf(effect)) expect(contrast(alias)).toEqual(contrast(effect));
        },
      ),
    );
  });

  it('refuses factors named twice, unknown ones and a generator of one', () => {
    const base = ['A', 'B'];
    expect(() => fractionalFactorial({ base: ['A', 'A'] })).toThrow(/"A" is named twice/);
    expect(() => fractionalFactorial({ base, generators: { C: ['A', 'X'] } })).toThrow(
      /"X" is none of the factors/,
    );
    expect(() => fractionalFactorial({ base, generators: { C: ['A'] } })).toThrow(/generator C = A/);
    expect(() => fractionalFactorial({ base, generators: { C: ['A', 'A'] } })).toThrow(/generator C = AA/);
    expect(() => fractionalFactorial({ base }).aliasesOf(['Z'])).toThrow(
      expect.objectContaining({ code: 'DESIGN_INVALID' }),
    );
  });
});
