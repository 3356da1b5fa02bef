import type { ChanceRouteBlock, RouteCase, ValueRouteBlock } from './flow-definition.ts';
import { goOnCode } from './flow-fragments.ts';
import type { PlannedBlock } from './flow-plan.ts';
import type { FlowSymbols } from './flow-symbols.ts';

/** Leaves for the first way that is open; the rest goes on to `next`. */
export function routeCode(
  block: ChanceRouteBlock | ValueRouteBlock,
  { index, next }: PlannedBlock,
  symbols: FlowSymbols,
): string {
  const leave = (to: string): string => `{ b = ${symbols.plan.indexOf(to)}; continue step; }`;
  if ('cases' in block) {
    const ways = block.cases.map((way) => `if (key ${condition(way, symbols)}) ${leave(way.to)}`);
    return [`const key = ${symbols.value(block.value)};`, ...ways, goOnCode(index, next)].join('\n');
  }
  let total = 0;
  const ways = block.chances.map(({ probability, to }) => {
    total += probability;
    return `if (chance < ${symbols.constant(total)}) ${leave(to)}`;
  });
  return [`const chance = ${symbols.uniform(block.stream)};`, ...ways, goOnCode(index, next)].join('\n');
}

function condition(way: RouteCase, symbols: FlowSymbols): string {
  if ('equals' in way) return `=== ${symbols.constant(way.equals)}`;
  if ('above' in way) return `> ${symbols.constant(way.above)}`;
  return `< ${symbols.constant(way.below)}`;
}
