import { goOnCode, makeReadyCode } from './flow-fragments.ts';
import type { FlowPlan, PlannedBlock } from './flow-plan.ts';
import type { FlowSymbols } from './flow-symbols.ts';

/** The registers of a pool, whose names end in its number. */
export function declarePools({ pools }: FlowPlan, symbols: FlowSymbols): void {
  pools.forEach(({ capacity }, p) => {
    symbols.register(`busy${p}`, { isWhole: true });
    symbols.register(`queue${p}`, { isWhole: true });
    symbols.register(`queueHead${p}`, { isWhole: true, initial: -1 });
    symbols.register(`queueTail${p}`, { isWhole: true });
    symbols.register(`queueMost${p}`, { isWhole: true, reset: { register: `queue${p}` } });
    for (const name of ['busyFrom', 'queueFrom']) symbols.register(name + p, { reset: 'now' });
    for (const name of ['busyArea', 'queueArea', 'granted', 'waitSum', 'waitSquares', 'waitMost']) {
      symbols.register(name + p, { reset: 0 });
    }
    symbols.define(`capacity${p}`, capacity);
  });
}

const busyLevel = (p: number): string =>
  `busyArea${p} += busy${p} * (now - busyFrom${p}); busyFrom${p} = now;`;
const queueLevel = (p: number): string =>
  `queueArea${p} += queue${p} * (now - queueFrom${p}); queueFrom${p} = now;`;

/** Takes a free unit and goes on without an event, as a process does, or joins the end of the queue. */
export function seizeCode(planned: PlannedBlock, pool: string, plan: FlowPlan): string {
  const p = numberOf(pool, plan);
  const { index, next } = planned;
  return `if (busy${p} === capacity${p}) {
  ${queueLevel(p)}
  queue${p}++;
  if (queue${p} > queueMost${p}) queueMost${p} = queue${p};
  since[e] = now;
  blocks[e] = ${next};
  links[e] = -1;
  if (queueHead${p} < 0) queueHead${p} = e;
  else links[queueTail${p}] = e;
  queueTail${p} = e;
  continue main;
}
${busyLevel(p)}
busy${p}++;
granted${p}++;
${goOnCode(index, next)}`;
}

/** Hands the unit to the first in the queue, who is due now, or frees it; the entity goes on at once. */
export function releaseCode(planned: PlannedBlock, pool: string, plan: FlowPlan): string {
  const p = numberOf(pool, plan);
  const { index, next } = planned;
  return `if (queueHead${p} >= 0) {
  ${queueLevel(p)}
  queue${p}--;
  granted${p}++;
  const first = queueHead${p};
  queueHead${p} = links[first];
  const wait = now - since[first];
  waitSum${p} += wait;
  waitSquares${p} += wait * wait;
  if (wait > waitMost${p}) waitMost${p} = wait;
  ${makeReadyCode('first')}
} else {
  ${busyLevel(p)}
  busy${p}--;
}
${goOnCode(index, next)}`;
}

function numberOf(pool: string, { pools }: FlowPlan): number {
  return pools.findIndex(({ name }) => name === pool);
}
