import { VeinlineError } from '@veinline/base';
import { checkBlock } from './flow-check.ts';
import type { FlowDefinition } from './flow-definition.ts';
import { instantCycle, holdingProblems } from './flow-ways.ts';
import type { FlowPlan, PlannedBlock } from './flow-plan.ts';

/** Resolves the names of a definition; throws FLOW_INVALID with every problem found. */
export function planFlow(definition: FlowDefinition): FlowPlan {
  const problems: string[] = [];
  const indexByName = new Map<string, number>();
  definition.blocks.forEach(({ name }, index) => {
    if (name === undefined) return;
    if (indexByName.has(name)) problems.push(`Two blocks are called "${name}".`);
    indexByName.set(name, index);
  });
  const blocks = definition.blocks.map((block, index): PlannedBlock => {
    const label = block.name ?? `${block.type} ${index + 1}`;
    if (block.type === 'dispose') return { index, label, block, next: -1 };
    if (block.type === 'send') return { index, label, block, next: indexByName.get(block.to) ?? -1 };
    const next = block.next === undefined ? index + 1 : (indexByName.get(block.next) ?? -1);
    return { index, label, block, next };
  });
  const pools = Object.entries(definition.pools ?? {}).map(([name, { capacity }]) => ({ name, capacity }));
  const plan: FlowPlan = {
    name: definition.name,
    attributes: definition.attributes ?? [],
    pools,
    blocks,
    indexOf: (name) => indexByName.get(name) ?? -1,
  };
  for (const { name, capacity } of pools) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      problems.push(`Pool "${name}" has the capacity ${capacity}; it must be a whole number of 1 or more.`);
    }
  }
  if (blocks.length === 0) problems.push('There are no blocks.');
  for (const planned of blocks) checkBlock(planned, plan, problems);
  if (problems.length === 0) {
    const cycle = instantCycle(plan);
    if (cycle)
      problems.push(`An entity would go round ${cycle.join(' -> ')} for ever without a delay or send block.`);
    problems.push(...holdingProblems(plan));
  }
  if (problems.length > 0) {
    throw new VeinlineError('FLOW_INVALID', `Flow "${definition.name}": ${problems.join(' ')}`, {
      hint: 'Names must match exactly; every way must end in a dispose block.',
      details: { flow: definition.name, problems },
    });
  }
  return plan;
}
