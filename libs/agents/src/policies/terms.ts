import { VeinlineError } from '@veinline/base';
import { didYouMean } from '../did-you-mean.ts';

/** A named number by which policies compare; `now` is the time in the model's unit. */
export interface Term<T> {
  /** The value shown in explanations and used in scores. */
  value(subject: T, now: number): number;
  /**
   * The value up to a shift that is the same for all subjects at any moment. A term that has it never changes the
   * order of two subjects as time passes, which lets queues stay sorted.
   */
  readonly key?: (subject: T) => number;
}

/** Terms by the names scenario files use. */
export type Terms<T> = Readonly<Record<string, Term<T>>>;

/** One term of a score: contribution = weight times value. */
export interface ScoreTerm {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
  readonly contribution: number;
}

/** A score and how it came about; the higher score is better. */
export interface Score {
  readonly total: number;
  readonly terms: readonly ScoreTerm[];
}

/** Weighted terms whose sum is a score. */
export type Weights = Readonly<Record<string, number>>;

/** Throws VeinlineError POLICY_TERM_UNKNOWN when a weight names a term the model does not have. */
export function requireTerms(weights: Weights, terms: Terms<never>, policy: string): void {
  const known = Object.keys(terms);
  for (const name of Object.keys(weights)) {
    if (Object.hasOwn(terms, name)) continue;
    throw new VeinlineError(
      'POLICY_TERM_UNKNOWN',
      `The ${policy} policy weighs '${name}', which is no term of this model.`,
      {
        hint: `${didYouMean(name, known)}Use one of: ${known.join(', ')}.`,
        details: { name, known },
      },
    );
  }
}

/** The sum of the weighted terms; throws VeinlineError POLICY_SCORE_INVALID when a term is not a number. */
export function weightedTotal<T>(weights: readonly WeightedTerm<T>[], subject: T, now: number): number {
  let total = 0;
  for (const { name, weight, term } of weights) total += weight * checkedTerm(name, term.value(subject, now));
  return total;
}

/** A term with its weight, resolved by name. */
export interface WeightedTerm<T> {
  readonly name: string;
  readonly weight: number;
  readonly term: Term<T>;
}

/** Resolves weights by name, in the order written. */
export function resolveTerms<T>(weights: Weights, terms: Terms<T>, policy: string): WeightedTerm<T>[] {
  requireTerms(weights, terms, policy);
  return Object.entries(weights).map(([name, weight]) => ({ name, weight, term: terms[name]! }));
}

/** The score of a subject with its terms, for logs. */
export function explainScore<T>(weights: readonly WeightedTerm<T>[], subject: T, now: number): Score {
  const terms = weights.map(({ name, weight, term }) => {
    const value = checkedTerm(name, term.value(subject, now));
    return { name, value, weight, contribution: weight * value };
  });
  return { total: terms.reduce((sum, { contribution }) => sum + contribution, 0), terms };
}

/** The value, if it is a number; throws VeinlineError POLICY_SCORE_INVALID otherwise. */
export function checkedTerm(name: string, value: number): number {
  if (!Number.isNaN(value)) return value;
  throw new VeinlineError('POLICY_SCORE_INVALID', `The term '${name}' is not a number for this subject.`, {
    hint: 'Give every subject a value for each term that the policy weighs.',
    details: { name },
  });
}
