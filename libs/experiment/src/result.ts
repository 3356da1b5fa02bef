import type { Experiment } from './experiment.ts';
import type { ExperimentStatus } from './experiment-status.ts';
import type { Manifest } from './manifest.ts';
import type { MeanInterval } from '@veinline/stats';
import type { ReplicationError } from './job.ts';

/** A replication that did not reach its end. */
export interface Failure {
  readonly replication: number;
  readonly error: ReplicationError;
}

/** The results by columns; row r is replication `indices[r]`, in ascending order. */
export interface ExperimentResult {
  readonly status: ExperimentStatus;
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  /** 0, 1, 2, ... unless a cancel or a fault of the runner left gaps. */
  readonly indices: Uint32Array;
  readonly outputs: Readonly<Record<string, Float64Array>>;
  /** Row by row: point p of row r is at `r * points + p`. */
  readonly series: Readonly<Record<string, Float64Array>>;
  /** Events of each row. */
  readonly events: Float64Array;
  /** Failed rows: their numbers are what was observed until then, and no summary counts them. */
  readonly failures: readonly Failure[];
  /** The fault of the runner that ended the experiment early. */
  readonly interruption: ReplicationError | null;
  /** With precision: whether the half-width was reached; null if it was not decided. */
  readonly isPreciseEnough: boolean | null;
  readonly summary: Readonly<Record<string, OutputSummary>>;
}

/** One output over all replications that reached their end and observed it, in the unit of the output. */
export interface OutputSummary {
  readonly unit: string;
  /** Replications that count. */
  readonly n: number;
  /** Replications that ended without observing it (NaN). */
  readonly unobserved: number;
  /** Student's t interval for the mean; null without observations, half-width infinite with one. */
  readonly interval: MeanInterval | null;
  /** Over replications, not over customers; null without observations. */
  readonly quantiles: OutputQuantiles | null;
}

/** Order statistics over replications, for box plots; Hyndman & Fan 1996, definition 7. */
export interface OutputQuantiles {
  readonly minimum: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly maximum: number;
}
