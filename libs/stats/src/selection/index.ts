export { kn, type KnDecision, type KnOptions } from './kn.ts';
export type { Objective } from './objective.ts';
export {
  ocba,
  ocbaShares,
  probabilityOfCorrectSelection,
  type OcbaDecision,
  type OcbaOptions,
  type SystemSummary,
} from './ocba.ts';
