import { type DispatchChoice, type DispatchPolicy } from './dispatch-policy.ts';

/**
 * Items that wait under one dispatch policy. Kept sorted while time cannot change the order (logarithmic search per
 * item), searched through at each call otherwise.
 */
export class DispatchQueue<T> {
  readonly #policy: DispatchPolicy<T>;
  readonly #items: T[] = [];

  constructor(policy: DispatchPolicy<T>) {
    this.#policy = policy;
  }

  get length(): number {
    return this.#items.length;
  }

  /** The waiting items; in the order they would go only under a static policy. */
  get items(): readonly T[] {
    return this.#items;
  }

  add(item: T): void {
    if (!this.#policy.isStatic) {
      this.#items.push(item);
      return;
    }
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#policy.compare(this.#items[middle]!, item, 0) <= 0) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, item);
  }

  /** Takes out an item that gave up waiting; false when it does not wait here. */
  remove(item: T): boolean {
    const index = this.#items.indexOf(item);
    if (index >= 0) this.#items.splice(index, 1);
    return index >= 0;
  }

  /** The item that goes next with the reasons, left in the queue; `allowed` passes over items that cannot go now. */
  peek(now: number, allowed?: (item: T) => boolean): DispatchChoice<T> | undefined {
    const candidates = allowed ? this.#items.filter(allowed) : this.#items;
    if (!this.#policy.isStatic) return this.#policy.choose(candidates, now);
    return candidates.length === 0 ? undefined : this.#policy.explain(candidates[0]!, now, candidates.length);
  }

  /** Takes out the item that goes next. */
  take(now: number, allowed?: (item: T) => boolean): DispatchChoice<T> | undefined {
    const choice = this.peek(now, allowed);
    if (choice) this.remove(choice.item);
    return choice;
  }
}
