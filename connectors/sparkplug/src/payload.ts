import type { Instant } from '@veinline/base';
import type { StatusCode } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { PayloadWriter, readPayload } from './protobuf.ts';
import type { RawValue } from './values.ts';
import { toBigInt, toNumber, toTagValue } from './values.ts';

/** A metric as it was sent: null where the message says nothing. */
export interface Metric {
  readonly name: string | null;
  readonly alias: number | null;
  readonly timestamp: number | null;
  readonly datatype: number | null;
  readonly isHistorical: boolean;
  readonly isNull: boolean;
  readonly raw: RawValue;
  /** Units, limits and quality; values of simple types only. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A decoded Sparkplug message. */
export interface SparkplugMessage {
  readonly timestamp: Instant | null;
  readonly seq: number | null;
  readonly metrics: readonly Metric[];
}

type Wide = Parameters<typeof toNumber>[0];
type RawMetric = RawValue & {
  readonly name?: string;
  readonly alias?: Wide;
  readonly timestamp?: Wide;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  readonly properties?: {
    readonly keys?: readonly string[];
    readonly values?: readonly (RawValue & { readonly type?: number; readonly isNull?: boolean })[];
  };
};

/** Decodes protobuf; throws a RangeError for bytes that are none. */
export function decode(bytes: Uint8Array): SparkplugMessage {
  const message = readPayload(bytes) as {
    readonly timestamp?: Wide;
    readonly seq?: Wide;
    readonly metrics?: readonly RawMetric[];
  };
  return {
    timestamp: wide(message, 'timestamp') as Instant | null,
    seq: wide(message, 'seq'),
    metrics: (message.metrics ?? []).map(readMetric),
  };
}

function wide<K extends string>(message: { readonly [key in K]?: Wide }, key: K): number | null {
  const value = Object.hasOwn(message, key) ? message[key] : undefined;
  return value === undefined ? null : toNumber(value);
}

function readMetric(raw: RawMetric): Metric {
  return {
    name: Object.hasOwn(raw, 'name') && raw.name !== '' ? (raw.name ?? null) : null,
    alias: wide(raw, 'alias'),
    timestamp: wide(raw, 'timestamp'),
    datatype: Object.hasOwn(raw, 'datatype') && raw.datatype !== 0 ? (raw.datatype ?? null) : null,
    isHistorical: raw.isHistorical === true,
    isNull: raw.isNull === true,
    raw,
    properties: Object.hasOwn(raw, 'properties') ? readProperties(raw.properties) : {},
  };
}

function readProperties(set: RawMetric['properties']): Readonly<Record<string, unknown>> {
  const values = set?.values ?? [];
  return Object.fromEntries(
    (set?.keys ?? []).map((key, i) => {
      const value = values[i];
      return [
        key,
        value === undefined || value.isNull === true ? null : (toTagValue(value.type ?? 0, value) ?? null),
      ];
    }),
  );
}

/**
 * The status of a metric: its Quality property (Sparkplug 3.0, 6.4.12: 0 bad, 192 good, 500 stale), and Bad for
 * a null, because a value that is missing is no value.
 */
export function statusOf({ isNull, properties }: Metric): StatusCode {
  const quality = properties['Quality'] ?? properties['quality'];
  if (quality === 500) return Status.UncertainLastUsableValue;
  if (typeof quality === 'number' && quality !== 192) return Status.Bad;
  return isNull ? Status.Bad : Status.Good;
}

/** A command message: protobuf without a sequence number (Sparkplug 3.0, 6.4.21). */
export function encodeCommand(now: Instant, name: string, datatype: number, value: RawValue): Buffer {
  const timestamp = Math.floor(now);
  const metric = new PayloadWriter()
    .bytes(1, Buffer.from(name))
    .varint(3, BigInt(timestamp))
    .varint(4, BigInt(datatype));
  if (value.intValue !== undefined) metric.varint(10, BigInt(value.intValue));
  if (value.longValue !== undefined) metric.varint(11, toBigInt(value.longValue));
  if (value.floatValue !== undefined) metric.float(12, value.floatValue);
  if (value.doubleValue !== undefined) metric.double(13, value.doubleValue);
  if (value.booleanValue !== undefined) metric.varint(14, value.booleanValue ? 1n : 0n);
  if (value.stringValue !== undefined) metric.bytes(15, Buffer.from(value.stringValue));
  return new PayloadWriter().varint(1, BigInt(timestamp)).bytes(2, metric.finish()).finish();
}
