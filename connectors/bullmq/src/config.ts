/** How a queue runner or a queue worker reaches Redis. */
export interface QueueSettings {
  /** `redis://host:6379/0`; the address may carry user and password. */
  readonly url: string;
  /** Name of the queue: workers serve the queue of their name only. */
  readonly queue?: string;
}

/** Settings of the side that asks for replications. */
export interface BullmqRunnerSettings extends QueueSettings {
  /** Replications of one job of the queue. */
  readonly blockSize?: number;
  /** How long a run waits for a first worker before it fails, in seconds. */
  readonly patienceSeconds?: number;
}

export const defaults = { queue: 'veinline-replications', blockSize: 4, patienceSeconds: 30 } as const;

/** Blocks of one run in the queue at a time: enough for many workers, little to clean up after a cancel. */
export const blocksAhead = 64;

/** A worker that has not renewed its lock for so long is lost, and its block goes to another. */
export const lockMs = 6_000;

/** How often lost workers are looked for, and how often a run looks after its own blocks. */
export const watchMs = 1_000;

/** How often a block may lose its worker before the run fails. */
export const attempts = 5;
