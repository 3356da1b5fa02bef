import type { Clock } from '@veinline/base';
import type { Address, Sample, TagValue, WriteResult } from '@veinline/plant';
import { Status } from '@veinline/plant';
import type { DataValue, NodeId } from 'node-opcua';
import { AttributeIds, DataType, VariantArrayType } from 'node-opcua';
import { resolveAddress } from './address.ts';
import { sampleOf } from './mapping.ts';
import type { OpenSession } from './session.ts';

/** A sample that says why there is no value. */
export function absent(address: Address, status: number, clock: Clock): Sample {
  const now = clock.now();
  return { address, value: null, status, sourceTime: now, serverTime: null, receiveTime: now, sequence: 0 };
}

/** Reads present values in batches the server allows; order is kept. */
export async function readValues(
  open: OpenSession,
  addresses: readonly Address[],
  clock: Clock,
): Promise<Sample[]> {
  const samples = addresses.map((address) => absent(address, Status.BadNodeIdUnknown, clock));
  const known = resolvable(open, addresses);
  for (let i = 0; i < known.length; i += open.limits.read) {
    const batch = known.slice(i, i + open.limits.read);
    const values = await readBoth(
      open,
      batch.map(({ nodeId }) => nodeId),
    );
    const now = clock.now();
    for (const [j, { index, address }] of batch.entries()) {
      const value = values[j];
      if (value !== undefined) samples[index] = sampleOf(address, value, now);
    }
  }
  return samples;
}

/** Writes values, each converted to the data type its node has; one attempt, never repeated. */
export async function writeValues(
  open: OpenSession,
  values: readonly { readonly address: Address; readonly value: TagValue }[],
): Promise<WriteResult[]> {
  const results: WriteResult[] = values.map(({ address }) => ({ address, status: Status.BadNodeIdUnknown }));
  const known = resolvable(
    open,
    values.map(({ address }) => address),
  );
  for (let i = 0; i < known.length; i += Math.min(open.limits.write, open.limits.read)) {
    const batch = known.slice(i, i + Math.min(open.limits.write, open.limits.read));
    const present = await readBoth(
      open,
      batch.map(({ nodeId }) => nodeId),
    );
    const writable: {
      index: number;
      nodeId: NodeId;
      dataType: DataType;
      arrayType: VariantArrayType;
      value: unknown;
    }[] = [];
    for (const [j, { index, address, nodeId }] of batch.entries()) {
      const variant = present[j]?.value;
      const value = values[index]?.value ?? null;
      if (variant === undefined || variant.dataType === DataType.Null)
        results[index] = { address, status: (present[j]?.statusCode.value ?? Status.Bad) >>> 0 };
      else {
        const isArray = variant.arrayType === VariantArrayType.Array;
        const typed = isArray === Array.isArray(value) ? encode(variant.dataType, value) : undefined;
        if (typed === undefined) results[index] = { address, status: typeMismatch };
        else
          writable.push({
            index,
            nodeId,
            dataType: variant.dataType,
            arrayType: variant.arrayType,
            value: typed,
          });
      }
    }
    if (writable.length === 0) continue;
    const statuses = await open.session.write(
      writable.map(({ nodeId, dataType, arrayType, value }) => ({
        nodeId,
        attributeId: AttributeIds.Value,
        value: { value: { dataType, arrayType, value } },
      })),
    );
    for (const [j, { index }] of writable.entries()) {
      const address = values[index]?.address ?? '';
      results[index] = { address, status: (statuses[j]?.value ?? Status.Bad) >>> 0 };
    }
  }
  return results;
}

/** Bad_TypeMismatch (OPC 10000-6, annex A.2). */
const typeMismatch = 0x80740000;

/** Inclusive ranges of the integer types. */
const integers: Partial<Record<DataType, readonly [number, number]>> = {
  [DataType.SByte]: [-128, 127],
  [DataType.Byte]: [0, 255],
  [DataType.Int16]: [-32_768, 32_767],
  [DataType.UInt16]: [0, 65_535],
  [DataType.Int32]: [-2_147_483_648, 2_147_483_647],
  [DataType.UInt32]: [0, 4_294_967_295],
};

/** The value in the form node-opcua sends it; undefined if it does not fit the type. */
function encode(dataType: DataType, value: TagValue): unknown {
  if (Array.isArray(value)) {
    const list = value.map((each: TagValue) => encode(dataType, each));
    return list.includes(undefined) ? undefined : list;
  }
  if (dataType === DataType.Int64 || dataType === DataType.UInt64) return encodeWide(dataType, value);
  const range = integers[dataType];
  if (range !== undefined)
    return typeof value === 'number' && Number.isInteger(value) && value >= range[0] && value <= range[1]
      ? value
      : undefined;
  if (dataType === DataType.Double || dataType === DataType.Float)
    return typeof value === 'number' ? value : undefined;
  if (dataType === DataType.Boolean) return typeof value === 'boolean' ? value : undefined;
  if (dataType === DataType.String) return typeof value === 'string' ? value : undefined;
  if (dataType === DataType.LocalizedText) return typeof value === 'string' ? { text: value } : undefined;
  if (dataType === DataType.DateTime) {
    const date = typeof value === 'string' ? new Date(value) : null;
    return date === null || Number.isNaN(date.getTime()) ? undefined : date;
  }
  return undefined;
}

function encodeWide(dataType: DataType, value: TagValue): unknown {
  const whole =
    typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : null;
  if (whole === null) return undefined;
  const fits = dataType === DataType.Int64 ? BigInt.asIntN(64, whole) : BigInt.asUintN(64, whole);
  if (fits !== whole) return undefined;
  const bits = BigInt.asUintN(64, whole);
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

/** Addresses the session can name, with their place in the list. */
function resolvable(
  open: OpenSession,
  addresses: readonly Address[],
): { index: number; address: Address; nodeId: NodeId }[] {
  return addresses.flatMap((address, index) => {
    const resolution = resolveAddress(address, open.namespaces);
    return 'nodeId' in resolution ? [{ index, address, nodeId: resolution.nodeId }] : [];
  });
}

/** Reads values with source and server time. */
function readBoth({ session }: OpenSession, nodes: readonly NodeId[]): Promise<DataValue[]> {
  return session.read(nodes.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })));
}
