import type { DistributionSpec } from '@veinline/stats';
import type { Process } from '../process.ts';
import type { Resource } from '../resource.ts';
import { Simulation } from '../simulation.ts';
import type { FlowBlock, FlowDefinition, FlowValue } from './flow-definition.ts';

/** One entity entering one block. */
export type Step = readonly [time: number, serial: number, block: number];

/** What an entity is to an oracle. */
interface Entity {
  readonly serial: number;
  readonly attributes: Record<string, number>;
}

/** Works values out by walking them, with samplers of its own for the streams of a simulation. */
function evaluator(sim: Simulation): (value: FlowValue, entity: Entity | undefined, now: number) => number {
  const samplers = new Map<DistributionSpec, () => number>();
  const evaluate = (value: FlowValue, entity: Entity | undefined, now: number): number => {
    if (typeof value === 'number') return value;
    if (value === 'now') return now;
    if (value === 'serial') return entity!.serial;
    if ('attribute' in value) return entity!.attributes[value.attribute] ?? 0;
    if ('draw' in value) {
      const sampler = samplers.get(value.draw) ?? sim.sampler(value.stream, value.draw);
      samplers.set(value.draw, sampler);
      return sampler();
    }
    if ('floor' in value) return Math.floor(evaluate(value.floor, entity, now));
    const parts = (operands: readonly FlowValue[]): number[] =>
      operands.map((each) => evaluate(each, entity, now));
    if ('sum' in value) return parts(value.sum).reduce((a, b) => a + b);
    if ('product' in value) return parts(value.product).reduce((a, b) => a * b);
    if ('difference' in value) return parts(value.difference).reduce((a, b) => a - b);
    return parts(value.remainder).reduce((a, b) => a % b);
  };
  return evaluate;
}

/** The block a route sends to, or undefined for the rest. */
function wayOf(
  block: FlowBlock & { type: 'route' },
  sim: Simulation,
  valueOf: (value: FlowValue) => number,
): string | undefined {
  if ('chances' in block) {
    const chance = sim.stream(block.stream).next();
    let total = 0;
    return block.chances.find(({ probability }) => chance < (total += probability))?.to;
  }
  const key = valueOf(block.value);
  const holds = (way: { equals?: number; above?: number; below?: number }): boolean =>
    (way.equals !== undefined && key === way.equals) ||
    (way.above !== undefined && key > way.above) ||
    (way.below !== undefined && key < way.below);
  return block.cases.find(holds)?.to;
}

/** Lives in a simulation beside a model; what it does is noted as steps of its own. */
export type Companion = (sim: Simulation, steps: Step[]) => void;

/** The definition as generator processes of the same engine, block by block. */
export function runAsProcesses(
  definition: FlowDefinition,
  seed: number,
  until: number,
  companion?: Companion,
): Step[] {
  const sim = new Simulation({ seed });
  const steps: Step[] = [];
  companion?.(sim, steps);
  const evaluate = evaluator(sim);
  const { blocks } = definition;
  const indexOf = (name: string): number => blocks.findIndex((block) => block.name === name);
  const pools = new Map<string, Resource>(
    Object.entries(definition.pools ?? {}).map(([name, { capacity }]) => [
      name,
      sim.resource(name, { capacity }),
    ]),
  );
  let created = 0;
  function* entityProcess(p: Process, entity: Entity, first: number) {
    for (let index = first; ;) {
      const block = blocks[index]!;
      const valueOf = (value: FlowValue): number => evaluate(value, entity, sim.now);
      steps.push([sim.now, entity.serial, index]);
      let next = 'next' in block && block.next !== undefined ? indexOf(block.next) : index + 1;
      if (block.type === 'assign') entity.attributes[block.attribute] = valueOf(block.value);
      if (block.type === 'seize') yield pools.get(block.pool)!.seize(p);
      if (block.type === 'release') pools.get(block.pool)!.release(p);
      if (block.type === 'delay') yield p.hold(valueOf(block.duration));
      if (block.type === 'send') {
        yield p.hold((block.lookahead ?? 0) + valueOf(block.delay));
        next = indexOf(block.to);
      }
      if (block.type === 'route') {
        const way = wayOf(block, sim, valueOf);
        if (way !== undefined) next = indexOf(way);
      }
      if (block.type === 'dispose') return;
      index = next;
    }
  }
  const spawnEntity = (index: number): void => {
    const block = blocks[index]!;
    const first = 'next' in block && block.next !== undefined ? indexOf(block.next) : index + 1;
    sim.spawn(entityProcess, { serial: created++, attributes: {} }, first);
  };
  function* source(p: Process, index: number) {
    const { interval, limit = Infinity } = blocks[index] as FlowBlock & { type: 'create' };
    for (let i = 0; i < limit; i++) {
      yield p.hold(evaluate(interval!, undefined, sim.now));
      spawnEntity(index);
    }
  }
  blocks.forEach((block, index) => {
    if (block.type !== 'create') return;
    if (block.interval === undefined) for (let i = 0; i < block.limit!; i++) spawnEntity(index);
    else sim.spawn(source, index);
  });
  sim.run(until);
  return steps;
}

