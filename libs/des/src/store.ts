import { VeinlineError } from '@veinline/base';
import { Tally } from '@veinline/stats';
import { type Kernel } from './kernel.ts';
import { Level } from './level.ts';
import { Outcome } from './outcome.ts';
import { type Process, type Wait } from './process.ts';
import { Request, RequestLine, type RequestOptions } from './request-line.ts';

/** Options of a store. */
export interface StoreOptions<T> {
  /** Most items it holds; no limit by default. */
  readonly capacity?: number;
  /** Which item is handed out first: by order of arrival unless told. Negative when `a` goes first. */
  readonly order?: (a: T, b: T) => number;
}

/** Options of a get from a store. */
export interface GetOptions<T> extends RequestOptions {
  /** Only items it accepts; any by default. A request without a matching item does not hold up those behind it. */
  readonly filter?: (item: T) => boolean;
}

type Filter<T> = ((item: T) => boolean) | undefined;

/** Items that processes put in and get out. What can be done at once needs no event; who waited resumes by one. */
export class Store<T> {
  readonly name: string;
  readonly capacity: number;
  /** Items held over time. */
  readonly level: Level;
  /** Time waited for an item by those who got one, in time units. */
  readonly getWait = new Tally();
  /** Time waited for room by those who put, in time units. */
  readonly putWait = new Tally();
  readonly #kernel: Kernel;
  readonly #order: ((a: T, b: T) => number) | undefined;
  readonly #items: T[] = [];
  readonly #getters: RequestLine<Filter<T>>;
  readonly #putters: RequestLine<T>;

  /** Simulations make stores. Throws STORE_INVALID. @internal */
  constructor(kernel: Kernel, name: string, { capacity = Infinity, order }: StoreOptions<T> = {}) {
    if (!(capacity > 0))
      throw new VeinlineError('STORE_INVALID', `Store ${name} has the capacity ${capacity}.`);
    this.name = name;
    this.capacity = capacity;
    this.#kernel = kernel;
    this.#order = order;
    this.level = new Level(kernel, `${name}.level`);
    const settle = () => this.#settle();
    this.#getters = new RequestLine(`${name} (get)`, settle);
    this.#putters = new RequestLine(`${name} (put)`, settle);
  }

  /** The items, in the order they are handed out. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** Processes waiting for an item. */
  get getting(): readonly Process[] {
    return this.#getters.requests.map((request) => request.process);
  }

  /** Processes waiting for room. */
  get putting(): readonly Process[] {
    return this.#putters.requests.map((request) => request.process);
  }

  /** Puts an item in, and waits for room. */
  put(process: Process, item: T, options: RequestOptions = {}): Wait {
    if (!process.ready('put')) return;
    const { priority = 0, patience } = options;
    this.#await(new Request(this.#putters, process, item, priority, this.#kernel.now), patience);
  }

  /** Waits for an item; then read it with `received`. */
  get(process: Process, options: GetOptions<T> = {}): Wait {
    if (!process.ready('get')) return;
    const { filter, priority = 0, patience } = options;
    this.#await(new Request(this.#getters, process, filter, priority, this.#kernel.now), patience);
  }

  /** The item the latest completed get handed to the process. Throws NOT_HELD when the latest wait was not completed. */
  received(process: Process): T {
    const parcel = process.received as { store: Store<T>; item: T } | undefined;
    if (process.outcome === Outcome.completed && parcel?.store === this) return parcel.item;
    throw this.#kernel.fault('NOT_HELD', `It received nothing from ${this.name}.`, {
      process: process.name,
      hint: 'Check outcome after a get with patience, or one that may be interrupted.',
    });
  }

  /** Puts an item in if there is room, from wherever; false otherwise. */
  tryPut(item: T): boolean {
    if (this.#putters.size > 0 || this.#items.length >= this.capacity) return false;
    this.#insert(item);
    this.#settle();
    return true;
  }

  /** Takes the first item the filter accepts; undefined when there is none. */
  tryGet(filter?: (item: T) => boolean): T | undefined {
    const index = filter ? this.#items.findIndex(filter) : 0;
    if (index < 0 || this.#items.length === 0) return undefined;
    const item = this.#remove(index);
    this.#settle();
    return item;
  }

  resetStatistics(): void {
    this.level.resetStatistics();
    this.getWait.reset();
    this.putWait.reset();
  }

  #await<W>(request: Request<W>, patience: number | undefined): void {
    request.line.add(request);
    this.#settle();
    if (request.line.requests.includes(request)) request.process.park(request, patience);
  }

  /** Serves whoever can be served, until nobody can. */
  #settle(): void {
    let isMoving = true;
    while (isMoving) {
      isMoving = false;
      while (this.#putters.size > 0 && this.#items.length < this.capacity) {
        const request = this.#putters.requests[0]!;
        this.#putters.remove(request);
        this.#insert(request.wanted);
        this.putWait.add(this.#kernel.now - request.since);
        complete(request.process);
        isMoving = true;
      }
      for (const request of [...this.#getters.requests]) {
        if (this.#items.length === 0) break;
        const index = request.wanted === undefined ? 0 : this.#items.findIndex(request.wanted);
        if (index < 0) continue;
        this.#getters.remove(request);
        request.process.received = { store: this, item: this.#remove(index) };
        this.getWait.add(this.#kernel.now - request.since);
        complete(request.process);
        isMoving = true;
      }
    }
    if (this.level.value !== this.#items.length) this.level.set(this.#items.length);
  }

  #insert(item: T): void {
    const items = this.#items;
    let low = items.length;
    if (this.#order !== undefined) {
      let high = low;
      low = 0;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.#order(items[middle]!, item) <= 0) low = middle + 1;
        else high = middle;
      }
    }
    if (low === items.length) items.push(item);
    else items.splice(low, 0, item);
  }

  #remove(index: number): T {
    return index === 0 ? this.#items.shift()! : this.#items.splice(index, 1)[0]!;
  }
}

function complete(process: Process): void {
  if (process.isRunning) process.succeed();
  else process.wake(Outcome.completed);
}
