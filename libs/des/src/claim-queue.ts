import { type Claim } from './claim.ts';

/** Claims in the order they are served. */
export interface ClaimQueue {
  readonly size: number;
  readonly head: Claim | null;
  add(claim: Claim): void;
  remove(claim: Claim): void;
  /** All claims, in the order they are served. */
  toArray(): Claim[];
}

/** Claims by order of request: new ones at the end, suspended ones back where they came from. All steps O(1) but the latter. */
export class ClaimList implements ClaimQueue {
  size = 0;
  head: Claim | null = null;
  private tail: Claim | null = null;

  add(claim: Claim): void {
    let before = this.tail;
    if (claim.isSuspended) {
      while (before !== null && before.sequence > claim.sequence) before = before.previous;
    }
    const after = before === null ? this.head : before.next;
    claim.previous = before;
    claim.next = after;
    if (before === null) this.head = claim;
    else before.next = claim;
    if (after === null) this.tail = claim;
    else after.previous = claim;
    this.size++;
  }

  remove(claim: Claim): void {
    const { previous, next } = claim;
    if (previous === null) this.head = next;
    else previous.next = next;
    if (next === null) this.tail = previous;
    else next.previous = previous;
    claim.previous = null;
    claim.next = null;
    this.size--;
  }

  toArray(): Claim[] {
    const claims: Claim[] = [];
    for (let claim = this.head; claim !== null; claim = claim.next) claims.push(claim);
    return claims;
  }
}

/** Claims in any strict order, as a binary heap that knows each claim's place: adding and removing O(log n). */
export class ClaimHeap implements ClaimQueue {
  private readonly claims: Claim[] = [];
  private readonly isBefore: (a: Claim, b: Claim) => boolean;

  constructor(isBefore: (a: Claim, b: Claim) => boolean) {
    this.isBefore = isBefore;
  }

  get size(): number {
    return this.claims.length;
  }

  get head(): Claim | null {
    return this.claims[0] ?? null;
  }

  add(claim: Claim): void {
    this.claims.push(claim);
    this.up(this.claims.length - 1, claim);
  }

  remove(claim: Claim): void {
    const { index } = claim;
    claim.index = -1;
    const last = this.claims.pop()!;
    if (last === claim) return;
    this.claims[index] = last;
    this.up(index, last);
    this.down(last.index, last);
  }

  toArray(): Claim[] {
    return [...this.claims].sort((a, b) => (this.isBefore(a, b) ? -1 : 1));
  }

  private up(start: number, claim: Claim): void {
    const claims = this.claims;
    let index = start;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = claims[parentIndex]!;
      if (this.isBefore(parent, claim)) break;
      claims[index] = parent;
      parent.index = index;
      index = parentIndex;
    }
    claims[index] = claim;
    claim.index = index;
  }

  private down(start: number, claim: Claim): void {
    const claims = this.claims;
    let index = start;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= claims.length) break;
      if (childIndex + 1 < claims.length && this.isBefore(claims[childIndex + 1]!, claims[childIndex]!))
        childIndex++;
      const child = claims[childIndex]!;
      if (this.isBefore(claim, child)) break;
      claims[index] = child;
      child.index = index;
      index = childIndex;
    }
    claims[index] = claim;
    claim.index = index;
  }
}
