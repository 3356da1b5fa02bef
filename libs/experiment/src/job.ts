import type { JsonValue } from './json.ts';

/** Replications that may run anywhere: plain data, the same everywhere. */
export interface Job {
  readonly modelId: string;
  readonly modelVersion: string;
  /** Parameters the model's schema has checked and completed, as they come back from their canonical JSON. */
  readonly parameters: JsonValue;
  readonly seed: number;
  /** The first replication. */
  readonly from: number;
  /** The first replication that no longer belongs to the job. */
  readonly to: number;
  /** Events after which a replication is given up as one that never ends; `defaultEventLimit` if left out. */
  readonly eventLimit?: number;
}

/** Why a replication did not reach its end; plain data, so that it survives any transport. */
export interface ReplicationError {
  /** Of the VeinlineError, or MODEL_FAILED for anything else that was thrown. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Name of the process that failed. */
  readonly process?: string;
  /** Simulated time of the failure, in the model's time unit. */
  readonly time?: number;
}

/** What one replication gave; structured-clone and columns of f64, in the order of the model's names. */
export interface ReplicationResult {
  readonly index: number;
  readonly outputs: Float64Array;
  readonly series: readonly Float64Array[];
  /** Events the engine handled. */
  readonly events: number;
  /** Not null: the replication is partial, its numbers are what was observed until then, or NaN. */
  readonly error: ReplicationError | null;
}

/** A billion events: minutes to hours of work for one replication. Honest models end far earlier. */
export const defaultEventLimit = 1e9;
