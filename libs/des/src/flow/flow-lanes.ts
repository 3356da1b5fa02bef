import type { CreateBlock, FlowBlock } from './flow-definition.ts';
import { failCode, makeReadyCode, newEntityCode } from './flow-fragments.ts';
import type { FlowPlan, PlannedBlock } from './flow-plan.ts';
import type { FlowSymbols } from './flow-symbols.ts';

/** Constant delays beyond this many different lengths use the heap: every lane costs a comparison per event. */
const MAX_LANES = 8;

/** Where events wait besides the heap (chosen as 0) and the list of those ready now (1): arrivals, then constant delays. */
export class FlowLanes {
  /** The block to which all entities in the heap go next, -1 when they differ and each must remember its own. */
  readonly heapTarget: number;
  readonly #sources: readonly PlannedBlock[];
  readonly #delays: readonly number[];
  readonly #symbols: FlowSymbols;

  constructor(plan: FlowPlan, symbols: FlowSymbols) {
    this.#symbols = symbols;
    this.#sources = plan.blocks.filter(
      ({ block }) => block.type === 'create' && block.interval !== undefined,
    );
    const lengths = plan.blocks.flatMap(({ block }) =>
      block.type === 'delay' && typeof block.duration === 'number' ? [block.duration] : [],
    );
    this.#delays = [...new Set(lengths)].slice(0, MAX_LANES);
    const targets = new Set(plan.blocks.flatMap(({ block, next }) => (this.#usesHeap(block) ? [next] : [])));
    this.heapTarget = targets.size === 1 ? [...targets][0]! : -1;
    for (const { index } of this.#sources) {
      symbols.register(`sourceTime${index}`, { initial: Infinity });
      symbols.register(`sourceRank${index}`);
      // -1: the source itself has yet to start, as a process does by an event.
      symbols.register(`sourceMade${index}`, { initial: -1 });
    }
    this.#delays.forEach((_, lane) => {
      symbols.register(`laneHead${lane}`, { isWhole: true, initial: -1 });
      symbols.register(`laneTail${lane}`, { isWhole: true });
      symbols.register(`laneTime${lane}`, { initial: Infinity });
    });
  }

  /** Number of the lane for delays of this length, -1 when they use the heap. */
  laneOf(duration: number): number {
    return this.#delays.indexOf(duration);
  }

  #usesHeap(block: FlowBlock): boolean {
    if (block.type === 'send') return true;
    return (
      block.type === 'delay' && !(typeof block.duration === 'number' && this.laneOf(block.duration) >= 0)
    );
  }

  /** Further conditions for "nothing outside the heap happens at or before this time". */
  quiet(time: string): string {
    return this.#times()
      .map((name) => ` && ${name} > ${time}`)
      .join('');
  }

  /** Moves `time` and `from` to the earliest event outside the heap, if it comes before the top of the heap. */
  choose(): string {
    const ready = `if (readyHead >= 0 && (readyTime < time || (readyTime === time && ranks[readyHead] < ranks[heapEntities[0]]))) {
      time = readyTime;
      from = 1;
    }`;
    const others = this.#times().map(
      (
        name,
        i,
      ) => `if (${name} <= time && (${name} < time || (time < Infinity && ${this.#rank(i + 2)} < ${this.#chosen(i + 2)}))) {
      time = ${name};
      from = ${i + 2};
    }`,
    );
    return [ready, ...others].join('\n    ');
  }

  /** The rank of the event chosen; only when there is one. */
  rankOfChosen(): string {
    return this.#chosen(2 + this.#times().length);
  }

  /** Branches that take the event chosen, after those for the heap and the ready list. */
  takes(): string {
    const sources = this.#sources.map(
      (planned, i) => `else if (from === ${i + 2}) {
      count++;
      ${this.#arrival(planned)}
    }`,
    );
    const delays = this.#delays.map(
      (_, lane) => `else if (from === ${this.#sources.length + lane + 2}) {
      e = laneHead${lane};
      b = blocks[e];
      laneHead${lane} = links[e];
      laneTime${lane} = laneHead${lane} >= 0 ? ends[laneHead${lane}] : Infinity;
    }`,
    );
    return [...sources, ...delays].join(' ');
  }

  /**
   * An arrival is one event of its source: the entity is made due now, then the next interval is drawn. Where nothing else
   * is due, the entity's own event follows at once without a detour through the ready list.
   */
  #arrival({ block, index, next }: PlannedBlock): string {
    const { interval = 0, limit = Infinity } = block as CreateBlock;
    const made = `sourceMade${index}`;
    return `const isStart = ${made} < 0;
      const rank = sequence;
      ${made}++;
      if (!isStart) {
        ${newEntityCode(this.#symbols)}
        sequence++;
      }
      sourceTime${index} = Infinity;
      if (${made} < ${this.#symbols.constant(limit)}) {
        const interval = ${this.#symbols.value(interval)};
        at = now + interval;
        if (!(interval >= 0 && at < Infinity)) ${failCode(index, 'interval')}
        sourceTime${index} = at;
        sourceRank${index} = sequence++;
      }
      if (isStart) continue main;
      if (readyHead >= 0 || count >= budget || heapTimes[0] <= now || limitTime <= now${this.#busyAt('now')}) {
        blocks[e] = ${next};
        ${makeReadyCode('e', 'rank')}
        continue main;
      }
      b = ${next};`;
  }

  #busyAt(time: string): string {
    return this.#times()
      .map((name) => ` || ${name} <= ${time}`)
      .join('');
  }

  #times(): string[] {
    return [
      ...this.#sources.map(({ index }) => `sourceTime${index}`),
      ...this.#delays.map((_, lane) => `laneTime${lane}`),
    ];
  }

  #rank(from: number): string {
    if (from === 0) return 'ranks[heapEntities[0]]';
    if (from === 1) return 'ranks[readyHead]';
    const source = this.#sources[from - 2];
    if (source !== undefined) return `sourceRank${source.index}`;
    return `ranks[laneHead${from - 2 - this.#sources.length}]`;
  }

  /** The rank of the event chosen among the first `count` places. */
  #chosen(count: number): string {
    let expression = this.#rank(count - 1);
    for (let from = count - 2; from >= 0; from--) {
      expression = `from === ${from} ? ${this.#rank(from)} : ${expression}`;
    }
    return `(${expression})`;
  }
}
