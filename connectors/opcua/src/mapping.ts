import type { Instant } from '@veinline/base';
import type { Address, Sample, StatusCode, TagValue } from '@veinline/plant';
import type { DataValue, Variant } from 'node-opcua';
import { DataType, NodeId, VariantArrayType } from 'node-opcua';

/**
 * A sample of the server. A class, because V8 pretenures object literals: having seen most samples of the first burst
 * survive, it makes all later ones in the old heap, where each costs a full collection its share.
 */
class ServerSample implements Sample {
  readonly address: Address;
  readonly value: TagValue;
  readonly status: StatusCode;
  readonly sourceTime: Instant;
  readonly serverTime: Instant | null;
  readonly receiveTime: Instant;
  readonly sequence = 0;

  constructor(address: Address, data: DataValue, receiveTime: Instant) {
    const serverTime = timeOf(data.serverTimestamp, data.serverPicoseconds);
    this.address = address;
    this.value = valueOf(data.value);
    this.status = data.statusCode.value >>> 0;
    this.sourceTime = timeOf(data.sourceTimestamp, data.sourcePicoseconds) ?? serverTime ?? receiveTime;
    this.serverTime = serverTime;
    this.receiveTime = receiveTime;
  }
}

/** An OPC UA data value as a sample; the source time falls back to the server's, then to the receive time. */
export function sampleOf(address: Address, data: DataValue, receiveTime: Instant): Sample {
  return new ServerSample(address, data, receiveTime);
}

/** Milliseconds with microseconds as fraction; null for an absent time and for OPC UA's "no time" (1601). */
function timeOf(date: Date | null | undefined, picoseconds: number): Instant | null {
  if (date === null || date === undefined) return null;
  const ms = date.getTime();
  if (Number.isNaN(ms) || ms <= -11_644_473_600_000) return null;
  return (picoseconds >= 1e6 ? ms + Math.floor(picoseconds / 1e6) / 1000 : ms) as Instant;
}

/** The value of a variant: 64-bit integers as bigint, matrices as nested arrays. */
export function valueOf(variant: Variant | null | undefined): TagValue {
  if (variant === null || variant === undefined) return null;
  const { dataType, arrayType, value } = variant;
  if (arrayType === VariantArrayType.Scalar) return scalarOf(dataType, value as unknown);
  if (value === null || value === undefined) return null;
  const list = elementsOf(dataType, value as ArrayLike<unknown>);
  return arrayType === VariantArrayType.Matrix ? nested(list, variant.dimensions ?? [list.length]) : list;
}

function elementsOf(dataType: DataType, elements: ArrayLike<unknown>): TagValue[] {
  return Array.from(elements, (each) => scalarOf(dataType, each));
}

/** Rows of rows: the last dimension varies fastest (OPC 10000-6, 5.2.2.16). */
function nested(flat: readonly TagValue[], dimensions: readonly number[]): TagValue {
  const [, ...inner] = dimensions;
  if (inner.length === 0) return flat;
  const size = inner.reduce((product, length) => product * length, 1);
  const rows = dimensions[0] ?? 0;
  return Array.from({ length: rows }, (_, row) => nested(flat.slice(row * size, (row + 1) * size), inner));
}

function scalarOf(dataType: DataType, value: unknown): TagValue {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (dataType === DataType.Int64) return BigInt.asIntN(64, wide(value));
  if (dataType === DataType.UInt64) return wide(value);
  return plain(value);
}

/** node-opcua holds 64-bit integers as [high, low] words. */
function wide(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  const [high = 0, low = 0] = value as readonly number[];
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** Any decoded OPC UA value as plain data; what the client cannot decode keeps its type id and raw bytes. */
function plain(value: unknown): TagValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (value instanceof NodeId) return value.toString();
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (typeof value !== 'object') return null;
  const fields = value as Readonly<Record<string, unknown>>;
  if (value.constructor.name === 'LocalizedText') return plain(fields['text']);
  if (value.constructor.name === 'QualifiedName') return plain(fields['name']);
  if (value.constructor.name === 'OpaqueStructure')
    return { typeId: plain(fields['nodeId']), raw: plain(fields['buffer']) };
  if (value.constructor.name === 'Variant') return valueOf(value as Variant);
  if (value.constructor.name === 'ConstantStatusCode' || value.constructor.name === 'ModifiableStatusCode')
    return plain(fields['value']);
  const result: Record<string, TagValue> = {};
  for (const [name, field] of Object.entries(fields))
    if (typeof field !== 'function' && name !== 'schema' && !name.startsWith('_'))
      result[name] = plain(field);
  return result;
}
