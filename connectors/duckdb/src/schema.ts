import type { DuckDBConnection } from '@duckdb/node-api';
import { VeinlineError } from '@veinline/base';

const version = 1;

/**
 * The tables. None has a key or an index: DuckDB's log has trouble with indexed tables, and duplicates are
 * kept out by the writer. Times are microseconds since 1970; delays are relative to the source time, which
 * packs them into a few bits.
 */
const tables = `
  CREATE TABLE schema_version (version INTEGER NOT NULL);
  INSERT INTO schema_version VALUES (${version});
  CREATE TABLE tag (id INTEGER NOT NULL, name VARCHAR NOT NULL);
  CREATE TABLE sample (
    tag INTEGER NOT NULL,
    source_time BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    value DOUBLE,
    text VARCHAR,
    status UINTEGER NOT NULL,
    flags UTINYINT NOT NULL,
    server_delay BIGINT NOT NULL,
    receive_delay BIGINT NOT NULL
  );
  CREATE TABLE gap (
    connector VARCHAR NOT NULL, address VARCHAR, from_time BIGINT NOT NULL, to_time BIGINT, cause VARCHAR NOT NULL
  );
  CREATE TABLE journal (
    id VARCHAR NOT NULL, entry_time BIGINT NOT NULL, category VARCHAR NOT NULL, event VARCHAR NOT NULL,
    subject VARCHAR NOT NULL, priority DOUBLE, message VARCHAR NOT NULL, actor VARCHAR, details VARCHAR NOT NULL
  );`;

/** Makes the tables of a new database, and refuses one that a newer Veinline has written. */
export async function prepareSchema(connection: DuckDBConnection, file: string): Promise<void> {
  const existing = await connection.runAndReadAll(
    `SELECT count(*) FROM duckdb_tables() WHERE NOT internal AND NOT temporary AND table_name = 'schema_version'`,
  );
  if (Number(existing.getRows()[0]?.[0]) === 0) {
    await connection.run(`BEGIN; ${tables} COMMIT`);
    await connection.run('CHECKPOINT');
    return;
  }
  const stored = Number(
    (await connection.runAndReadAll('SELECT max(version) FROM schema_version')).getRows()[0]?.[0],
  );
  if (stored === version) return;
  throw new VeinlineError(
    'HISTORIAN_VERSION_UNKNOWN',
    `The historian ${file} has schema version ${stored}; this Veinline knows version ${version}.`,
    {
      hint: 'Start the Veinline version that wrote it, or restore a backup made by this one.',
      details: { file },
    },
  );
}
