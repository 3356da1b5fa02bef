import { compileFlow, Simulation, type FlowDefinition, type FlowValue } from '@veinline/des';
import {
  checksumOf,
  customers,
  logicalProcesses,
  messages,
  processes,
  receptions,
  seed,
  waits,
  type Answer,
  type Run,
  type WorkloadName,
} from './workloads.ts';

/** The workloads as compiled flows. */
export const flowTier: Readonly<Record<WorkloadName, Run>> = {
  mm1: () => runQueue(queue(1, 0.9)),
  mm10: () => runQueue(queue(10, 9)),
  ping: () => runPing(ping(exponential(1, 'wait'))),
  pingc: () => runPing(ping(1)),
  phold: runPhold,
};

function exponential(mean: number, stream: string): FlowValue {
  return { draw: { type: 'exponential', mean }, stream };
}

function queue(capacity: number, rate: number): FlowDefinition {
  return {
    name: 'queue',
    attributes: ['arrived'],
    pools: { server: { capacity } },
    blocks: [
      { type: 'create', interval: exponential(1 / rate, 'arrivals'), limit: customers },
      { type: 'assign', attribute: 'arrived', value: 'now' },
      { type: 'seize', pool: 'server' },
      { type: 'delay', duration: exponential(1, 'service') },
      { type: 'release', pool: 'server' },
      { type: 'tally', name: 'time', value: { difference: ['now', { attribute: 'arrived' }] } },
      { type: 'dispose' },
    ],
  };
}

function runQueue(definition: FlowDefinition): Answer {
  const sim = new Simulation({ seed });
  const flow = compileFlow(sim, definition);
  sim.run();
  return { value: flow.tally('time').mean, checksum: 0 };
}

function ping(duration: FlowValue): FlowDefinition {
  return {
    name: 'ping',
    attributes: ['left'],
    blocks: [
      { type: 'create', limit: processes },
      { type: 'assign', attribute: 'left', value: waits },
      { type: 'delay', name: 'wait', duration },
      { type: 'assign', attribute: 'left', value: { sum: [{ attribute: 'left' }, -1] } },
      { type: 'route', value: { attribute: 'left' }, cases: [{ above: 0, to: 'wait' }] },
      { type: 'dispose' },
    ],
  };
}

function runPing(definition: FlowDefinition): Answer {
  const sim = new Simulation({ seed });
  compileFlow(sim, definition);
  sim.run();
  return { value: sim.now, checksum: 0 };
}

const phold: FlowDefinition = {
  name: 'phold',
  attributes: ['at'],
  blocks: [
    { type: 'create', limit: logicalProcesses * messages },
    { type: 'assign', attribute: 'at', value: { remainder: ['serial', logicalProcesses] } },
    { type: 'delay', duration: exponential(1, 'start') },
    { type: 'count', name: 'receive', by: { value: { attribute: 'at' }, size: logicalProcesses } },
    { type: 'route', stream: 'remote', chances: [{ probability: 0.5, to: 'away' }], next: 'send' },
    {
      type: 'assign',
      name: 'away',
      attribute: 'at',
      value: { floor: { draw: { type: 'uniform', min: 0, max: logicalProcesses }, stream: 'target' } },
    },
    { type: 'send', name: 'send', to: 'receive', lookahead: 0.1, delay: exponential(0.9, 'delay') },
  ],
};

function runPhold(): Answer {
  const sim = new Simulation({ seed, eventLimit: receptions + logicalProcesses * messages });
  const flow = compileFlow(sim, phold);
  sim.run();
  return { value: sim.now, checksum: checksumOf(flow.counts('receive')) };
}
