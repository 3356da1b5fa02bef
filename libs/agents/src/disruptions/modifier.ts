/** How strong a disruption is: the value times a factor, plus a change, replaced, or nothing left. */
export type Strength =
  { readonly factor: number } | { readonly change: number } | { readonly set: number } | 'off';

/** What the disruptions active on one target do to a value together. */
export interface Modifier {
  /** True when no disruption is active; `apply` then gives back the very value it was given. */
  readonly isNone: boolean;
  apply(base: number): number;
}

/**
 * The rule by which disruptions of one effect on one target combine, in the order they started: `off` leaves
 * nothing, whatever else is active; otherwise the last `set` replaces the base, all changes are added, the sum is
 * multiplied by all factors, and what falls below 0 is 0. It is always worked out anew from the base, so that when
 * the last disruption ends the value is the base to the last bit.
 */
export function combine(strengths: readonly Strength[]): Modifier {
  return {
    isNone: strengths.length === 0,
    apply(base) {
      if (strengths.length === 0) return base;
      if (strengths.includes('off')) return 0;
      let value = base;
      let change = 0;
      let factor = 1;
      for (const strength of strengths) {
        if (strength === 'off') continue;
        if ('set' in strength) value = strength.set;
        else if ('change' in strength) change += strength.change;
        else factor *= strength.factor;
      }
      return Math.max(0, (value + change) * factor);
    },
  };
}

/** A strength in words, for logs. */
export function describeStrength(strength: Strength): string {
  if (strength === 'off') return 'off';
  if ('factor' in strength) return `times ${strength.factor}`;
  if ('set' in strength) return `set to ${strength.set}`;
  return strength.change < 0 ? `less ${-strength.change}` : `plus ${strength.change}`;
}
