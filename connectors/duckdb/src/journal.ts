import { BIGINT, DOUBLE, VARCHAR, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { decodeValue, encodeValue, type JournalEntry, type JournalQuery } from '@veinline/historian';
import type { TagValue } from '@veinline/plant';
import { fromMicroseconds, microseconds } from './mapping.ts';
import { bound, checkRange } from './queries.ts';

/** Adds entries whose id is not there yet, in one transaction. */
export async function storeJournal(
  connection: DuckDBConnection,
  entries: readonly JournalEntry[],
): Promise<void> {
  await connection.run('BEGIN');
  try {
    for (const { at, details, ...columns } of entries) {
      await connection.run(
        `INSERT INTO journal
         SELECT $id, $entry_time, $category, $event, $subject, $priority, $message, $actor, $details
         WHERE NOT EXISTS (FROM journal WHERE id = $id)`,
        {
          ...columns,
          entry_time: BigInt(microseconds(at)),
          details: encodeValue(details as TagValue),
        },
        {
          id: VARCHAR,
          entry_time: BIGINT,
          category: VARCHAR,
          event: VARCHAR,
          subject: VARCHAR,
          priority: DOUBLE,
          message: VARCHAR,
          actor: VARCHAR,
          details: VARCHAR,
        },
      );
    }
    await connection.run('COMMIT');
  } catch (thrown) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
}

/** Entries of the range, newest first. */
export async function readJournal(
  connection: DuckDBConnection,
  query: JournalQuery,
): Promise<readonly JournalEntry[]> {
  const { limit = 1000, category = null, subject = null } = query;
  checkRange('limit', limit, 0, Number.MAX_SAFE_INTEGER);
  const result = await connection.runAndReadAll(
    `SELECT id, entry_time, category, event, subject, priority, message, actor, details FROM journal
     WHERE entry_time >= $from AND entry_time < $to AND ($category IS NULL OR category = $category)
       AND ($subject IS NULL OR subject = $subject)
     ORDER BY entry_time DESC, rowid DESC LIMIT $limit`,
    { from: bound(query.from), to: bound(query.to), category, subject, limit: BigInt(limit) },
    { from: BIGINT, to: BIGINT, category: VARCHAR, subject: VARCHAR, limit: BIGINT },
  );
  return result.getRows().map(entryFrom);
}

/** Removes entries before the time. */
export async function removeJournal(connection: DuckDBConnection, before: number): Promise<void> {
  await connection.run('DELETE FROM journal WHERE entry_time < $1', [BigInt(before)], [BIGINT]);
}

function entryFrom(row: readonly DuckDBValue[]): JournalEntry {
  const [id, at, category, event, subject, priority, message, actor, details] = row;
  return {
    id: String(id),
    at: fromMicroseconds(Number(at)),
    category: String(category),
    event: String(event),
    subject: String(subject),
    priority: priority as number | null,
    message: String(message),
    actor: actor === null ? null : String(actor),
    details: decodeValue(String(details)) as Readonly<Record<string, unknown>>,
  };
}
