import type { FlowCode } from './flow-code.ts';
import { FlowColumns } from './flow-columns.ts';
import type { PlannedBlock } from './flow-plan.ts';

/** What goes into one call of the generated loop and comes out of it. */
export interface FlowCall {
  /** Next sequence number of the event list, before and after. */
  sequence: number;
  /** The loop stops before the event (limitTime, limitRank) and after `budget` events. */
  limitTime: number;
  limitRank: number;
  budget: number;
  /** Events handled. */
  count: number;
  /** One of `FlowExit`, at which block, with which entity and value. */
  exit: number;
  place: number;
  entity: number;
  value: number;
  /** The flow's next event; Infinity when it has none. */
  nextTime: number;
  nextRank: number;
}

/** Receives the time, an entity's serial number and the index of the block it enters. */
export type FlowTrace = (now: number, serial: number, block: number) => void;

/** What a program draws from. */
export interface FlowSources {
  readonly samplers: readonly (() => number)[];
  readonly streams: readonly { next(): number }[];
  readonly trace: FlowTrace | null;
}

type Loop = (call: FlowCall, context: object) => void;

/** Compiled loops by source: replications and scenarios of one model share the code that is already optimised. */
const loops = new Map<string, Loop>();
const MAX_LOOPS = 64;

function loopOf(source: string): Loop {
  let loop = loops.get(source);
  if (loop === undefined) {
    loop = new Function('call', 'context', source) as Loop;
    if (loops.size >= MAX_LOOPS) loops.delete(loops.keys().next().value!);
    loops.set(source, loop);
  }
  return loop;
}

/** The generated loop of one flow together with its state. */
export class FlowProgram {
  readonly columns: FlowColumns;
  readonly call: FlowCall = {
    sequence: 0,
    limitTime: Infinity,
    limitRank: Infinity,
    budget: 0,
    count: 0,
    exit: 0,
    place: 0,
    entity: 0,
    value: 0,
    nextTime: Infinity,
    nextRank: Infinity,
  };
  readonly #code: FlowCode;
  readonly #registers: Float64Array;
  readonly #places: ReadonlyMap<string, number>;
  readonly #tables: readonly Float64Array[];
  readonly #loop: Loop;
  readonly #context: object;

  constructor(code: FlowCode, sources: FlowSources) {
    const { symbols } = code;
    this.#code = code;
    this.columns = new FlowColumns(symbols.plan.attributes.length);
    this.#registers = Float64Array.from(symbols.registers, ({ initial = 0 }) => initial);
    this.#places = new Map(symbols.registers.map(({ name }, place) => [name, place]));
    this.#tables = symbols.tables.map((size) => new Float64Array(size));
    this.#loop = loopOf(code.source);
    this.#context = {
      constants: Float64Array.from(symbols.constants),
      ...sources,
      registers: this.#registers,
      columns: this.columns,
      tables: this.#tables,
    };
  }

  /** Handles events within the limits set in `call`. */
  run(): void {
    this.#loop(this.call, this.#context);
  }

  /** Finds the next event without handling any. */
  look(): void {
    this.call.budget = 0;
    this.run();
  }

  get(register: string): number {
    return this.#registers[this.#places.get(register)!]!;
  }

  set(register: string, value: number): void {
    this.#registers[this.#places.get(register)!] = value;
  }

  /** The counters of a count block, undefined for a single one. */
  tableOf({ index, block }: PlannedBlock): Float64Array | undefined {
    if (block.type !== 'count' || block.by === undefined) return undefined;
    const before = this.#code.symbols.plan.blocks.slice(0, index);
    return this.#tables[before.filter((other) => other.block.type === 'count' && other.block.by).length];
  }

  /** A new entity due at a block, as the generated code makes them; returns its row. */
  create(block: number, now: number, sequence: number): number {
    const { columns } = this;
    let entity = this.get('freeHead');
    if (entity >= 0) {
      this.set('freeHead', columns.links[entity]!);
    } else {
      entity = this.get('used');
      if (entity === columns.capacity) columns.grow();
      this.set('used', entity + 1);
    }
    this.set('population', this.get('population') + 1);
    columns.serials[entity] = this.get('created');
    this.set('created', this.get('created') + 1);
    for (const column of columns.attributes) column[entity] = 0;
    columns.blocks[entity] = block;
    columns.ranks[entity] = sequence;
    columns.links[entity] = -1;
    if (this.get('readyHead') < 0) this.set('readyHead', entity);
    else columns.links[this.get('readyTail')] = entity;
    this.set('readyTail', entity);
    this.set('readyTime', now);
    return entity;
  }

  resetStatistics(now: number): void {
    for (const { name, reset } of this.#code.symbols.registers) {
      if (reset === undefined) continue;
      if (reset === 'now') this.set(name, now);
      else this.set(name, typeof reset === 'number' ? reset : this.get(reset.register));
    }
    for (const table of this.#tables) table.fill(0);
  }
}
