import { EventList, type EventTarget } from './event-list.ts';
import { type Awaitable } from './awaitable.ts';
import { SimulationError, faultOf } from './fault.ts';
import { type TraceSink } from './trace.ts';

export type { EventTarget } from './event-list.ts';

/** Names a pending callback event, for `cancel`. */
export type EventId = number & { readonly __eventId?: never };

/** Why a run came to its end. */
export type RunReason = 'time' | 'signal' | 'predicate' | 'empty' | 'stopped' | 'event-limit';

const HANDLE_SPAN = 2 ** 25;
const SEQUENCE_SPAN = 2 ** 28;

/**
 * Clock, event list and dispatch loop: what all three tiers (processes, callbacks, flow) share.
 *
 * One event at a time, in the order (time, priority, sequence); the clock never runs back.
 *
 * Here and in the other classes every event passes through, members are private by type only: with `#` names V8 ran M/M/1 about
 * a sixth slower, and kept one word more in each object of a class with `#` methods.
 */
export class Kernel {
  /** The future event list; library code schedules on it directly. */
  readonly events = new EventList();
  /** Receives trace entries, null while tracing is off. */
  readonly trace: TraceSink | null;
  /** Last time and number of events of the current run, for targets that handle many events in one go. */
  readonly horizon = { time: Infinity, count: Infinity };
  /** Handle of the event being handled, -1 for a callback and between events. An integer, so that setting it costs nothing. */
  turn = -1;
  /** When each process began its hold, by handle; kept only once a facility restarts interrupted work. */
  holdStarts: number[] | null = null;
  private clock = 0;
  private handled = 0;
  private eventEnd: number;
  private sameTimeSteps = 0;
  private readonly sameTimeLimit: number;
  private background = 0;
  private isRunning = false;
  private halt: RunReason | null = null;

  constructor(options: { trace?: TraceSink; eventLimit?: number; sameTimeLimit?: number } = {}) {
    this.trace = options.trace ?? null;
    this.eventEnd = options.eventLimit ?? Infinity;
    this.sameTimeLimit = options.sameTimeLimit ?? 10_000_000;
  }

  /** The process whose turn it is, undefined in callbacks and between events. */
  get current(): EventTarget | undefined {
    return this.turn < 0 ? undefined : (this.targets[this.turn] as EventTarget | undefined);
  }

  /** What the events of each handle are addressed to. */
  get targets(): EventList['targets'] {
    return this.events.targets;
  }

  /** Simulated time, in the time unit of the simulation. */
  get now(): number {
    return this.clock;
  }

  /** Events handled so far. */
  get eventCount(): number {
    return this.handled;
  }

  /**
   * Calls back at a simulated time; at equal times lower priorities run first, then earlier calls. Throws TIME_INVALID
   * for a time that is not finite or already past.
   */
  at(time: number, callback: () => void, priority = 0): EventId {
    if (!(time >= this.clock) || time === Infinity) throw this.invalidTime(time);
    return this.schedule(time, callback, priority);
  }

  /** Calls back after a delay; throws DELAY_INVALID for a delay that is negative or not finite. */
  after(delay: number, callback: () => void, priority = 0): EventId {
    const time = this.clock + delay;
    if (!(delay >= 0) || time === Infinity) throw this.invalidDelay('after', delay);
    return this.schedule(time, callback, priority);
  }

  private schedule(time: number, callback: () => void, priority: number): EventId {
    const { events } = this;
    const handle = events.acquire();
    if (time === this.clock && priority === 0) events.scheduleDue(time, handle);
    else events.schedule(time, handle, priority);
    this.targets[handle] = callback;
    return ((events.sequence - 1) % SEQUENCE_SPAN) * HANDLE_SPAN + handle;
  }

  /**
   * Takes a pending callback event off the list; false when it has run or was cancelled before. An id is told from a later
   * event's unless exactly a multiple of 2^28 events lies between them.
   */
  cancel(id: EventId): boolean {
    const { events } = this;
    const handle = id % HANDLE_SPAN;
    if (!(handle < events.handleCount) || !events.isPending(handle)) return false;
    if (events.sequenceOf(handle) % SEQUENCE_SPAN !== Math.floor(id / HANDLE_SPAN)) return false;
    events.cancel(handle);
    this.targets[handle] = undefined;
    events.release(handle);
    return true;
  }

  /** Time of the next event, Infinity when there is none. */
  peek(): number {
    return this.events.peek();
  }

  /** Ends the run after the event that is being handled. */
  stop(): void {
    this.halt ??= 'stopped';
  }

  /** Handles the next event; false when there is none left or the event limit is reached. */
  step(): boolean {
    const before = this.handled;
    this.begin();
    this.guarded(Infinity, before + 1);
    return this.handled > before;
  }

