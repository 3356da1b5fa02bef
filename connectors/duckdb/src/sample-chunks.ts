import {
  BIGINT,
  DOUBLE,
  DuckDBBigIntVector,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBUIntegerVector,
  DuckDBUTinyIntVector,
  DuckDBVarCharVector,
  INTEGER,
  UINTEGER,
  UTINYINT,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBVector,
} from '@duckdb/node-api';
import { encodeValue } from '@veinline/historian';
import type { TagSample, TagValue } from '@veinline/plant';
import { Flag, microseconds } from './mapping.ts';

const types = [INTEGER, BIGINT, BIGINT, DOUBLE, VARCHAR, UINTEGER, UTINYINT, BIGINT, BIGINT];
const chunkRows = 2048;

/**
 * Fills DuckDB's data chunks column by column, which is several times faster than one appender call a value.
 * The chunk for plain numbers is kept: its text column is set to NULL once and never touched again.
 */
export class SampleChunks {
  readonly #plain = DuckDBDataChunk.create(types, chunkRows);

  constructor() {
    // A vector has as many items as its chunk has rows when it is first asked for: ask while all rows are there,
    // or later rows would be dropped without a word.
    for (let column = 0; column < types.length; column++) this.#plain.getColumnVector(column);
    const text = vector(this.#plain, 4, DuckDBVarCharVector);
    for (let row = 0; row < chunkRows; row++) text.setItem(row, null);
    text.flush();
  }

  /** Appends all samples; `tagIds` holds the dictionary id of each. */
  append(appender: DuckDBAppender, samples: readonly TagSample[], tagIds: readonly number[]): void {
    for (let start = 0; start < samples.length; start += chunkRows) {
      const rows = samples.slice(start, start + chunkRows);
      const isPlain = rows.every((sample) => isPlainNumber(sample.value));
      const chunk = isPlain ? this.#plain : DuckDBDataChunk.create(types);
      chunk.rowCount = rows.length;
      fillColumns(chunk, rows, tagIds, start);
      if (!isPlain) fillValues(chunk, rows);
      appender.appendDataChunk(chunk);
    }
  }
}

function fillColumns(
  chunk: DuckDBDataChunk,
  rows: readonly TagSample[],
  tagIds: readonly number[],
  start: number,
): void {
  const tag = vector(chunk, 0, DuckDBIntegerVector);
  const time = vector(chunk, 1, DuckDBBigIntVector);
  const sequence = vector(chunk, 2, DuckDBBigIntVector);
  const value = vector(chunk, 3, DuckDBDoubleVector);
  const status = vector(chunk, 5, DuckDBUIntegerVector);
  const flags = vector(chunk, 6, DuckDBUTinyIntVector);
  const serverDelay = vector(chunk, 7, DuckDBBigIntVector);
  const receiveDelay = vector(chunk, 8, DuckDBBigIntVector);
  rows.forEach((sample, row) => {
    const source = microseconds(sample.sourceTime);
    tag.setItem(row, tagIds[start + row] ?? 0);
    time.setItem(row, BigInt(source));
    sequence.setItem(row, BigInt(sample.sequence));
    if (typeof sample.value === 'number') value.setItem(row, sample.value);
    status.setItem(row, sample.status);
    flags.setItem(
      row,
      (sample.historical === true ? Flag.historical : 0) | (sample.serverTime === null ? 0 : Flag.serverTime),
    );
    serverDelay.setItem(
      row,
      sample.serverTime === null ? 0n : BigInt(microseconds(sample.serverTime) - source),
    );
    receiveDelay.setItem(row, BigInt(microseconds(sample.receiveTime) - source));
  });
  for (const column of [tag, time, sequence, value, status, flags, serverDelay, receiveDelay]) column.flush();
}

function fillValues(chunk: DuckDBDataChunk, rows: readonly TagSample[]): void {
  const value = vector(chunk, 3, DuckDBDoubleVector);
  const text = vector(chunk, 4, DuckDBVarCharVector);
  rows.forEach((sample, row) => {
    const isText = sample.value !== null && !isPlainNumber(sample.value);
    text.setItem(row, isText ? encodeValue(sample.value) : null);
    if (typeof sample.value === 'bigint') value.setItem(row, Number(sample.value));
    else if (typeof sample.value !== 'number') value.setItem(row, null);
  });
  value.flush();
  text.flush();
}

/** DuckDB's compression of doubles forgets the sign of -0, so that one is kept as text. */
function isPlainNumber(value: TagValue): boolean {
  return typeof value === 'number' && !Object.is(value, -0);
}

function vector<T extends DuckDBVector>(
  chunk: DuckDBDataChunk,
  column: number,
  kind: abstract new (...args: never[]) => T,
): T {
  const found = chunk.getColumnVector(column);
  if (!(found instanceof kind)) throw new TypeError(`Column ${column} is a ${found.type.toString()}.`);
  return found;
}
