import { BIGINT, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { Bucket, BucketQuery, RawQuery } from '@veinline/historian';
import type { Quality, TagId, TagSample } from '@veinline/plant';
import { invalid } from './errors.ts';
import { fromMicroseconds, sampleColumns, sampleFrom } from './mapping.ts';

const qualities: readonly Quality[] = ['good', 'uncertain', 'bad', 'bad'];

/** A power of two: scaling by it is exact and keeps the sum behind an average from overflowing. */
const scale = 2 ** -64;

/** Samples of one tag by source time and sequence. */
export async function readRaw(
  connection: DuckDBConnection,
  tagId: number | undefined,
  query: RawQuery,
): Promise<readonly TagSample[]> {
  const { tag, from, to, limit = 100_000 } = query;
  checkRange('limit', limit, 0, Number.MAX_SAFE_INTEGER);
  if (tagId === undefined) return [];
  const result = await connection.runAndReadAll(
    `SELECT ${sampleColumns} FROM sample s WHERE s.tag = $1 AND s.source_time >= $2 AND s.source_time < $3
     ORDER BY s.source_time, s.sequence LIMIT $4`,
    [tagId, bound(from), bound(to), BigInt(limit)],
    [INTEGER, BIGINT, BIGINT, BIGINT],
  );
  return result.getRows().map((row) => sampleFrom(tag, row));
}

/** The newest sample of each tag that has one; `tags` are names by dictionary id. */
export async function readNewest(
  connection: DuckDBConnection,
  tags: ReadonlyMap<number, TagId>,
): Promise<Map<TagId, TagSample>> {
  const found = new Map<TagId, TagSample>();
  if (tags.size === 0) return found;
  const result = await connection.runAndReadAll(
    `WITH mark AS (
       SELECT tag, max(source_time) AS newest FROM sample WHERE tag IN (${[...tags.keys()].join()}) GROUP BY tag
     )
     SELECT s.tag, ${sampleColumns} FROM sample s JOIN mark ON s.tag = mark.tag AND s.source_time = mark.newest
     ORDER BY s.tag, s.sequence`,
  );
  for (const [id, ...row] of result.getRows()) {
    const tag = tags.get(Number(id));
    if (tag !== undefined) found.set(tag, sampleFrom(tag, row));
  }
  return found;
}

/** The downsampled series of one tag. Interval numbers are computed in whole microseconds, without rounding. */
export async function readBuckets(
  connection: DuckDBConnection,
  tagId: number | undefined,
  query: BucketQuery,
): Promise<readonly Bucket[]> {
  const from = Number(bound(query.from));
  const span = Number(bound(query.to)) - from;
  checkRange('buckets', query.buckets, 1, 10_000);
  if (tagId === undefined || !(span > 0)) return [];
  const wide = span * query.buckets > 9e18 ? '::HUGEINT' : '';
  const result = await connection.runAndReadAll(
    `SELECT
       ((source_time - $from)${wide} * $buckets) // $span AS interval_number,
       count(*),
       min(value) FILTER (usable), max(value) FILTER (usable),
       avg(value * ${scale}) FILTER (usable) / ${scale},
       arg_min(value, (source_time, sequence)) FILTER (usable),
       arg_max(value, (source_time, sequence)) FILTER (usable),
       max(status >> 30)
     FROM (
       SELECT *, value IS NOT NULL AND isfinite(value) AND status < 2147483648 AS usable
       FROM sample WHERE tag = $tag AND source_time >= $from AND source_time < $to
     )
     GROUP BY interval_number ORDER BY interval_number`,
    {
      tag: tagId,
      from: bound(query.from),
      to: bound(query.to),
      buckets: BigInt(query.buckets),
      span: BigInt(span),
    },
    { tag: INTEGER, from: BIGINT, to: BIGINT, buckets: BIGINT, span: BIGINT },
  );
  return result.getRows().map((row) => ({
    start: fromMicroseconds(from + (Number(row[0]) * span) / query.buckets),
    count: Number(row[1]),
    min: row[2] as number | null,
    max: row[3] as number | null,
    average: row[4] as number | null,
    first: row[5] as number | null,
    last: row[6] as number | null,
    worstQuality: qualities[Number(row[7])] ?? 'bad',
  }));
}

/** The end of a range in microseconds; infinite ends mean all of time. */
export function bound(at: number): bigint {
  const micros = Math.round(at * 1000);
  if (Number.isNaN(micros)) throw invalid('A time range has no valid end.', 'Use milliseconds since 1970.');
  return BigInt(Math.max(-8.64e18, Math.min(8.64e18, micros)));
}

/** Refuses a whole number that is out of its range, naming it. */
export function checkRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(`The query's ${name} is ${value}.`, `Use a whole number from ${least} to ${most}.`);
}
