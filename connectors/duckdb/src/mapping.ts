import type { DuckDBValue } from '@duckdb/node-api';
import type { Instant } from '@veinline/base';
import { decodeValue } from '@veinline/historian';
import type { TagId, TagSample } from '@veinline/plant';
import { invalid } from './errors.ts';

/** Bits of the `flags` column. */
export const Flag = { historical: 1, serverTime: 2 } as const;

/** Columns of a sample row in the order {@link sampleFrom} reads them. */
export const sampleColumns =
  's.source_time, s.sequence, s.value, s.text, s.status, s.flags, s.server_delay, s.receive_delay';

/** Whole microseconds of an instant, the resolution of the store. */
export function microseconds(at: Instant): number {
  return Math.round(at * 1000);
}

/** The instant of a stored number of microseconds. */
export function fromMicroseconds(micros: number): Instant {
  return (micros / 1000) as Instant;
}

/** Refuses a sample whose times or sequence cannot be stored, naming it. */
export function checkSample(sample: TagSample): void {
  const { tag, sourceTime, serverTime, receiveTime, sequence, status } = sample;
  if (!isStorable(sourceTime) || !isStorable(receiveTime) || (serverTime !== null && !isStorable(serverTime)))
    throw invalid(
      `A sample of ${tag} has no valid time: source ${sourceTime}, server ${serverTime}, receive ${receiveTime}.`,
      'Times are milliseconds since 1970 and finite; the connector must set the receive time itself.',
    );
  if (!Number.isSafeInteger(sequence) || status !== status >>> 0)
    throw invalid(
      `A sample of ${tag} has sequence ${sequence} and status ${status}.`,
      'The sequence is a whole number, the status an unsigned 32-bit number.',
    );
}

/** Reads a row of {@link sampleColumns}. */
export function sampleFrom(tag: TagId, row: readonly DuckDBValue[]): TagSample {
  const [sourceMicros, sequence, value, text, status, flags, serverDelay, receiveDelay] = row;
  const source = Number(sourceMicros);
  const bits = Number(flags);
  return {
    tag,
    value: typeof text === 'string' ? decodeValue(text) : (value as number | null),
    status: Number(status),
    sourceTime: fromMicroseconds(source),
    serverTime: bits & Flag.serverTime ? fromMicroseconds(source + Number(serverDelay)) : null,
    receiveTime: fromMicroseconds(source + Number(receiveDelay)),
    sequence: Number(sequence),
    ...(bits & Flag.historical ? { historical: true } : {}),
  };
}

function isStorable(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}
