import { type Awaitable, type Waiter } from './awaitable.ts';
import { Outcome } from './outcome.ts';

/** What a process waits for other than a resource: known to the process so that a time-out or interrupt can undo it. */
export interface PendingWait {
  /** What is waited for, for the list of processes still waiting. */
  readonly name: string;
  /** The outcome when patience runs out first. */
  readonly lateOutcome: Outcome;
  /** Leaves every list it is on. */
  withdraw(): void;
}

/** The side of a process that a wait reports to. */
interface Sleeper {
  /** What was waited for has happened; `index` says which, in the order given. */
  conclude(index: number): void;
}

/** The wait for one awaitable. */
export class SingleWait implements PendingWait, Waiter {
  readonly lateOutcome = Outcome.timedOut;

  constructor(
    private readonly sleeper: Sleeper,
    private readonly awaitable: Awaitable,
  ) {
    awaitable.subscribe(this);
  }

  get name(): string {
    return this.awaitable.name;
  }

  happened(): void {
    this.sleeper.conclude(0);
  }

  withdraw(): void {
    this.awaitable.unsubscribe(this);
  }
}

/** The wait for any or all of several awaitables. */
export class GroupWait implements PendingWait {
  readonly lateOutcome = Outcome.timedOut;
  readonly #open = new Map<Awaitable, Waiter>();

  constructor(
    private readonly sleeper: Sleeper,
    private readonly awaitables: readonly Awaitable[],
    private readonly isAll: boolean,
  ) {
    awaitables.forEach((awaitable, index) => {
      if (awaitable.hasHappened || this.#open.has(awaitable)) return;
      const waiter = { happened: () => this.#happened(awaitable, index) };
      this.#open.set(awaitable, waiter);
      awaitable.subscribe(waiter);
    });
  }

  get name(): string {
    const names = [...this.#open.keys()].map((awaitable) => awaitable.name);
    return `${this.isAll ? 'all' : 'any'} of ${names.join(', ')}`;
  }

  /** Nothing left to wait for: the index of what is there already, or undefined. */
  get settled(): number | undefined {
    if (this.isAll) return this.#open.size === 0 ? this.awaitables.length - 1 : undefined;
    const index = this.awaitables.findIndex((awaitable) => awaitable.hasHappened);
    return index < 0 ? undefined : index;
  }

  withdraw(): void {
    for (const [awaitable, waiter] of this.#open) awaitable.unsubscribe(waiter);
    this.#open.clear();
  }

  #happened(awaitable: Awaitable, index: number): void {
    this.#open.delete(awaitable);
    if (this.isAll && this.#open.size > 0) return;
    this.withdraw();
    this.sleeper.conclude(index);
  }
}
