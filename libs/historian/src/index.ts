/**
 * The Historian port: where samples, gaps and the journal are kept. Adapters live in `connectors/` and run
 * the contract suite exported as `@veinline/historian/contract`.
 *
 * @example
 * await historian.append(samples); // durable once resolved
 * const trend = await historian.buckets({ tag, from, to, buckets: 1000 });
 */
export type {
  AppendResult,
  Bucket,
  BucketQuery,
  Historian,
  HistorianStatus,
  JournalEntry,
  JournalQuery,
  RawQuery,
  TimeRange,
} from './historian.ts';
export { decodeValue, encodeValue } from './value-text.ts';
