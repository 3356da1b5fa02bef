import { type Process } from './process.ts';
import { Outcome } from './outcome.ts';
import { type PendingWait } from './process-wait.ts';

/** Options of a wait at a store or container. */
export interface RequestOptions {
  /** Lower goes first, ties by order of request; 0 by default. */
  readonly priority?: number;
  /** Longest wait in time units before it reneges; no limit by default. */
  readonly patience?: number;
}

/** One process waiting in a line. */
export class Request<T> implements PendingWait {
  readonly lateOutcome = Outcome.reneged;

  constructor(
    readonly line: RequestLine<T>,
    readonly process: Process,
    /** What it wants: an item to put, a filter, an amount. */
    readonly wanted: T,
    readonly priority: number,
    /** Time of the request, in time units. */
    readonly since: number,
  ) {}

  get name(): string {
    return this.line.name;
  }

  withdraw(): void {
    this.line.remove(this);
    this.line.onWithdraw();
  }
}

/** Processes waiting at one side of a store or container: lower priorities first, then by order of request. */
export class RequestLine<T> {
  readonly requests: Request<T>[] = [];

  constructor(
    readonly name: string,
    /** Called when a request leaves unserved: the one behind it may be served now. */
    readonly onWithdraw: () => void,
  ) {}

  get size(): number {
    return this.requests.length;
  }

  add(request: Request<T>): void {
    let index = this.requests.length;
    while (index > 0 && this.requests[index - 1]!.priority > request.priority) index--;
    if (index === this.requests.length) this.requests.push(request);
    else this.requests.splice(index, 0, request);
  }

  remove(request: Request<T>): void {
    if (this.requests[0] === request) this.requests.shift();
    else this.requests.splice(this.requests.indexOf(request), 1);
  }
}
