/** One place in the list of those who wait for something to happen. */
export interface Waiter {
  /** Called once, when it happens; the waiter is off the list by then. */
  happened(): void;
}

/** Something that happens at a moment in simulated time: a signal that fires, a process that ends. */
export interface Awaitable {
  readonly name: string;
  /** It has happened and stays so; nobody needs to wait. */
  readonly hasHappened: boolean;
  subscribe(waiter: Waiter): void;
  unsubscribe(waiter: Waiter): void;
}
