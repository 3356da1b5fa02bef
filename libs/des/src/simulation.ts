import { VeinlineError } from '@veinline/base';
import { type DistributionSpec, StreamFamily, Tally, type Xoshiro128, distribution } from '@veinline/stats';
import { type Awaitable } from './awaitable.ts';
import { Container, type ContainerOptions } from './container.ts';
import { Histogram, type HistogramOptions } from './histogram.ts';
import { Kernel, type RunReason } from './kernel.ts';
import { Level } from './level.ts';
import { Process, type ProcessBody, type ProcessOrigin } from './process.ts';
import { Resource, type ResourceOptions } from './resource.ts';
import { Signal, type SignalOptions } from './signal.ts';
import { Store, type StoreOptions } from './store.ts';
import { type TraceSink } from './trace.ts';

/** The unit model time is counted in. */
export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** Options of a simulation, all of them with defaults. */
export interface SimulationOptions {
  /** Seed of all random streams, a whole number from 0; 0 by default. */
  readonly seed?: number;
  /** Replication number: other random streams from the same seed; 0 by default. */
  readonly replication?: number;
  /** The unit of every time and delay; hours by default. */
  readonly timeUnit?: TimeUnit;
  /** Receives a line for everything that happens; off and free by default. */
  readonly trace?: TraceSink;
  /** A run ends after this many events; no limit by default. */
  readonly eventLimit?: number;
  /** A run fails after this many steps at one time; 10 million by default. */
  readonly sameTimeLimit?: number;
}

/** How a run ended. */
export interface RunOutcome {
  readonly reason: RunReason;
  /** Simulated time at the end, in the time unit. */
  readonly now: number;
  /** Events handled since the simulation was made. */
  readonly events: number;
  /** Processes still waiting when no event was left, at most 100 of them: the model starves or is in deadlock. */
  readonly waiting: readonly WaitingProcess[];
}

/** A process that waits, and for what. */
export interface WaitingProcess {
  readonly process: string;
  readonly waitsFor: string;
}

type Body<A extends unknown[], R> = (process: Process<R>, ...args: A) => ProcessBody<R>;

const MOST_LISTED = 100;

/**
 * One run of one model: its clock, its event list, its random streams and everything that lives in it. Simulations share
 * nothing, so thousands may exist side by side.
 */
export class Simulation extends Kernel {
  readonly timeUnit: TimeUnit;
  readonly seed: number;
  readonly replication: number;
  readonly #streams: StreamFamily;
  readonly #streamByName = new Map<string, Xoshiro128>();
  readonly #resets: (() => void)[] = [];
  readonly #tallies = new Map<string, Tally>();
  #spawned = 0;
  #lastBody: unknown = undefined;
  #lastOrigin: ProcessOrigin | undefined = undefined;

  /** Throws STREAM_INVALID for a seed or replication out of range, LIMIT_INVALID for a limit that is not positive. */
  constructor(options: SimulationOptions = {}) {
    super(options);
    const { seed = 0, replication = 0, timeUnit = 'hours' } = options;
    checkLimit('eventLimit', options.eventLimit);
    checkLimit('sameTimeLimit', options.sameTimeLimit);
    this.timeUnit = timeUnit;
    this.seed = seed;
    this.replication = replication;
    this.#streams = new StreamFamily({ seed, replication });
  }

  /** The random stream of a purpose: one object per name, the same numbers whatever other streams exist. */
  stream(name: string): Xoshiro128 {
    let stream = this.#streamByName.get(name);
    if (stream === undefined) {
      stream = this.#streams.stream(name);
      this.#streamByName.set(name, stream);
    }
    return stream;
  }

  /** Draws from a distribution with the stream of that name; throws DISTRIBUTION_INVALID. */
  sampler(name: string, spec: DistributionSpec | number): () => number {
    return distribution(spec).sampler(this.stream(name));
  }

