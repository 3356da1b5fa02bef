/** What a run of a workload gave; equal in all tiers, bit by bit, for they draw from the same streams by purpose. */
export interface Answer {
  /** Mean time in the system for the queues, time of the last event for the others. */
  readonly value: number;
  /** Of the messages each logical process received; 0 where there are none. */
  readonly checksum: number;
}

/** Runs the workload once, from an empty simulation to the answer. */
export type Run = () => Answer;

export const workloadNames = ['mm1', 'mm10', 'ping', 'pingc', 'phold'] as const;
export type WorkloadName = (typeof workloadNames)[number];

export const customers = 1_000_000;
export const processes = 10_000;
export const waits = 100;
export const logicalProcesses = 1_024;
export const messages = 16;
export const receptions = 2_000_000;
export const seed = 1;

interface Workload {
  /** Model events: two per customer, one per wait, one per message received. */
  readonly events: number;
  /** What theory or arithmetic says of the value, wide enough for the noise of one run. */
  readonly value: readonly [low: number, high: number];
  /** Streams in the order in which the C reference wants their states. */
  readonly streams: readonly string[];
}

/** M/M/1 at load 0.9 has mean time 10, M/M/10 at 9 has 1.6687; pings of 100 Exp(1) waits end with the last of 10,000. */
export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  mm1: { events: 2 * customers, value: [9, 11], streams: ['arrivals', 'service'] },
  mm10: { events: 2 * customers, value: [1.6, 1.74], streams: ['arrivals', 'service'] },
  ping: { events: processes * waits, value: [130, 170], streams: ['wait'] },
  pingc: { events: processes * waits, value: [waits, waits], streams: ['wait'] },
  phold: { events: receptions, value: [121, 123.5], streams: ['start', 'remote', 'target', 'delay'] },
};

/** Throws for an answer that cannot be right, so that no figure is given for it. */
export function checkAnswer(name: WorkloadName, who: string, { value }: Answer): void {
  const [low, high] = workloads[name].value;
  if (value >= low && value <= high) return;
  throw new Error(`${who} gave ${value} on ${name}; it must lie from ${low} to ${high}.`);
}

/** Checksum over the counts of the logical processes, as the C reference computes it. */
export function checksumOf(counts: ArrayLike<number>): number {
  let checksum = 0;
  for (let i = 0; i < counts.length; i++) checksum = (checksum * 31 + (counts[i] ?? 0)) % 1_000_000_007;
  return checksum;
}
