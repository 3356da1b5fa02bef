import { BIGINT, VARCHAR, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { TimeRange } from '@veinline/historian';
import type { Gap } from '@veinline/plant';
import { fromMicroseconds, microseconds } from './mapping.ts';
import { bound } from './queries.ts';

const sameGap = 'connector = $connector AND address IS NOT DISTINCT FROM $address AND from_time = $from';

/** Opens a gap or closes the open one; a gap already closed stays as it is. */
export async function storeGap(connection: DuckDBConnection, gap: Gap): Promise<void> {
  const key = { connector: gap.connector, address: gap.address, from: BigInt(microseconds(gap.from)) };
  const keyTypes = { connector: VARCHAR, address: VARCHAR, from: BIGINT };
  const to = gap.to === null ? null : BigInt(microseconds(gap.to));
  const existing = await connection.runAndReadAll(`SELECT to_time FROM gap WHERE ${sameGap}`, key, keyTypes);
  if (existing.currentRowCount === 0) {
    await connection.run(
      'INSERT INTO gap VALUES ($connector, $address, $from, $to, $cause)',
      { ...key, to, cause: gap.cause },
      { ...keyTypes, to: BIGINT, cause: VARCHAR },
    );
  } else if (to !== null) {
    await connection.run(
      `UPDATE gap SET to_time = $to WHERE ${sameGap} AND to_time IS NULL`,
      { ...key, to },
      { ...keyTypes, to: BIGINT },
    );
  }
}

/** Gaps that overlap the range, oldest first. */
export async function readGaps(
  connection: DuckDBConnection,
  query: TimeRange & { readonly connector?: string },
): Promise<readonly Gap[]> {
  const result = await connection.runAndReadAll(
    `SELECT connector, address, from_time, to_time, cause FROM gap
     WHERE from_time < $to AND (to_time IS NULL OR to_time > $from) AND ($connector IS NULL OR connector = $connector)
     ORDER BY from_time, connector, address`,
    { from: bound(query.from), to: bound(query.to), connector: query.connector ?? null },
    { from: BIGINT, to: BIGINT, connector: VARCHAR },
  );
  return result.getRows().map(gapFrom);
}

/** Removes gaps that were closed before the time. */
export async function removeGaps(connection: DuckDBConnection, before: number): Promise<void> {
  await connection.run('DELETE FROM gap WHERE to_time < $1', [BigInt(before)], [BIGINT]);
}

function gapFrom([connector, address, from, to, cause]: readonly DuckDBValue[]): Gap {
  return {
    connector: String(connector),
    address: address === null ? null : String(address),
    from: fromMicroseconds(Number(from)),
    to: to === null ? null : fromMicroseconds(Number(to)),
    cause: String(cause),
  };
}
