import type { FlowPlan, PlannedBlock } from './flow-plan.ts';

/** Labels of a round of blocks that an entity could go for ever at one time, if there is one. */
export function instantCycle(plan: FlowPlan): string[] | undefined {
  const finished = new Set<number>();
  const path: number[] = [];
  const visit = (index: number): string[] | undefined => {
    const begun = path.indexOf(index);
    if (begun >= 0) return [...path.slice(begun), index].map((i) => plan.blocks[i]!.label);
    if (finished.has(index)) return undefined;
    path.push(index);
    for (const follower of isInstant(plan.blocks[index]!) ? followersOf(plan.blocks[index]!, plan) : []) {
      const cycle = visit(follower);
      if (cycle) return cycle;
    }
    path.pop();
    finished.add(index);
    return undefined;
  };
  for (const { index } of plan.blocks) {
    const cycle = visit(index);
    if (cycle) return cycle;
  }
  return undefined;
}

/**
 * What is wrong with seizing and releasing. Every way to a block must bring the same pools held, so that what an entity
 * holds is known here and need not be kept or checked while the flow runs.
 */
export function holdingProblems(plan: FlowPlan): string[] {
  const problems: string[] = [];
  const heldAt = heldPools(plan, problems);
  for (const { index, label, block } of plan.blocks) {
    const held = heldAt[index]!;
    if (block.type === 'seize' && held.includes(block.pool)) {
      problems.push(`Block "${label}" seizes "${block.pool}", of which the entity holds a unit already.`);
    }
    if (block.type === 'release' && !held.includes(block.pool)) {
      problems.push(`Block "${label}" releases "${block.pool}", of which the entity holds no unit.`);
    }
    if (block.type === 'dispose' && held.length > 0) {
      problems.push(`Block "${label}" ends the entity while it holds ${held.join(', ')}.`);
    }
  }
  return problems;
}

/** Pools held on entering each block. Entities come in at create blocks, and from outside where no other block leads. */
export function heldPools(plan: FlowPlan, problems: string[] = []): (readonly string[])[] {
  const heldAt: (readonly string[])[] = [];
  const follow = (entrance: PlannedBlock): void => {
    heldAt[entrance.index] = [];
    const open = [entrance];
    for (let planned = open.pop(); planned !== undefined; planned = open.pop()) {
      const after = heldAfter(planned, heldAt[planned.index]!);
      for (const follower of followersOf(planned, plan)) {
        const known = heldAt[follower];
        if (known === undefined) {
          heldAt[follower] = after;
          open.push(plan.blocks[follower]!);
        } else if (known.join() !== after.join()) {
          const { label } = plan.blocks[follower]!;
          const ways = `${listed(known)} by one way and ${listed(after)} by the way over "${planned.label}"`;
          problems.push(`Entities come to block "${label}" holding ${ways}.`);
        }
      }
    }
  };
  const led = new Set(plan.blocks.flatMap((planned) => followersOf(planned, plan)));
  for (const planned of plan.blocks) if (!led.has(planned.index)) follow(planned);
  // What is left are rounds that nothing leads into.
  for (const planned of plan.blocks) if (heldAt[planned.index] === undefined) follow(planned);
  return heldAt;
}

function heldAfter({ block }: PlannedBlock, before: readonly string[]): readonly string[] {
  if (block.type === 'seize') return [...new Set([...before, block.pool])].sort();
  return block.type === 'release' ? before.filter((pool) => pool !== block.pool) : before;
}

function listed(pools: readonly string[]): string {
  return pools.length === 0 ? 'nothing' : pools.join(', ');
}

function isInstant({ block }: PlannedBlock): boolean {
  return block.type !== 'create' && block.type !== 'delay' && block.type !== 'send';
}

function followersOf({ block, next }: PlannedBlock, plan: FlowPlan): number[] {
  if (block.type === 'dispose') return [];
  if (block.type !== 'route') return [next];
  const ways = 'chances' in block ? block.chances : block.cases;
  return [...ways.map(({ to }) => plan.indexOf(to)), next];
}