  /**
   * Handles events until a time (its own events included; the clock then shows that time), until something happens, until a
   * predicate checked after each event holds, or until no event is left (the clock then still shows the time asked for). Throws what a process or callback throws, named.
   */
  protected runUntil(until: number | Awaitable | (() => boolean) = Infinity): RunReason {
    if (typeof until === 'number') {
      if (!(until >= this.clock)) throw this.invalidTime(until);
      this.begin();
      const reason = this.guarded(until, Infinity);
      if (until < Infinity && (reason === 'time' || reason === 'empty')) this.advance(until);
      return reason;
    }
    if (typeof until === 'function') {
      for (;;) {
        if (until()) return 'predicate';
        const before = this.handled;
        this.begin();
        const reason = this.guarded(Infinity, before + 1);
        if (this.handled === before || reason === 'stopped') return reason;
      }
    }
    if (until.hasHappened) return 'signal';
    const waiter = { happened: () => void (this.halt ??= 'signal') };
    until.subscribe(waiter);
    try {
      this.begin();
      return this.guarded(Infinity, Infinity);
    } finally {
      until.unsubscribe(waiter);
    }
  }

  /** A target has handled this many events more than the one it was fired for, the last of them at `time`. */
  passed(time: number, events: number): void {
    this.handled += events;
    if (time !== this.clock) this.advance(time);
    else if ((this.sameTimeSteps += events) > this.sameTimeLimit) throw this.sameTimeLoop();
  }

  /** One more thing done without time passing; throws SAME_TIME_LOOP when that never ends. */
  countSameTimeStep(): void {
    if (++this.sameTimeSteps > this.sameTimeLimit) throw this.sameTimeLoop();
  }

  /** Counts events that only keep facilities going (shift changes, breakdowns): they alone do not keep a run alive. */
  countBackground(change: number): void {
    this.background += change;
  }

  /** From now on remembers when holds begin, for work that starts over. */
  keepHoldStarts(): void {
    this.holdStarts ??= new Array<number>(this.events.handleCount).fill(this.clock);
  }

  /** The error for a delay no command accepts. */
  invalidDelay(command: string, delay: number, process = this.current?.name): SimulationError {
    return this.fault('DELAY_INVALID', `${command} was given the delay ${delay}.`, {
      process,
      hint: 'A delay is a finite number of time units, zero or more. Check the distribution or the difference it came from.',
      details: { delay },
    });
  }

  /** An error that names the process (the current one unless told) and the simulated time. */
  fault(
    code: string,
    message: string,
    context: {
      process?: string | undefined;
      hint?: string;
      details?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ): SimulationError {
    const { process = this.current?.name, ...rest } = context;
    return new SimulationError(code, message, { process, time: this.clock }, rest);
  }

  private begin(): void {
    if (this.isRunning) {
      throw this.fault('SIMULATION_RUNNING', 'run() or step() was called from inside the run.', {
        hint: 'Use stop() to end the run, or spawn a process.',
      });
    }
    this.isRunning = true;
    this.halt = null;
  }

  private guarded(timeEnd: number, countEnd: number): RunReason {
    this.horizon.time = timeEnd;
    this.horizon.count = Math.min(countEnd, this.eventEnd);
    try {
      return this.dispatch(timeEnd, this.horizon.count);
    } catch (thrown) {
      const fault = faultOf(thrown, { process: this.current?.name, time: this.clock });
      this.current?.abandon?.();
      throw fault;
    } finally {
      this.turn = -1;
      this.isRunning = false;
    }
  }

  private dispatch(timeEnd: number, countEnd: number): RunReason {
    const { events } = this;
    for (;;) {
      if (this.halt !== null) return this.halt;
      if (events.hole) events.closeHole();
      const place = events.earliest();
      if (place < 0 || (timeEnd === Infinity && this.background > 0 && events.pending <= this.background))
        return 'empty';
      const time = events.timeAt(place);
      if (time > timeEnd) return 'time';
      if (this.handled >= countEnd) return 'event-limit';
      this.handled++;
      if (time !== this.clock) {
        this.clock = time;
        this.sameTimeSteps = 0;
      } else if (++this.sameTimeSteps > this.sameTimeLimit) {
        throw this.sameTimeLoop();
      }
      const handle = events.takeFrom(place);
      const target = events.targets[handle]!;
      if (typeof target === 'function') {
        events.targets[handle] = undefined;
        events.release(handle);
        this.turn = -1;
        target();
      } else {
        this.turn = handle;
        target.fire(handle);
      }
    }
  }

  private advance(time: number): void {
    if (time !== this.clock) this.sameTimeSteps = 0;
    this.clock = time;
  }

  private invalidTime(time: number): SimulationError {
    return this.fault('TIME_INVALID', `The time ${time} lies in the past or is not finite.`, {
      hint: `Give a finite time of ${this.clock} or later.`,
      details: { requested: time },
    });
  }

  private sameTimeLoop(): SimulationError {
    return this.fault(
      'SAME_TIME_LOOP',
      `${this.sameTimeLimit} steps ran at this one time; the clock no longer advances.`,
      { hint: 'Look for a loop without a hold, or raise sameTimeLimit if the model means it.' },
    );
  }
}
