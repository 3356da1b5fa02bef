import type { Job, ReplicationResult } from '@veinline/experiment';

/** A block of replications as it lies in the queue. */
export interface BlockData {
  /** The run it belongs to; a cancelled run is told to workers by this id. */
  readonly run: string;
  /** The job, its range narrowed to the block. */
  readonly job: Job;
}

/** Why a worker refuses a block: an unknown model, for one. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** A replication's result in JSON: numbers as base64 of little-endian doubles, so no bit is lost. */
export interface EncodedResult extends Pick<ReplicationResult, 'index' | 'events' | 'error'> {
  readonly outputs: string;
  readonly series: readonly string[];
}

/** What a worker gives back for a block. */
export type BlockAnswer = { readonly results: readonly EncodedResult[] } | { readonly refusal: Refusal };

/** Packs a result for the way through Redis. */
export function encode({ index, outputs, series, events, error }: ReplicationResult): EncodedResult {
  return { index, events, error, outputs: toBase64(outputs), series: series.map(toBase64) };
}

/** Unpacks a result; the exact inverse of `encode`. */
export function decode({ index, outputs, series, events, error }: EncodedResult): ReplicationResult {
  return { index, events, error, outputs: fromBase64(outputs), series: series.map(fromBase64) };
}

function toBase64(values: Float64Array): string {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
  return bytes.toString('base64');
}

function fromBase64(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
}
