import type { TagValue } from '@veinline/plant';

/** Data types by number (Sparkplug 3.0, 6.4.16). */
export const dataTypes = [
  'Unknown',
  'Int8',
  'Int16',
  'Int32',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float',
  'Double',
  'Boolean',
  'String',
  'DateTime',
  'Text',
  'UUID',
  'DataSet',
  'Bytes',
  'File',
  'Template',
  'PropertySet',
  'PropertySetList',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Int64Array',
  'UInt8Array',
  'UInt16Array',
  'UInt32Array',
  'UInt64Array',
  'FloatArray',
  'DoubleArray',
  'BooleanArray',
  'StringArray',
  'DateTimeArray',
] as const;

/** The two halves of a 64-bit integer. */
interface Long {
  readonly low: number;
  readonly high: number;
}

/** The value fields that metrics, properties, parameters and data set cells have in common; absent if not sent. */
export interface RawValue {
  readonly intValue?: number;
  readonly longValue?: Long | number;
  readonly floatValue?: number;
  readonly doubleValue?: number;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
  readonly bytesValue?: Uint8Array;
  readonly datasetValue?: RawDataSet;
  readonly templateValue?: RawTemplate;
}

interface RawDataSet {
  readonly columns?: readonly string[];
  readonly types?: readonly number[];
  readonly rows?: readonly { readonly elements?: readonly RawValue[] }[];
}

interface RawTemplate {
  readonly version?: string;
  readonly templateRef?: string;
  readonly metrics?: readonly (RawValue & {
    readonly name?: string;
    readonly datatype?: number;
    isNull?: boolean;
  })[];
  readonly parameters?: readonly (RawValue & { readonly name?: string; readonly type?: number })[];
}

/** The unsigned 64-bit integer behind a Long. */
export function toBigInt(value: Long | number): bigint {
  if (typeof value === 'number') return BigInt(value);
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}

/** The unsigned 64-bit integer as a number; exact up to 2^53, which covers times and sequence numbers. */
export function toNumber(value: Long | number): number {
  return typeof value === 'number' ? value : (value.high >>> 0) * 2 ** 32 + (value.low >>> 0);
}

/**
 * The value of a type in our terms: signs restored from two's complement, 64-bit integers as bigint, DateTime in
 * milliseconds since 1970, Bytes and File as base64 text, arrays, data sets and templates nested. Undefined if
 * the type is unknown or the message carries no value of it.
 */
export function toTagValue(datatype: number, raw: RawValue): TagValue | undefined {
  switch (dataTypes[datatype]) {
    case 'Int8':
      return integer(raw, (bits) => (bits << 24) >> 24);
    case 'Int16':
      return integer(raw, (bits) => (bits << 16) >> 16);
    case 'Int32':
      return integer(raw, (bits) => bits | 0);
    case 'UInt8':
      return integer(raw, (bits) => bits & 0xff);
    case 'UInt16':
      return integer(raw, (bits) => bits & 0xffff);
    case 'UInt32':
      return integer(raw, (bits) => bits >>> 0);
    case 'Int64':
      return long(raw, (bits) => BigInt.asIntN(64, bits));
    case 'UInt64':
      return long(raw, (bits) => BigInt.asUintN(64, bits));
    case 'DateTime':
      return long(raw, Number);
    case 'Float':
      return own(raw, 'floatValue');
    case 'Double':
      return own(raw, 'doubleValue');
    case 'Boolean':
      return own(raw, 'booleanValue');
    case 'String':
    case 'Text':
    case 'UUID':
      return own(raw, 'stringValue');
    case 'DataSet':
      return dataSet(own(raw, 'datasetValue'));
    case 'Template':
      return template(own(raw, 'templateValue'));
    case 'Bytes':
    case 'File':
      return base64(own(raw, 'bytesValue'));
    default:
      return array(datatype, own(raw, 'bytesValue'));
  }
}

