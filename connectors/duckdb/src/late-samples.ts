import { BIGINT, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { TagSample } from '@veinline/plant';

/** A sample at or below its tag's mark: it may be there already. */
export interface LateSample {
  readonly sample: TagSample;
  readonly id: number;
  readonly micros: number;
  readonly call: number;
}

/** The late samples that are not stored yet, each key once. */
export async function withoutStored(
  connection: DuckDBConnection,
  late: readonly LateSample[],
): Promise<LateSample[]> {
  const byKey = new Map<string, LateSample>();
  for (const one of late) {
    const key = `${one.id}/${one.micros}/${one.sample.sequence}`;
    if (!byKey.has(key)) byKey.set(key, one);
  }
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE late (tag INTEGER, source_time BIGINT, sequence BIGINT, place INTEGER)',
  );
  const appender = await connection.createAppender('late', 'main', 'temp');
  const unique = [...byKey.values()];
  let [from, to] = [Infinity, -Infinity];
  unique.forEach((one, place) => {
    from = Math.min(from, one.micros);
    to = Math.max(to, one.micros);
    appender.appendValue(one.id, INTEGER);
    appender.appendBigInt(BigInt(one.micros));
    appender.appendBigInt(BigInt(one.sample.sequence));
    appender.appendInteger(place);
    appender.endRow();
  });
  appender.closeSync();
  const missing = await connection.runAndReadAll(
    `SELECT place FROM late ANTI JOIN
       (SELECT tag, source_time, sequence FROM sample WHERE source_time BETWEEN $1 AND $2) AS stored
       USING (tag, source_time, sequence) ORDER BY place`,
    [BigInt(from), BigInt(to)],
    [BIGINT, BIGINT],
  );
  return missing.getRows().flatMap(([place]) => unique[Number(place)] ?? []);
}
