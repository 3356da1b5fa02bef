import { VeinlineError } from '@veinline/base';

/** A set of factors whose product of levels is one effect: ['A'] is a main effect, ['A', 'B'] an interaction. */
export type Effect = readonly string[];

/** A two-level fractional factorial 2^(k−p) with what it cannot tell apart. */
export interface FractionalFactorial {
  readonly factors: readonly string[];
  /** One row a run, one column a factor, −1 (low) or 1 (high); the first base factor varies fastest. */
  readonly runs: readonly (readonly (-1 | 1)[])[];
  /** Words whose product is constant over the design; empty for a full factorial. */
  readonly definingRelation: readonly Effect[];
  /** Length of the shortest word: III confounds main effects with two-factor interactions, and so on. */
  readonly resolution: number;
  /** Effects the runs cannot tell from the given one, shortest first. Throws DESIGN_INVALID for an unknown factor. */
  aliasesOf(effect: Effect): readonly Effect[];
}

/**
 * Two-level fractional factorial from base factors and generators: `{ D: ['A', 'B'] }` sets the level of D to the
 * product of those of A and B (Box, Hunter & Hunter, Statistics for Experimenters, chapter 6).
 * Throws DESIGN_INVALID for a repeated or unknown factor, a generator of fewer than two, or more than 20 base factors.
 */
export function fractionalFactorial(design: {
  readonly base: readonly string[];
  readonly generators?: Readonly<Record<string, Effect>>;
}): FractionalFactorial {
  const { base, generators = {} } = design;
  const factors = [...base, ...Object.keys(generators)];
  checkFactors(base, factors);

  // An effect is a set of factors, and a product of effects their symmetric difference: bits and exclusive or.
  const maskOf = (effect: Effect, among = factors): number =>
    effect.reduce((mask, name) => mask ^ (1 << indexOf(name, among)), 0);
  const effectOf = (mask: number): string[] => factors.filter((_, i) => (mask >>> i) & 1);

  const baseMasks = Object.entries(generators).map(([name, word]) => {
    const mask = maskOf(word, base as string[]);
    if (new Set(word).size === word.length && word.length >= 2) return mask;
    throw invalid(`The generator ${name} = ${word.join('')} is no product of two or more base factors.`);
  });
  const words = productsOf(baseMasks.map((mask, i) => mask | (1 << (base.length + i))));
  const runs = Array.from({ length: 2 ** base.length }, (_, run) => {
    const levels = base.map((_, i): -1 | 1 => ((run >>> i) & 1 ? 1 : -1));
    const generated = baseMasks.map((mask): -1 | 1 =>
      levels.reduce<number>((product, level, i) => ((mask >>> i) & 1 ? product * level : product), 1) > 0
        ? 1
        : -1,
    );
    return [...levels, ...generated];
  });
  return {
    factors,
    runs,
    definingRelation: sortedEffects(words.map(effectOf)),
    resolution: Math.min(Infinity, ...words.map((word) => effectOf(word).length)),
    aliasesOf: (effect) => {
      const mask = maskOf(effect);
      return sortedEffects(words.map((word) => effectOf(word ^ mask)));
    },
  };
}

/** All products of one or more of the generating words. */
function productsOf(words: readonly number[]): number[] {
  const group = words.reduce<number[]>((all, word) => [...all, ...all.map((other) => other ^ word)], [0]);
  return group.slice(1);
}

function sortedEffects(effects: readonly Effect[]): Effect[] {
  return [...effects].sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1));
}

function checkFactors(base: readonly string[], factors: readonly string[]): void {
  if (base.length < 1 || base.length > 20 || factors.length > 31) {
    throw invalid(`A design of ${base.length} base and ${factors.length} factors in all is not possible.`);
  }
  const repeated = factors.find((name, i) => factors.indexOf(name) !== i);
  if (repeated !== undefined) throw invalid(`Factor "${repeated}" is named twice.`);
}

function indexOf(name: string, factors: readonly string[]): number {
  const index = factors.indexOf(name);
  if (index < 0) throw invalid(`"${name}" is none of the factors ${factors.join(', ')}.`);
  return index;
}

function invalid(message: string): VeinlineError {
  return new VeinlineError('DESIGN_INVALID', message, {
    hint: 'Name 1 to 20 base factors, and generate each further one from two or more of them.',
  });
}
