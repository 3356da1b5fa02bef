import type { CountBlock, FlowBlock, TallyBlock } from './flow-definition.ts';
import { failCode, goOnCode } from './flow-fragments.ts';
import type { FlowLanes } from './flow-lanes.ts';
import type { PlannedBlock } from './flow-plan.ts';
import { releaseCode, seizeCode } from './flow-pool-code.ts';
import { routeCode } from './flow-route-code.ts';
import type { FlowSymbols } from './flow-symbols.ts';

/** The `case` of one block in the walk of an entity `e`; runs into the next case where the way leads there. */
export function blockCode(planned: PlannedBlock, symbols: FlowSymbols, lanes: FlowLanes): string {
  if (planned.block.type === 'create') return '';
  const trace = symbols.isTraced ? `trace(now, serials[e], ${planned.index});` : '';
  return `case ${planned.index}: {
${trace}
${bodyCode(planned.block, planned, symbols, lanes)}
}`;
}

function bodyCode(block: FlowBlock, planned: PlannedBlock, symbols: FlowSymbols, lanes: FlowLanes): string {
  const { plan } = symbols;
  const { index, next } = planned;
  switch (block.type) {
    case 'create':
      return '';
    case 'assign':
      return `${symbols.attribute(block.attribute)}[e] = ${symbols.value(block.value)};\n${goOnCode(index, next)}`;
    case 'seize':
      return seizeCode(planned, block.pool, plan);
    case 'release':
      return releaseCode(planned, block.pool, plan);
    case 'delay':
      return waitCode(planned, symbols.value(block.duration), lanes);
    case 'send':
      return waitCode(
        planned,
        `${symbols.constant(block.lookahead ?? 0)} + ${symbols.value(block.delay)}`,
        lanes,
      );
    case 'route':
      return routeCode(block, planned, symbols);
    case 'count':
      return `${countCode(block, index, symbols)}\n${goOnCode(index, next)}`;
    case 'tally':
      return `${tallyCode(block, index, symbols)}\n${goOnCode(index, next)}`;
    case 'dispose':
      return `links[e] = freeHead;
freeHead = e;
population--;
${block.leave === true ? `exit = 1; place = ${index}; break main;` : 'continue main;'}`;
  }
}

/** Puts the entity into the lane of its constant delay, or leaves the walk with the time `at` for the heap. */
function waitCode({ block, index, next }: PlannedBlock, duration: string, lanes: FlowLanes): string {
  const lane =
    block.type === 'delay' && typeof block.duration === 'number' ? lanes.laneOf(block.duration) : -1;
  const remember = `blocks[e] = ${next};`;
  const start = `const delay = ${duration};
at = now + delay;
if (!(delay >= 0 && at < Infinity)) ${failCode(index, 'delay')}`;
  if (lane < 0) return `${start}\n${lanes.heapTarget < 0 ? remember : ''}\nbreak step;`;
  return `${start}
${remember}
ends[e] = at;
ranks[e] = sequence++;
links[e] = -1;
if (laneHead${lane} < 0) {
  laneHead${lane} = e;
  laneTime${lane} = at;
} else links[laneTail${lane}] = e;
laneTail${lane} = e;
continue main;`;
}

function countCode({ by }: CountBlock, index: number, symbols: FlowSymbols): string {
  if (by === undefined) return `${symbols.register(`count${index}`, { reset: 0 })}++;`;
  const table = symbols.table(by.size);
  return `const key = ${symbols.value(by.value)};
const row = key | 0;
if (row !== key || row < 0 || row >= ${table}.length) ${failCode(index, 'key')}
${table}[row]++;`;
}

/** The recurrence of Welford (1962), as in `Tally`. */
function tallyCode({ value }: TallyBlock, index: number, symbols: FlowSymbols): string {
  const moment = (name: string, initial = 0): string =>
    symbols.register(name + index, { initial, reset: initial });
  const count = moment('tallyCount');
  const mean = moment('tallyMean');
  const squares = moment('tallySquares');
  const least = moment('tallyLeast', Infinity);
  const most = moment('tallyMost', -Infinity);
  return `const value = ${symbols.value(value)};
const delta = value - ${mean};
${count}++;
${mean} += delta / ${count};
${squares} += delta * (value - ${mean});
if (value < ${least}) ${least} = value;
if (value > ${most}) ${most} = value;`;
}