/** The definition on a list of pending events that is searched from end to end for the earliest: no heap, no lanes. */
export function runNaively(definition: FlowDefinition, seed: number, until: number): Step[] {
  const sim = new Simulation({ seed });
  const steps: Step[] = [];
  const evaluate = evaluator(sim);
  const { blocks } = definition;
  const indexOf = (name: string): number => blocks.findIndex((block) => block.name === name);
  const after = (index: number): number => {
    const block = blocks[index]!;
    return 'next' in block && block.next !== undefined ? indexOf(block.next) : index + 1;
  };
  const pending: { time: number; sequence: number; run: () => void }[] = [];
  let sequence = 0;
  let now = 0;
  let created = 0;
  const schedule = (time: number, run: () => void): void =>
    void pending.push({ time, sequence: sequence++, run });
  const free = new Map(
    Object.entries(definition.pools ?? {}).map(([name, { capacity }]) => [name, capacity]),
  );
  const queues = new Map<string, (() => void)[]>([...free.keys()].map((name) => [name, []]));
  const walk = (entity: Entity, first: number): void => {
    for (let index = first; ;) {
      const block = blocks[index]!;
      const valueOf = (value: FlowValue): number => evaluate(value, entity, now);
      steps.push([now, entity.serial, index]);
      let next = after(index);
      switch (block.type) {
        case 'assign':
          entity.attributes[block.attribute] = valueOf(block.value);
          break;
        case 'seize': {
          const units = free.get(block.pool)!;
          if (units === 0) {
            queues.get(block.pool)!.push(() => walk(entity, next));
            return;
          }
          free.set(block.pool, units - 1);
          break;
        }
        case 'release': {
          const waiting = queues.get(block.pool)!.shift();
          if (waiting) schedule(now, waiting);
          else free.set(block.pool, free.get(block.pool)! + 1);
          break;
        }
        case 'delay':
          schedule(now + valueOf(block.duration), () => walk(entity, next));
          return;
        case 'send':
          next = indexOf(block.to);
          schedule(now + ((block.lookahead ?? 0) + valueOf(block.delay)), () => walk(entity, next));
          return;
        case 'route': {
          const way = wayOf(block, sim, valueOf);
          if (way !== undefined) next = indexOf(way);
          break;
        }
        case 'dispose':
          return;
      }
      index = next;
    }
  };
  const create = (index: number): void => {
    const entity = { serial: created++, attributes: {} };
    schedule(now, () => walk(entity, after(index)));
  };
  blocks.forEach((block, index) => {
    if (block.type !== 'create') return;
    const { interval, limit = Infinity } = block;
    if (interval === undefined) {
      for (let i = 0; i < limit; i++) create(index);
      return;
    }
    let made = -1;
    const arrive = (): void => {
      if (made >= 0) create(index);
      if (++made < limit) schedule(now + evaluate(interval, undefined, now), arrive);
    };
    schedule(now, arrive);
  });
  for (;;) {
    let first = 0;
    for (let i = 1; i < pending.length; i++) {
      const [a, b] = [pending[i]!, pending[first]!];
      if (a.time < b.time || (a.time === b.time && a.sequence < b.sequence)) first = i;
    }
    const event = pending[first];
    if (event === undefined || event.time > until) return steps;
    pending.splice(first, 1);
    now = event.time;
    event.run();
  }
}
