/**
 * The Historian port: where samples, gaps and the journal are kept. Adapters live in `connectors/` and run
 * the contract suite exported as `@veinline/historian/contract`.
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
