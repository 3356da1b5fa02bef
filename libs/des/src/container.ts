import { VeinlineError } from '@veinline/base';
import { Tally } from '@veinline/stats';
import { type Kernel } from './kernel.ts';
import { Level } from './level.ts';
import { Outcome } from './outcome.ts';
import { type Process, type Wait } from './process.ts';
import { Request, RequestLine, type RequestOptions } from './request-line.ts';

/** Options of a container. */
export interface ContainerOptions {
  /** Most it holds, in the unit of its content; no limit by default. */
  readonly capacity?: number;
  /** What it holds at first; 0 by default. */
  readonly initial?: number;
}

/** An amount of something (litres, doses, kilograms) that processes put in and get out. The first in a line is not overtaken. */
export class Container {
  readonly name: string;
  readonly capacity: number;
  /** The content over time. */
  readonly level: Level;
  /** Time waited by those who got their amount, in time units. */
  readonly getWait = new Tally();
  /** Time waited by those who put, in time units. */
  readonly putWait = new Tally();
  readonly #kernel: Kernel;
  readonly #getters: RequestLine<number>;
  readonly #putters: RequestLine<number>;

  /** Simulations make containers. Throws CONTAINER_INVALID. @internal */
  constructor(kernel: Kernel, name: string, { capacity = Infinity, initial = 0 }: ContainerOptions = {}) {
    if (!(capacity > 0) || !(initial >= 0 && initial <= capacity) || initial === Infinity) {
      throw new VeinlineError(
        'CONTAINER_INVALID',
        `Container ${name} holds ${initial} of at most ${capacity}.`,
        {
          hint: 'Its capacity is above 0; what it holds at first is finite, and from 0 to its capacity.',
        },
      );
    }
    this.name = name;
    this.capacity = capacity;
    this.#kernel = kernel;
    this.level = new Level(kernel, `${name}.level`, initial);
    const settle = () => this.#settle();
    this.#getters = new RequestLine(`${name} (get)`, settle);
    this.#putters = new RequestLine(`${name} (put)`, settle);
  }

  /** What it holds now. */
  get content(): number {
    return this.level.value;
  }

  /** Processes waiting for content. */
  get getting(): readonly Process[] {
    return this.#getters.requests.map((request) => request.process);
  }

  /** Processes waiting for room. */
  get putting(): readonly Process[] {
    return this.#putters.requests.map((request) => request.process);
  }

  /** Puts an amount in, all at once, and waits for room. Throws AMOUNT_INVALID. */
  put(process: Process, amount: number, options?: RequestOptions): Wait {
    this.#request('put', this.#putters, process, amount, options);
  }

  /** Gets an amount out, all at once, and waits for it. Throws AMOUNT_INVALID. */
  get(process: Process, amount: number, options?: RequestOptions): Wait {
    this.#request('get', this.#getters, process, amount, options);
  }

  /** Puts an amount in if there is room and nobody waits to; false otherwise. Throws AMOUNT_INVALID. */
  tryPut(amount: number): boolean {
    this.#check('tryPut', amount);
    if (this.#putters.size > 0 || this.content + amount > this.capacity) return false;
    this.level.add(amount);
    this.#settle();
    return true;
  }

  /** Gets an amount out if there is enough and nobody waits to; false otherwise. Throws AMOUNT_INVALID. */
  tryGet(amount: number): boolean {
    this.#check('tryGet', amount);
    if (this.#getters.size > 0 || this.content < amount) return false;
    this.level.add(-amount);
    this.#settle();
    return true;
  }

  resetStatistics(): void {
    this.level.resetStatistics();
    this.getWait.reset();
    this.putWait.reset();
  }

  #request(
    command: string,
    line: RequestLine<number>,
    process: Process,
    amount: number,
    options: RequestOptions = {},
  ): void {
    if (!process.ready(command)) return;
    this.#check(command, amount, process);
    const request = new Request(line, process, amount, options.priority ?? 0, this.#kernel.now);
    line.add(request);
    this.#settle();
    if (line.requests.includes(request)) process.park(request, options.patience);
  }

  #settle(): void {
    let isMoving = true;
    while (isMoving) {
      isMoving = false;
      const putter = this.#putters.requests[0];
      if (putter !== undefined && this.content + putter.wanted <= this.capacity) {
        this.#complete(putter, putter.wanted, this.putWait);
        isMoving = true;
      }
      const getter = this.#getters.requests[0];
      if (getter !== undefined && getter.wanted <= this.content) {
        this.#complete(getter, -getter.wanted, this.getWait);
        isMoving = true;
      }
    }
  }

  #complete(request: Request<number>, change: number, waits: Tally): void {
    const { process } = request;
    request.line.remove(request);
    this.level.add(change);
    waits.add(this.#kernel.now - request.since);
    if (process.isRunning) process.succeed();
    else process.wake(Outcome.completed);
  }

  #check(command: string, amount: number, process?: Process): void {
    if (amount > 0 && amount <= this.capacity && amount < Infinity) return;
    throw this.#kernel.fault('AMOUNT_INVALID', `${command} was given the amount ${amount} at ${this.name}.`, {
      ...(process && { process: process.name }),
      hint: `Give an amount above 0 and at most the capacity of ${this.capacity}.`,
      details: { container: this.name, amount },
    });
  }
}
