import type { FlowProgram } from './flow-program.ts';

/** What a tally block has seen; moments are `NaN` until they are defined, as in `Tally`. */
export interface FlowTally {
  readonly count: number;
  readonly mean: number;
  /** With divisor n - 1. */
  readonly variance: number;
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A pool and its statistics since the last reset, in time units where they are times. */
export interface FlowPoolStatistics {
  readonly capacity: number;
  /** Units in use now. */
  readonly inUse: number;
  /** Entities waiting now. */
  readonly waiting: number;
  /** Entities that got a unit. */
  readonly served: number;
  /** Mean units in use by capacity. */
  readonly utilisation: number;
  /** Time-weighted mean of units in use. */
  readonly meanBusy: number;
  /** Time-weighted mean of entities waiting. */
  readonly meanQueue: number;
  readonly longestQueue: number;
  /** Of those served, the ones served at once included. */
  readonly meanWait: number;
  /** With divisor n - 1. */
  readonly waitVariance: number;
  readonly longestWait: number;
}

/** Reads a tally from the state of a flow. */
export function tallyOf(program: FlowProgram, index: number): FlowTally {
  const count = program.get(`tallyCount${index}`);
  const variance = count > 1 ? program.get(`tallySquares${index}`) / (count - 1) : NaN;
  return {
    count,
    mean: count > 0 ? program.get(`tallyMean${index}`) : NaN,
    variance,
    standardDeviation: Math.sqrt(variance),
    minimum: count > 0 ? program.get(`tallyLeast${index}`) : NaN,
    maximum: count > 0 ? program.get(`tallyMost${index}`) : NaN,
  };
}

/** Reads the statistics of a pool from `start` until `now`. */
export function poolStatistics(
  program: FlowProgram,
  pool: number,
  capacity: number,
  { start, now }: { start: number; now: number },
): FlowPoolStatistics {
  const of = (name: string): number => program.get(name + pool);
  const inUse = of('busy');
  const waiting = of('queue');
  const served = of('granted');
  const meanBusy = (of('busyArea') + inUse * (now - of('busyFrom'))) / (now - start);
  const meanWait = of('waitSum') / served;
  return {
    capacity,
    inUse,
    waiting,
    served,
    utilisation: meanBusy / capacity,
    meanBusy,
    meanQueue: (of('queueArea') + waiting * (now - of('queueFrom'))) / (now - start),
    longestQueue: of('queueMost'),
    meanWait,
    waitVariance: (of('waitSquares') - served * meanWait * meanWait) / (served - 1),
    longestWait: of('waitMost'),
  };
}
