import type { TagValue } from '@veinline/plant';
import { dataTypes } from './values.ts';
import type { RawValue } from './values.ts';

const ranges: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  Int8: [-(2n ** 7n), 2n ** 7n - 1n],
  Int16: [-(2n ** 15n), 2n ** 15n - 1n],
  Int32: [-(2n ** 31n), 2n ** 31n - 1n],
  Int64: [-(2n ** 63n), 2n ** 63n - 1n],
  UInt8: [0n, 2n ** 8n - 1n],
  UInt16: [0n, 2n ** 16n - 1n],
  UInt32: [0n, 2n ** 32n - 1n],
  UInt64: [0n, 2n ** 64n - 1n],
  DateTime: [0n, 2n ** 63n - 1n],
};

/** The fields that carry a value of the type its birth declared; null if the value is not of that type. */
export function encodeValue(datatype: number, value: TagValue): RawValue | null {
  const type = dataTypes[datatype] ?? 'Unknown';
  const range = ranges[type];
  if (range !== undefined) return encodeInteger(type, range, value);
  if (type === 'Float') return typeof value === 'number' ? { floatValue: value } : null;
  if (type === 'Double') return typeof value === 'number' ? { doubleValue: value } : null;
  if (type === 'Boolean') return typeof value === 'boolean' ? { booleanValue: value } : null;
  const isText = type === 'String' || type === 'Text' || type === 'UUID';
  return isText && typeof value === 'string' ? { stringValue: value } : null;
}

function encodeInteger(
  type: string,
  [low, high]: readonly [bigint, bigint],
  value: TagValue,
): RawValue | null {
  if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isSafeInteger(value))) return null;
  const wanted = BigInt(value);
  if (wanted < low || wanted > high) return null;
  if (/64|UInt32|DateTime/.test(type)) {
    const bits = BigInt.asUintN(64, wanted);
    return { longValue: { low: Number(bits & 0xffffffffn) | 0, high: Number(bits >> 32n) | 0 } };
  }
  return { intValue: Number(BigInt.asUintN(32, wanted)) };
}
