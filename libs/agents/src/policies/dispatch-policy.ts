import { parsed } from '../parsed.ts';
import { type DispatchInput, type DispatchSpec, dispatchSchema } from './dispatch-schema.ts';
import {
  type Score,
  type Term,
  type Terms,
  type WeightedTerm,
  checkedTerm,
  explainScore,
  resolveTerms,
  weightedTotal,
} from './terms.ts';

/**
 * What the model knows about a waiting item. `id` is unique and breaks the last ties, so that equal items are always
 * taken in the same order. A policy that needs what is not given is refused.
 */
export interface DispatchView<T> {
  id(item: T): string | number;
  /** When the item began to wait, model time. */
  arrival(item: T): number;
  /** When the item is due, model time; gives the terms `due`, `slack`. */
  due?(item: T): number;
  /** 0 for the most urgent, then 1, 2 …; gives the term `urgency`. */
  urgency?(item: T): number;
  /** Expected processing time, model time; gives the term `duration`. */
  duration?(item: T): number;
  /** Further terms by the names that scenario files may weigh. */
  readonly terms?: Terms<T>;
}

/** The item that goes next and why. */
export interface DispatchChoice<T> {
  readonly item: T;
  readonly policy: DispatchSpec['type'];
  /** The scores by which the item went first, the deciding ones first. */
  readonly scores: readonly Score[];
  /** How many items waited, the chosen one included. */
  readonly among: number;
}

/** A dispatch policy bound to a model's view of its items. */
export class DispatchPolicy<T> {
  readonly spec: DispatchSpec;
  /** True when time cannot change the order of two items. */
  readonly isStatic: boolean;
  readonly #view: DispatchView<T>;
  readonly #levels: readonly (readonly WeightedTerm<T>[])[];

  /** Throws VeinlineError POLICY_INVALID or POLICY_TERM_UNKNOWN for what is no policy of this model. */
  constructor(spec: DispatchInput, view: DispatchView<T>) {
    this.spec = parsed(dispatchSchema, spec, 'POLICY_INVALID', 'The dispatch policy');
    this.#view = view;
    const terms = termsOf(view);
    this.#levels = levelsOf(this.spec).map((weights) => resolveTerms(weights, terms, this.spec.type));
    this.isStatic = this.#levels.every((level) => level.every(({ term }) => term.key !== undefined));
  }

  /** Negative when `a` goes before `b` at time `now`; never 0 for items of different id. */
  compare(a: T, b: T, now: number): number {
    for (const level of this.#levels) {
      const difference = this.#total(level, b, now) - this.#total(level, a, now);
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    const arrival = this.#view.arrival(a) - this.#view.arrival(b);
    if (arrival !== 0) return arrival;
    return compareIds(this.#view.id(a), this.#view.id(b));
  }

  /** The items in the order they would go; the list given is left as it is. */
  rank(items: readonly T[], now: number): T[] {
    return [...items].sort((a, b) => this.compare(a, b, now));
  }

  /** The item that goes next with the reasons, or undefined when none waits. */
  choose(items: Iterable<T>, now: number): DispatchChoice<T> | undefined {
    let best: T | undefined;
    let among = 0;
    for (const item of items) {
      if (among++ === 0 || this.compare(item, best!, now) < 0) best = item;
    }
    return among === 0 ? undefined : this.explain(best!, now, among);
  }

  /** Why an item stands where it does at time `now`. */
  explain(item: T, now: number, among = 1): DispatchChoice<T> {
    return {
      item,
      policy: this.spec.type,
      scores: this.#levels.map((level) => explainScore(level, item, now)),
      among,
    };
  }

  /** Static orders compare by key, so that rounding at different times cannot reorder equal items. */
  #total(level: readonly WeightedTerm<T>[], item: T, now: number): number {
    if (!this.isStatic) return weightedTotal(level, item, now);
    let total = 0;
    for (const { name, weight, term } of level) total += weight * checkedTerm(name, term.key!(item));
    return total;
  }
}

function levelsOf(spec: DispatchSpec): Record<string, number>[] {
  switch (spec.type) {
    case 'fifo':
      return [{ waiting: 1 }];
    case 'earliest-due-date':
      return [{ due: -1 }];
    case 'shortest-processing-time':
      return [{ duration: -1 }];
    case 'priority':
      return [{ urgency: -1 }, ...levelsOf({ type: spec.then } as DispatchSpec)];
    case 'weighted':
      return [spec.weights];
  }
}

function termsOf<T>(view: DispatchView<T>): Terms<T> {
  const terms: Record<string, Term<T>> = {
    waiting: { value: (item, now) => now - view.arrival(item), key: (item) => -view.arrival(item) },
  };
  const fixed = (read: (item: T) => number): Term<T> => ({ value: read, key: read });
  if (view.due) {
    const due = view.due.bind(view);
    terms['due'] = fixed(due);
    terms['slack'] = { value: (item, now) => due(item) - now, key: due };
  }
  if (view.urgency) terms['urgency'] = fixed(view.urgency.bind(view));
  if (view.duration) terms['duration'] = fixed(view.duration.bind(view));
  return { ...terms, ...view.terms };
}

function compareIds(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
