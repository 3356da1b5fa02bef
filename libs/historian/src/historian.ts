import type { Instant } from '@veinline/base';
import type { Gap, Quality, TagId, TagSample } from '@veinline/plant';

/** What became of an append. */
export interface AppendResult {
  readonly stored: number;
  /** Samples that were already there: same tag, source time and sequence. */
  readonly duplicates: number;
}

/** Half-open range of source time: `from` included, `to` excluded. */
export interface TimeRange {
  readonly from: Instant;
  readonly to: Instant;
}

export interface RawQuery extends TimeRange {
  readonly tag: TagId;
  /** At most so many samples, oldest first; default 100,000. */
  readonly limit?: number;
}

export interface BucketQuery extends TimeRange {
  readonly tag: TagId;
  /** Number of equal intervals the range is cut into, 1 to 10,000. */
  readonly buckets: number;
}

/**
 * One interval of a downsampled series. Only good and uncertain finite numbers enter the statistics;
 * they are null where there is none. Bigints enter as the nearest number, booleans and texts do not enter.
 */
export interface Bucket {
  /** Start of the interval: `from` plus a whole number of interval lengths, maybe between two microseconds. */
  readonly start: Instant;
  /** Samples of any quality. */
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Arithmetic mean of the samples, not weighted by time. */
  readonly average: number | null;
  /** First and last by source time and sequence. */
  readonly first: number | null;
  readonly last: number | null;
  readonly worstQuality: Quality;
}

/** An entry of the alarm and event journal. */
export interface JournalEntry {
  readonly id: string;
  readonly at: Instant;
  /** `alarm`, `connector`, `operator`, `system`. */
  readonly category: string;
  /** Event name: `raised`, `acknowledged`, `returned`, … */
  readonly event: string;
  /** What it is about: an alarm id, a tag, a connector. */
  readonly subject: string;
  readonly priority: number | null;
  readonly message: string;
  /** Who did it; null for the system itself. */
  readonly actor: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface JournalQuery extends TimeRange {
  readonly category?: string;
  readonly subject?: string;
  /** Newest first, at most so many; default 1,000. */
  readonly limit?: number;
}

export interface HistorianStatus {
  readonly kind: string;
  readonly samples: number;
  readonly bytes: number | null;
  readonly lastError: string | null;
}

/** Keeps samples, gaps and the journal. A resolved append is durable: kill -9 does not lose it. */
export interface Historian {
  readonly kind: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stores samples in any order; those already there (tag, source time, sequence) are skipped and counted. */
  append(samples: readonly TagSample[]): Promise<AppendResult>;
  /** Opens a gap, or closes the open one with the same connector, address and `from`. Idempotent. */
  appendGap(gap: Gap): Promise<void>;
  /** Adds journal entries; an id already there is skipped. */
  appendJournal(entries: readonly JournalEntry[]): Promise<void>;
  /** Samples by source time and sequence, oldest first. */
  raw(query: RawQuery): Promise<readonly TagSample[]>;
  /** Downsampled series: one bucket for each interval that has samples, oldest first. */
  buckets(query: BucketQuery): Promise<readonly Bucket[]>;
  /** The newest sample of each tag that has one. */
  last(tags: readonly TagId[]): Promise<ReadonlyMap<TagId, TagSample>>;
  /** Gaps that overlap the range, oldest first. */
  gaps(query: TimeRange & { readonly connector?: string }): Promise<readonly Gap[]>;
  /** Journal entries, newest first. */
  journal(query: JournalQuery): Promise<readonly JournalEntry[]>;
  /** Removes samples, closed gaps and journal entries older than the instant; says how many samples went. */
  retain(olderThan: Instant): Promise<{ readonly removed: number }>;
  status(): Promise<HistorianStatus>;
}
