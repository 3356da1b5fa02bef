import type { FlowBlock } from './flow-definition.ts';

/** A block with its names resolved. */
export interface PlannedBlock {
  readonly index: number;
  /** How errors and traces call it. */
  readonly label: string;
  readonly block: FlowBlock;
  /** Index of the block an entity goes to when the block says nothing else; -1 after the end of its way. */
  readonly next: number;
}

/** A checked flow, its names turned into numbers. */
export interface FlowPlan {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly pools: readonly { readonly name: string; readonly capacity: number }[];
  readonly blocks: readonly PlannedBlock[];
  indexOf(name: string): number;
}
