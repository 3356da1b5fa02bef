import { type Awaitable, type Waiter } from './awaitable.ts';
import { type Kernel } from './kernel.ts';

/** Options of a signal. */
export interface SignalOptions {
  /** Once fired it stays so until `reset()`, and nobody waits for it meanwhile; by default a signal is a pulse. */
  readonly latched?: boolean;
}

/** Something processes wait for: firing it wakes all who wait now, in the order they came. */
export class Signal<T = void> implements Awaitable {
  readonly name: string;
  readonly isLatched: boolean;
  readonly #kernel: Kernel;
  #waiters = new Set<Waiter>();
  #value: T | undefined = undefined;
  #isSet = false;

  /** Simulations make signals. @internal */
  constructor(kernel: Kernel, name: string, { latched = false }: SignalOptions = {}) {
    this.#kernel = kernel;
    this.name = name;
    this.isLatched = latched;
  }

  /** What it was fired with last. */
  get value(): T | undefined {
    return this.#value;
  }

  get hasHappened(): boolean {
    return this.#isSet;
  }

  /** How many wait for it. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** Wakes all who wait, each by an event at this time; those who come after wait for the next firing. */
  fire(value: T): void {
    this.#value = value;
    this.#isSet = this.isLatched;
    const kernel = this.#kernel;
    if (kernel.trace !== null) {
      kernel.trace({
        time: kernel.now,
        action: 'fire',
        subject: this.name,
        detail: `${this.#waiters.size} waiting`,
      });
    }
    if (this.#waiters.size === 0) return;
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const waiter of waiters) waiter.happened();
  }

  /** Makes a latched signal wait-worthy again. */
  reset(): void {
    this.#isSet = false;
  }

  subscribe(waiter: Waiter): void {
    this.#waiters.add(waiter);
  }

  unsubscribe(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }
}
