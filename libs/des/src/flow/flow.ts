import { VeinlineError } from '@veinline/base';
import type { EventTarget, Kernel } from '../kernel.ts';
import { FlowExit } from './flow-code.ts';
import type { FlowBlock } from './flow-definition.ts';
import type { FlowPlan, PlannedBlock } from './flow-plan.ts';
import { heldPools } from './flow-ways.ts';
import type { FlowProgram } from './flow-program.ts';
import { type FlowPoolStatistics, type FlowTally, poolStatistics, tallyOf } from './flow-statistics.ts';

/** Attributes of one entity by name. */
export type FlowAttributes = Readonly<Record<string, number>>;

/** Most events between two looks at the clock, to notice one that stands still. */
const CHUNK = 2 ** 20;

/**
 * A compiled flow: millions of entities as columns of numbers, on the clock and in the event order of its simulation.
 *
 * The flow has one event on the simulation's list, at the time and with the sequence number of its own next one. When that
 * event's turn comes, the compiled loop handles the flow's events up to the next one of anybody else.
 */
export class Flow implements EventTarget {
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #plan: FlowPlan;
  readonly #program: FlowProgram;
  readonly #listeners = new Map<number, (attributes: FlowAttributes) => void>();
  readonly #heldAt: readonly (readonly string[])[];
  readonly #handle: number;
  #isRunning = false;
  #start: number;

