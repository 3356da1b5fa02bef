import { messageOf } from '@veinline/base';
import { distribution } from '@veinline/stats';
import type { FlowValue } from './flow-definition.ts';
import type { FlowPlan, PlannedBlock } from './flow-plan.ts';

/** Largest table of a count block. */
const MAX_COUNTERS = 2 ** 24;

/** Adds what is wrong with one block to the problems. */
export function checkBlock({ block, label, next }: PlannedBlock, plan: FlowPlan, problems: string[]): void {
  const problem = (text: string): void => void problems.push(`Block "${label}" ${text}`);
  const checkTarget = (name: string): void => {
    const target = plan.blocks[plan.indexOf(name)];
    if (target === undefined) problem(`leads to "${name}", but no block has that name.`);
    else if (target.block.type === 'create') problem(`leads into the create block "${name}".`);
  };
  const checkValue = (value: FlowValue): void => {
    for (const text of valueProblems(value, plan)) problem(text);
  };
  if ('next' in block && block.next !== undefined) checkTarget(block.next);
  else if (block.type !== 'send' && block.type !== 'dispose') {
    const below = plan.blocks[next];
    if (below === undefined) problem('is the last one, but is no dispose block and names no `next`.');
    else if (below.block.type === 'create')
      problem(`leads into the create block "${below.label}": name its \`next\`.`);
  }
  switch (block.type) {
    case 'create':
      if (block.interval !== undefined) {
        checkValue(block.interval);
        if (readsEntity(block.interval))
          problem('has an interval that reads an entity, but between arrivals there is none.');
      } else if (block.limit === undefined) problem('needs an `interval`, a `limit` or both.');
      if (typeof block.interval === 'number' && !(block.interval > 0)) {
        problem(`has the interval ${block.interval}; it must be above zero.`);
      }
      if (block.limit !== undefined && (!Number.isInteger(block.limit) || block.limit < 1)) {
        problem(`has the limit ${block.limit}; it must be a whole number of 1 or more.`);
      }
      break;
    case 'assign':
      if (!plan.attributes.includes(block.attribute)) problem(unknownAttribute(block.attribute, plan));
      checkValue(block.value);
      break;
    case 'seize':
    case 'release':
      if (!plan.pools.some(({ name }) => name === block.pool))
        problem(`names the pool "${block.pool}", which is not defined.`);
      break;
    case 'delay':
      checkValue(block.duration);
      if (typeof block.duration === 'number' && !(block.duration >= 0))
        problem(`has the duration ${block.duration}.`);
      break;
    case 'send':
      checkTarget(block.to);
      checkValue(block.delay);
      if (!((block.lookahead ?? 0) >= 0 && (block.lookahead ?? 0) < Infinity))
        problem(`has the lookahead ${block.lookahead}.`);
      break;
    case 'route': {
      const ways = 'chances' in block ? block.chances : block.cases;
      for (const { to } of ways) checkTarget(to);
      if ('value' in block) checkValue(block.value);
      else for (const text of chanceProblems(block.chances)) problem(text);
      break;
    }
    case 'count':
      if (block.by) {
        checkValue(block.by.value);
        const { size } = block.by;
        if (!Number.isInteger(size) || size < 1 || size > MAX_COUNTERS) {
          problem(`has a table of ${size} counters; it must be a whole number from 1 to ${MAX_COUNTERS}.`);
        }
      }
      break;
    case 'tally':
      checkValue(block.value);
      break;
    case 'dispose':
      break;
  }
}

function valueProblems(value: FlowValue, plan: FlowPlan): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`uses the number ${value}.`];
  if (typeof value === 'string') return [];
  if ('attribute' in value)
    return plan.attributes.includes(value.attribute) ? [] : [unknownAttribute(value.attribute, plan)];
  if ('draw' in value) {
    if (value.stream === '') return ['draws from a stream without a name.'];
    try {
      distribution(value.draw);
      return [];
    } catch (thrown) {
      return [`draws from what is no distribution: ${messageOf(thrown)}`];
    }
  }
  return operands(value).flatMap((operand) => valueProblems(operand, plan));
}

function readsEntity(value: FlowValue): boolean {
  if (typeof value === 'number') return false;
  if (typeof value === 'string') return value === 'serial';
  if ('attribute' in value) return true;
  return 'draw' in value ? false : operands(value).some(readsEntity);
}

/** The parts of a piece of arithmetic. */
function operands(
  value: Exclude<FlowValue, number | string | { attribute: string } | { stream: string }>,
): readonly FlowValue[] {
  if ('sum' in value) return value.sum;
  if ('product' in value) return value.product;
  if ('difference' in value) return value.difference;
  if ('remainder' in value) return value.remainder;
  return [value.floor];
}

function chanceProblems(chances: readonly { probability: number }[]): string[] {
  const invalid = chances.find(({ probability }) => !(probability >= 0 && probability <= 1));
  if (invalid) return [`has the probability ${invalid.probability}; it must lie from 0 to 1.`];
  const total = chances.reduce((sum, { probability }) => sum + probability, 0);
  return total > 1 + 1e-9 ? [`has probabilities that add up to ${total}.`] : [];
}

function unknownAttribute(name: string, { attributes }: FlowPlan): string {
  const known = attributes.length === 0 ? 'none are defined' : `defined are ${attributes.join(', ')}`;
  return `uses the attribute "${name}"; ${known}.`;
}