  /** Starts a process: its body begins by an event at this time. Its name is the name of the body and a serial number. */
  spawn<A extends unknown[], R>(body: Body<A, R>, ...args: A): Process<R> {
    let origin = this.#lastOrigin;
    if (this.#lastBody !== body || origin === undefined) {
      origin = { kernel: this, label: body.name === '' ? 'process' : body.name, isUnique: false };
      this.#lastBody = body;
      this.#lastOrigin = origin;
    }
    const process = new Process<R>(origin, ++this.#spawned);
    process.begin(this.#generatorOf(body(process, ...args), process));
    if (this.trace !== null) process.note('spawn');
    return process;
  }

  /** Starts a process under a name of its own, for errors and traces. */
  spawnNamed<A extends unknown[], R>(name: string, body: Body<A, R>, ...args: A): Process<R> {
    const process = new Process<R>({ kernel: this, label: name, isUnique: true }, ++this.#spawned);
    process.begin(this.#generatorOf(body(process, ...args), process));
    if (this.trace !== null) process.note('spawn');
    return process;
  }

  /** Units that processes seize; throws RESOURCE_INVALID. */
  resource(name: string, options: ResourceOptions): Resource {
    const sampler = (stream: string, spec: DistributionSpec | number) => this.sampler(stream, spec);
    return this.track(new Resource(this, name, options, sampler));
  }

  /** Items that processes put in and get out; throws STORE_INVALID. */
  store<T>(name: string, options?: StoreOptions<T>): Store<T> {
    return this.track(new Store<T>(this, name, options));
  }

  /** An amount that processes put in and get out; throws CONTAINER_INVALID. */
  container(name: string, options?: ContainerOptions): Container {
    return this.track(new Container(this, name, options));
  }

  /** Statistics of single values (times, counts); one object per name. */
  tally(name: string): Tally {
    let tally = this.#tallies.get(name);
    if (tally === undefined) {
      const made = new Tally();
      this.#tallies.set(name, made);
      this.#resets.push(() => made.reset());
      tally = made;
    }
    return tally;
  }

  /** A quantity with time-weighted statistics, starting at a level. */
  level(name: string, initial = 0): Level {
    return this.track(new Level(this, name, initial));
  }

  /** Quantiles of single values from 0 up; throws HISTOGRAM_INVALID. */
  histogram(name: string, options?: HistogramOptions): Histogram {
    return this.track(new Histogram(name, options));
  }

  /** A signal processes can wait for. */
  signal<T = void>(name: string, options?: SignalOptions): Signal<T> {
    return new Signal<T>(this, name, options);
  }

  /**
   * Runs until a time (its events included), until a signal fires or a process ends, until a predicate checked after every
   * event holds, or until no event is left. Throws what a process throws, as a SimulationError that names it.
   */
  run(until?: number | Awaitable | (() => boolean)): RunOutcome {
    const reason = this.runUntil(until);
    return {
      reason,
      now: this.now,
      events: this.eventCount,
      waiting: reason === 'empty' ? this.waiting(MOST_LISTED) : [],
    };
  }

  /** Processes that wait for something other than time to pass, in the order of their event handles. */
  waiting(limit = Infinity): WaitingProcess[] {
    const list: WaitingProcess[] = [];
    for (const target of this.targets) {
      if (list.length >= limit) break;
      if (!(target instanceof Process)) continue;
      const { waitsFor } = target;
      if (waitsFor !== undefined) list.push({ process: target.name, waitsFor });
    }
    return list;
  }

  /** Forgets all statistics so far: the end of the warm-up. */
  resetStatistics(): void {
    for (const reset of this.#resets) reset();
  }

  /** Has `resetStatistics` reset the statistics of a facility made elsewhere, too. */
  track<F extends { resetStatistics(): void }>(facility: F): F {
    this.#resets.push(() => facility.resetStatistics());
    return facility;
  }

  #generatorOf<R>(generator: ProcessBody<R>, process: Process<R>): ProcessBody<R> {
    if (typeof generator === 'object') return generator;
    throw this.fault('PROCESS_BODY_INVALID', `The body of ${process.name} returned no generator.`, {
      hint: 'Write the body as a generator function: function* body(process) { … }.',
    });
  }
}

function checkLimit(name: string, limit: number | undefined): void {
  if (limit === undefined || limit > 0) return;
  throw new VeinlineError('LIMIT_INVALID', `${name} is ${limit}; it must be above 0.`);
}
