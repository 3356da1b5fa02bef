import type { DistributionSpec } from '@veinline/stats';

/**
 * A number a block works out when an entity passes it: a constant, the simulated time, the entity's serial number (0, 1, …
 * in the order of creation), an attribute, a draw from a named stream, or arithmetic over these.
 */
export type FlowValue =
  | number
  | 'now'
  | 'serial'
  | { readonly attribute: string }
  | { readonly draw: DistributionSpec; readonly stream: string }
  | { readonly sum: readonly FlowValue[] }
  | { readonly product: readonly FlowValue[] }
  | { readonly difference: readonly [FlowValue, FlowValue] }
  | { readonly remainder: readonly [FlowValue, FlowValue] }
  | { readonly floor: FlowValue };

/** What every block may say of itself. Without `next`, an entity goes on to the block below. */
interface BlockPlace {
  readonly name?: string;
  /** Name of the block an entity goes to afterwards. */
  readonly next?: string;
}

/** Brings entities in: one after each interval, `limit` of them at most; without `interval`, all `limit` at once. */
export interface CreateBlock extends BlockPlace {
  readonly type: 'create';
  /** Time from one entity to the next, in time units. */
  readonly interval?: FlowValue;
  readonly limit?: number;
}

/** Sets an attribute of the entity. */
export interface AssignBlock extends BlockPlace {
  readonly type: 'assign';
  readonly attribute: string;
  readonly value: FlowValue;
}

/** Takes one unit of a pool, waiting first come, first served while all are taken. */
export interface SeizeBlock extends BlockPlace {
  readonly type: 'seize';
  readonly pool: string;
}

/** Gives the entity's unit of a pool back, to the first who waits for it. */
export interface ReleaseBlock extends BlockPlace {
  readonly type: 'release';
  readonly pool: string;
}

/** Lets time pass for the entity. */
export interface DelayBlock extends BlockPlace {
  readonly type: 'delay';
  /** In time units, zero or more. */
  readonly duration: FlowValue;
}

/** Sends the entity to another block, where it arrives `lookahead` + `delay` later. */
export interface SendBlock {
  readonly type: 'send';
  readonly name?: string;
  /** Name of the block it arrives at. */
  readonly to: string;
  /** The least travelling time, in time units; 0 if left out. */
  readonly lookahead?: number;
  /** Travelling time beyond the lookahead, in time units, zero or more. */
  readonly delay: FlowValue;
}

/** Chooses the way by chance: each `to` with its probability, `next` (or the block below) with the rest. */
export interface ChanceRouteBlock extends BlockPlace {
  readonly type: 'route';
  readonly stream: string;
  readonly chances: readonly { readonly probability: number; readonly to: string }[];
}

/** A way taken if the value meets the one condition given. */
export type RouteCase = { readonly to: string } & (
  { readonly equals: number } | { readonly above: number } | { readonly below: number }
);

/** Chooses the way by a value: the first case that holds, `next` (or the block below) when none does. */
export interface ValueRouteBlock extends BlockPlace {
  readonly type: 'route';
  readonly value: FlowValue;
  readonly cases: readonly RouteCase[];
}

/** Counts the entities that pass; with `by`, separately for each value 0, 1, …, `size` - 1. */
export interface CountBlock extends BlockPlace {
  readonly type: 'count';
  readonly name: string;
  readonly by?: { readonly value: FlowValue; readonly size: number };
}

/** Takes a value of each entity that passes into a tally. */
export interface TallyBlock extends BlockPlace {
  readonly type: 'tally';
  readonly name: string;
  readonly value: FlowValue;
}

/** Ends the entity; with a `leave` listener set on the flow, hands its attributes to other code first. */
export interface DisposeBlock {
  readonly type: 'dispose';
  readonly name?: string;
  /** Stop after each entity to call the listener set with `flow.onLeave(name, …)`. */
  readonly leave?: boolean;
}

/** One step of an entity's way through a flow. */
export type FlowBlock =
  | CreateBlock
  | AssignBlock
  | SeizeBlock
  | ReleaseBlock
  | DelayBlock
  | SendBlock
  | ChanceRouteBlock
  | ValueRouteBlock
  | CountBlock
  | TallyBlock
  | DisposeBlock;

/** A model of the flow tier as plain data: what entities carry, what they compete for, and their way. */
export interface FlowDefinition {
  /** Names the flow in errors and traces. */
  readonly name: string;
  /** One number each per entity, 0 at creation. */
  readonly attributes?: readonly string[];
  readonly pools?: Readonly<Record<string, { readonly capacity: number }>>;
  readonly blocks: readonly FlowBlock[];
}
