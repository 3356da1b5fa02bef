import { VeinlineError } from '@veinline/base';

/**
 * Every combination of the levels of every factor; the last factor varies fastest.
 * Throws DESIGN_INVALID for no factor, a factor without levels, or more than a million combinations.
 */
export function fullFactorial<T>(factors: Readonly<Record<string, readonly T[]>>): Record<string, T>[] {
  const entries = Object.entries(factors);
  const runs = entries.reduce((product, [, levels]) => product * levels.length, 1);
  const empty = entries.find(([, levels]) => levels.length === 0);
  if (entries.length === 0 || empty) {
    const message = empty ? `Factor "${empty[0]}" has no levels.` : 'A factorial design needs a factor.';
    throw new VeinlineError('DESIGN_INVALID', message, { hint: 'Give each factor one level or more.' });
  }
  if (runs > 1e6) {
    throw new VeinlineError('DESIGN_INVALID', `A full factorial of ${runs} combinations is too large.`, {
      hint: 'Take fewer levels, a fractional factorial, or a Latin hypercube.',
      details: { runs },
    });
  }
  return Array.from({ length: runs }, (_, run) => {
    let rest = run;
    const picked: [string, T][] = [];
    for (let f = entries.length - 1; f >= 0; f--) {
      const [name, levels] = entries[f]!;
      picked.unshift([name, levels[rest % levels.length]!]);
      rest = Math.floor(rest / levels.length);
    }
    return Object.fromEntries(picked);
  });
}
