import { blockCode } from './flow-block-code.ts';
import { FlowLanes } from './flow-lanes.ts';
import { FlowSymbols } from './flow-symbols.ts';
import { declarePools } from './flow-pool-code.ts';
import { siftRootDown, siftUp } from './flow-heap-code.ts';
import type { FlowPlan } from './flow-plan.ts';

/** Why the generated loop returned. */
export const FlowExit = { waiting: 0, left: 1, failed: 2 } as const;

/** Generated code of a flow and what it works on. */
export interface FlowCode {
  readonly source: string;
  readonly symbols: FlowSymbols;
  readonly lanes: FlowLanes;
}

/**
 * Writes the event loop of one model: choose the next event, walk its entity through the blocks until it must wait, put
 * it where it waits. All state is in local variables while the loop runs, so nothing is allocated and nothing is called
 * but the samplers.
 *
 * The order is that of the kernel: (time, sequence), with a number taken wherever a process would schedule an event. Three
 * shortcuts keep the order and save the heap: events due now, and delays of a constant length, are first in, first out,
 * so they wait in linked lists; the next arrival of a create block is one number; an event scheduled while the root of
 * the heap was just taken replaces it in one pass.
 */
export function flowCode(plan: FlowPlan, isTraced: boolean): FlowCode {
  const symbols = new FlowSymbols(plan, isTraced);
  for (const name of ['readyHead', 'freeHead']) symbols.register(name, { isWhole: true, initial: -1 });
  for (const name of ['readyTail', 'used', 'size', 'population']) symbols.register(name, { isWhole: true });
  for (const name of ['now', 'readyTime', 'created']) symbols.register(name);
  declarePools(plan, symbols);
  const lanes = new FlowLanes(plan, symbols);
  const taken = lanes.takes();
  const blocks = plan.blocks.map((planned) => blockCode(planned, symbols, lanes)).join('\n');
  const source = `'use strict';
const { constants, samplers, streams, registers, columns, tables, trace } = context;
let { blocks, ranks, links, ends, since, serials, heapTimes, heapEntities } = columns;
${plan.attributes.map((_, i) => `let x${i} = columns.attributes[${i}];`).join('\n')}
${symbols.loads()}
let sequence = call.sequence;
const limitTime = call.limitTime, limitRank = call.limitRank, budget = call.budget;
let count = 0, hole = false, exit = ${FlowExit.waiting}, e = 0, b = 0, at = 0, place = 0, problem = 0;
main: for (;;) {
  if (count >= budget) break;
  if (readyHead >= 0 && (hole ? heapTimes[1] > readyTime && heapTimes[2] > readyTime : heapTimes[0] > readyTime)
    && limitTime > readyTime${lanes.quiet('readyTime')}) {
    ${takeReady}
  } else {
    if (hole) {
      hole = false;
      const last = --size;
      const time = heapTimes[last], entity = heapEntities[last];
      heapTimes[last] = Infinity;
      if (last > 0) {
        const rank = ranks[entity];
        ${siftRootDown('time', 'rank', 'entity')}
      }
    }
    let time = heapTimes[0], from = 0;
    ${lanes.choose()}
    if (time >= limitTime && (time === Infinity || time > limitTime || ${lanes.rankOfChosen()} >= limitRank)) break;
    now = time;
    if (from === 0) {
      e = heapEntities[0];
      b = ${lanes.heapTarget < 0 ? 'blocks[e]' : lanes.heapTarget};
      hole = true;
    } else if (from === 1) {
      ${takeReady}
    } ${taken}
  }
  count++;
  step: for (;;) {
    switch (b) {
${blocks}
    }
  }
  const rank = sequence++;
  ranks[e] = rank;
  if (hole) {
    hole = false;
    ${siftRootDown('at', 'rank', 'e')}
  } else {
    ${siftUp('at', 'e')}
  }
}
if (hole) {
  const last = --size;
  const time = heapTimes[last], entity = heapEntities[last], rank = ranks[entity];
  heapTimes[last] = Infinity;
  if (last > 0) {
    ${siftRootDown('time', 'rank', 'entity')}
  }
}
${symbols.stores()}
call.sequence = sequence;
call.count = count;
call.exit = exit;
call.place = place;
call.entity = e;
call.value = problem;
{
  let time = heapTimes[0], from = 0;
  ${lanes.choose()}
  call.nextTime = time;
  call.nextRank = time === Infinity ? Infinity : ${lanes.rankOfChosen()};
}`;
  return { source, symbols, lanes };
}

/** Takes the first entity of those ready now. */
const takeReady = `e = readyHead;
    b = blocks[e];
    readyHead = links[e];
    now = readyTime;`;