/** Only what was sent counts: an absent field is no zero. */
function own<K extends keyof RawValue>(raw: RawValue, key: K): RawValue[K] | undefined {
  return Object.hasOwn(raw, key) ? raw[key] : undefined;
}

function integer(raw: RawValue, convert: (bits: number) => number): number | undefined {
  const short = own(raw, 'intValue');
  if (short !== undefined) return convert(short);
  const wide = own(raw, 'longValue');
  return wide === undefined ? undefined : convert(Number(BigInt.asUintN(32, toBigInt(wide))));
}

function long<T>(raw: RawValue, convert: (bits: bigint) => T): T | undefined {
  const wide = own(raw, 'longValue') ?? own(raw, 'intValue');
  return wide === undefined ? undefined : convert(toBigInt(wide));
}

function base64(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('base64');
}

function dataSet(raw: RawDataSet | undefined): TagValue | undefined {
  if (raw === undefined) return undefined;
  const types = raw.types ?? [];
  const rows = (raw.rows ?? []).map((row) =>
    (row.elements ?? []).map((cell, column) => toTagValue(types[column] ?? 0, cell) ?? null),
  );
  return {
    columns: [...(raw.columns ?? [])],
    types: types.map((type) => dataTypes[type] ?? `type ${type}`),
    rows,
  };
}

function template(raw: RawTemplate | undefined): TagValue | undefined {
  if (raw === undefined) return undefined;
  const field = (
    each: RawValue & { readonly name?: string },
    type: number | undefined,
  ): [string, TagValue] => [each.name ?? '', toTagValue(type ?? 0, each) ?? null];
  return {
    template: raw.templateRef ?? '',
    version: raw.version ?? '',
    parameters: Object.fromEntries((raw.parameters ?? []).map((each) => field(each, each.type))),
    metrics: Object.fromEntries((raw.metrics ?? []).map((each) => field(each, each.datatype))),
  };
}

/** Packed little-endian arrays (Sparkplug 3.0, 6.4.16, table of array types). */
function array(datatype: number, bytes: Uint8Array | undefined): TagValue | undefined {
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const each = (size: number, at: (offset: number) => TagValue): TagValue | undefined =>
    bytes.length % size === 0
      ? Array.from({ length: bytes.length / size }, (_, i) => at(i * size))
      : undefined;
  switch (dataTypes[datatype]) {
    case 'Int8Array':
      return each(1, (at) => view.getInt8(at));
    case 'Int16Array':
      return each(2, (at) => view.getInt16(at, true));
    case 'Int32Array':
      return each(4, (at) => view.getInt32(at, true));
    case 'Int64Array':
      return each(8, (at) => view.getBigInt64(at, true));
    case 'UInt8Array':
      return each(1, (at) => view.getUint8(at));
    case 'UInt16Array':
      return each(2, (at) => view.getUint16(at, true));
    case 'UInt32Array':
      return each(4, (at) => view.getUint32(at, true));
    case 'UInt64Array':
      return each(8, (at) => view.getBigUint64(at, true));
    case 'FloatArray':
      return each(4, (at) => view.getFloat32(at, true));
    case 'DoubleArray':
      return each(8, (at) => view.getFloat64(at, true));
    case 'DateTimeArray':
      return each(8, (at) => Number(view.getBigInt64(at, true)));
    case 'StringArray':
      return bytes.length === 0 ? [] : Buffer.from(bytes).toString().replace(/\0$/, '').split('\0');
    case 'BooleanArray':
      return booleans(bytes, view);
    default:
      return undefined;
  }
}

/** A count of four bytes, then one bit each, the first in the highest place. */
function booleans(bytes: Uint8Array, view: DataView): TagValue | undefined {
  if (bytes.length < 4) return undefined;
  const count = view.getUint32(0, true);
  if (count > (bytes.length - 4) * 8) return undefined;
  return Array.from({ length: count }, (_, i) => (((bytes[4 + (i >> 3)] ?? 0) >> (7 - (i & 7))) & 1) === 1);
}