  /** `compileFlow` makes flows. @internal */
  constructor(kernel: Kernel, plan: FlowPlan, program: FlowProgram) {
    this.name = plan.name;
    this.#kernel = kernel;
    this.#plan = plan;
    this.#program = program;
    this.#heldAt = heldPools(plan);
    this.#start = kernel.now;
    this.#handle = kernel.events.acquire();
    kernel.targets[this.#handle] = this;
    for (const { block, index, next } of plan.blocks) {
      if (block.type !== 'create') continue;
      if (block.interval === undefined) {
        for (let i = 0; i < block.limit!; i++) this.#create(next);
      } else {
        this.#program.set(`sourceTime${index}`, kernel.now);
        this.#program.set(`sourceRank${index}`, kernel.events.sequence++);
      }
    }
    this.#noteNext();
  }

  /** Entities on their way. */
  get population(): number {
    return this.#program.get('population');
  }

  /** Entities ever created. */
  get created(): number {
    return this.#program.get('created');
  }

  /**
   * Brings an entity in from outside, due at this time at the block of that name, where entities must hold no unit. Throws
   * FLOW_NAME_UNKNOWN.
   */
  enter(block: string, attributes: FlowAttributes = {}): void {
    const entrance = this.#block(
      block,
      'entrance',
      ({ type }, index) => type !== 'create' && this.#heldAt[index]!.length === 0,
    );
    const values = Object.entries(attributes).map(([name, value]) => [this.#attribute(name), value] as const);
    const entity = this.#create(entrance.index);
    for (const [column, value] of values) this.#program.columns.attributes[column]![entity] = value;
    if (!this.#isRunning) this.#noteNext();
  }

  /** Calls back for every entity that ends at the dispose block of that name, which must have `leave: true`. */
  onLeave(block: string, listener: (attributes: FlowAttributes) => void): void {
    const isExit = (planned: FlowBlock): boolean => planned.type === 'dispose' && planned.leave === true;
    this.#listeners.set(this.#block(block, 'dispose block with `leave: true`', isExit).index, listener);
  }

  /** Entities a count block has let pass since the last reset. */
  count(block: string): number {
    const planned = this.#block(block, 'count block', ({ type }) => type === 'count');
    const table = this.#program.tableOf(planned);
    if (table !== undefined) return table.reduce((sum, n) => sum + n, 0);
    return this.#program.get(`count${planned.index}`);
  }

  /** Entities a count block with `by` has let pass since the last reset, by value; a copy. */
  counts(block: string): Float64Array {
    const isTable = (planned: FlowBlock): boolean => planned.type === 'count' && planned.by !== undefined;
    return this.#program.tableOf(this.#block(block, 'count block with `by`', isTable))!.slice();
  }

  /** What a tally block has seen since the last reset. */
  tally(block: string): FlowTally {
    return tallyOf(this.#program, this.#block(block, 'tally block', ({ type }) => type === 'tally').index);
  }

  /** A pool's state and its statistics since the last reset. */
  pool(name: string): FlowPoolStatistics {
    const index = this.#plan.pools.findIndex((pool) => pool.name === name);
    const pool = this.#plan.pools[index];
    if (pool === undefined) throw this.#unknown('pool', name, this.#plan.pools);
    return poolStatistics(this.#program, index, pool.capacity, { start: this.#start, now: this.#kernel.now });
  }

  resetStatistics(): void {
    this.#start = this.#kernel.now;
    this.#program.resetStatistics(this.#start);
  }

  /** The simulation says that the flow's next event is due. @internal */
  fire(): void {
    const { events } = this.#kernel;
    this.#isRunning = true;
    try {
      if (events.hole) events.closeHole();
      // The dispatch loop has counted one event already.
      let counted = 1;
      for (;;) {
        const { call } = this.#program;
        this.#setLimits(counted);
        call.sequence = events.sequence;
        this.#program.run();
        events.sequence = call.sequence;
        this.#kernel.passed(this.#program.get('now'), call.count - counted);
        counted = 0;
        if (call.exit === FlowExit.failed) throw this.#failure(call.place, call.value);
        if (call.exit === FlowExit.left) {
          this.#listeners.get(call.place)?.(this.#attributesOf(call.entity));
          break;
        }
        if (call.count < CHUNK) break;
      }
    } finally {
      this.#isRunning = false;
    }
    this.#noteNext();
  }

  /** The loop may run up to the next event of anybody else, the end of the run, and the number of events allowed. */
  #setLimits(counted: number): void {
    const { call } = this.#program;
    const { events, horizon } = this.#kernel;
    const others = events.peek();
    const isOthers = others <= horizon.time && others < Infinity;
    call.limitTime = isOthers ? others : horizon.time;
    call.limitRank = isOthers ? events.peekRank() : Infinity;
    call.budget = Math.min(CHUNK, horizon.count - this.#kernel.eventCount + counted);
  }

  /** Puts the flow's one event where its next own event is. */
  #noteNext(): void {
    const { events } = this.#kernel;
    if (events.isPending(this.#handle)) events.cancel(this.#handle);
    this.#program.look();
    const { nextTime, nextRank } = this.#program.call;
    if (nextTime < Infinity) events.scheduleRanked(nextTime, this.#handle, nextRank);
  }

  #attribute(name: string): number {
    const { attributes } = this.#plan;
    const column = attributes.indexOf(name);
    if (column >= 0) return column;
    throw this.#unknown(
      'attribute',
      name,
      attributes.map((attribute) => ({ name: attribute })),
    );
  }

  #create(block: number): number {
    return this.#program.create(block, this.#kernel.now, this.#kernel.events.sequence++);
  }

  #attributesOf(entity: number): FlowAttributes {
    const { attributes } = this.#plan;
    return Object.fromEntries(
      attributes.map((name, i) => [name, this.#program.columns.attributes[i]![entity]!]),
    );
  }

  #block(name: string, wanted: string, isWanted: (block: FlowBlock, index: number) => boolean): PlannedBlock {
    const planned = this.#plan.blocks[this.#plan.indexOf(name)];
    if (planned !== undefined && isWanted(planned.block, planned.index)) return planned;
    const others = this.#plan.blocks.filter(({ block, index }) => isWanted(block, index));
    throw this.#unknown(
      wanted,
      name,
      others.map(({ label }) => ({ name: label })),
    );
  }

  #unknown(what: string, name: string, known: readonly { name: string }[]): VeinlineError {
    const names = known.map((each) => each.name).join(', ');
    return new VeinlineError('FLOW_NAME_UNKNOWN', `Flow "${this.name}" has no ${what} called "${name}".`, {
      hint: names === '' ? 'It has none at all.' : `It has: ${names}.`,
      details: { flow: this.name, name },
    });
  }

  #failure(place: number, value: number): Error {
    const { block, label } = this.#plan.blocks[place]!;
    const [code, message] = failureOf(block, value);
    return this.#kernel.fault(code, message, {
      process: `${this.name}/${label}`,
      details: { block: label, value },
    });
  }
}

/** What a block could not go on with. */
function failureOf(block: FlowBlock, value: number): readonly [code: string, message: string] {
  switch (block.type) {
    case 'count':
      return ['FLOW_STUCK', `The value ${value} is no whole number from 0 to ${(block.by?.size ?? 0) - 1}.`];
    default:
      return ['DELAY_INVALID', `It was given the delay ${value}.`];
  }
}
