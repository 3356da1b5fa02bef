import { type Commitment } from './process-state.ts';
import { type Process } from './process.ts';

/** What a claim asks of the resource it belongs to. */
export interface ClaimOwner {
  readonly name: string;
  withdraw(claim: Claim): void;
}

/** One seize of a resource from request to release. Claims are pooled by their resource and never leave it. */
export class Claim implements Commitment {
  process!: Process;
  units = 1;
  priority = 0;
  /** Order of the requests at this resource. */
  sequence = 0;
  /** When it was requested; once granted, when it was granted. */
  since = 0;
  isQueued = false;
  isSuspended = false;
  nextOfProcess: Commitment | null = null;
  next: Claim | null = null;
  previous: Claim | null = null;
  /** Place in a heap-ordered queue. */
  index = -1;
  /** Order of the grants at this resource: the youngest work is stopped first. */
  grant = 0;

  constructor(readonly owner: ClaimOwner) {}

  get name(): string {
    return this.owner.name;
  }

  withdraw(): void {
    this.owner.withdraw(this);
  }
}
