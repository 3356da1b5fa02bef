import type { Clock } from '@veinline/base';

/** How the embedded historian is set up. */
export interface DuckdbHistorianOptions {
  /** Database file; its folder is made if need be and belongs to one process at a time. */
  readonly file: string;
  /** Dates journal entries about damage found at start. */
  readonly clock: Clock;
  /** Most memory DuckDB may take, in megabytes; default 512. */
  readonly memoryLimitMegabytes?: number;
  /** Threads DuckDB may use beside those that ask; default 1, the asking thread alone: more make each commit dearer. */
  readonly threads?: number;
  /** Samples that may wait for their commit before `append` refuses; default 1,000,000. */
  readonly maxPendingSamples?: number;
}

/** The options with every default filled in. */
export type Settings = Required<DuckdbHistorianOptions>;

/** Fills in the defaults. */
export function withDefaults(options: DuckdbHistorianOptions): Settings {
  return { memoryLimitMegabytes: 512, threads: 1, maxPendingSamples: 1_000_000, ...options };
}
