import { Point } from '@influxdata/influxdb-client';
import { decodeValue, encodeValue, type JournalEntry } from '@veinline/historian';
import { qualityOf, type Gap, type TagId, type TagSample, type TagValue } from '@veinline/plant';
import { fromMicroseconds, microseconds, parseRfc3339 } from './time.ts';

/** The measurements Veinline writes. */
export const Measurement = { sample: 'veinline', gap: 'veinline_gap', journal: 'veinline_journal' } as const;

const qualityRank = { good: 0, uncertain: 1, bad: 2 } as const;

/** A row of an answer, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** A sample as a point: the series is tag and sequence, so writing it twice changes nothing. */
export function samplePoint(sample: TagSample): Point {
  const point = new Point(Measurement.sample)
    .tag('tag', sample.tag)
    .tag('sequence', String(sample.sequence))
    .timestamp(String(microseconds(sample.sourceTime)))
    .intField('status', sample.status)
    .intField('quality', qualityRank[qualityOf(sample.status)])
    .intField('receiveTime', microseconds(sample.receiveTime))
    .booleanField('historical', sample.historical === true);
  if (sample.serverTime !== null) point.intField('serverTime', microseconds(sample.serverTime));
  const { value } = sample;
  if (typeof value === 'number' && Number.isFinite(value)) point.floatField('value', value);
  if (typeof value === 'bigint') point.floatField('value', Number(value));
  if (value !== null && !isPlainNumber(value)) point.stringField('text', encodeValue(value));
  return point;
}

/** Reads a row in which the fields are columns. */
export function sampleFrom(row: Row): TagSample {
  const text = row.text;
  return {
    tag: String(row.tag) as TagId,
    value:
      typeof text === 'string' && text !== '' ? decodeValue(text) : (numberOrNull(row.value) as TagValue),
    status: Number(row.status),
    sourceTime: fromMicroseconds(parseRfc3339(String(row._time))),
    serverTime: instantOrNull(row.serverTime),
    receiveTime: fromMicroseconds(Number(row.receiveTime)),
    sequence: Number(row.sequence),
    ...(row.historical === true ? { historical: true } : {}),
  };
}

const everything = 'all';
const addressPrefix = 'at:';

/** The tag for a gap's address: always there, so that a deletion can name exactly one gap. */
export function addressTag(address: Gap['address']): string {
  return address === null ? everything : `${addressPrefix}${address}`;
}

/** A gap as a point at its start; closing it adds the field `to`. */
export function gapPoint(gap: Gap): Point {
  const point = new Point(Measurement.gap)
    .tag('connector', gap.connector)
    .tag('address', addressTag(gap.address))
    .timestamp(String(microseconds(gap.from)))
    .stringField('cause', gap.cause);
  if (gap.to !== null) point.intField('to', microseconds(gap.to));
  return point;
}

/** Reads a gap row in which the fields are columns. */
export function gapFrom(row: Row): Gap {
  return {
    connector: String(row.connector),
    address: row.address === everything ? null : String(row.address).slice(addressPrefix.length),
    from: fromMicroseconds(parseRfc3339(String(row._time))),
    to: instantOrNull(row.to),
    cause: String(row.cause),
  };
}

/** A journal entry as a point; its id is a tag, so entries of one instant stay apart. */
export function journalPoint(entry: JournalEntry): Point {
  const point = new Point(Measurement.journal)
    .tag('id', entry.id)
    .tag('category', entry.category)
    .tag('subject', entry.subject)
    .timestamp(String(microseconds(entry.at)))
    .stringField('event', entry.event)
    .stringField('message', entry.message)
    .stringField('details', encodeValue(entry.details as TagValue));
  if (entry.priority !== null) point.floatField('priority', entry.priority);
  if (entry.actor !== null) point.stringField('actor', entry.actor);
  return point;
}

/** Reads a journal row in which the fields are columns. */
export function journalFrom(row: Row): JournalEntry {
  return {
    id: String(row.id),
    at: fromMicroseconds(parseRfc3339(String(row._time))),
    category: String(row.category),
    event: String(row.event),
    subject: textOrNull(row.subject) ?? '',
    priority: numberOrNull(row.priority),
    message: String(row.message),
    actor: textOrNull(row.actor),
    details: decodeValue(String(row.details)) as Readonly<Record<string, unknown>>,
  };
}

function isPlainNumber(value: TagValue): boolean {
  return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0);
}

function numberOrNull(cell: unknown): number | null {
  return typeof cell === 'number' ? cell : null;
}

function textOrNull(cell: unknown): string | null {
  return typeof cell === 'string' && cell !== '' ? cell : null;
}

function instantOrNull(cell: unknown) {
  return typeof cell === 'number' ? fromMicroseconds(cell) : null;
}
