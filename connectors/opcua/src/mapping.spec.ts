import type { Instant } from '@veinline/base';
import { DataType, DataValue, StatusCodes, Variant, VariantArrayType } from 'node-opcua';
import { expect, it } from 'vitest';
import { addressOf, checkAddress, resolveAddress } from './address.ts';
import { sampleOf, valueOf } from './mapping.ts';

const now = 1_700_000_000_500 as Instant;
const good = StatusCodes.Good;

it('source times keep their microseconds and fall back to the server, then to the receive time', () => {
  const source = new DataValue({
    statusCode: good,
    sourceTimestamp: new Date(1_700_000_000_000),
    sourcePicoseconds: 123_456_000,
  });
  expect(sampleOf('a', source, now).sourceTime).toBeCloseTo(1_700_000_000_000.123, 3);
  const server = new DataValue({ statusCode: good, serverTimestamp: new Date(1_700_000_000_001) });
  expect(sampleOf('a', server, now)).toMatchObject({
    sourceTime: 1_700_000_000_001,
    serverTime: 1_700_000_000_001,
  });
  expect(sampleOf('a', new DataValue({ statusCode: good }), now)).toMatchObject({
    sourceTime: now,
    serverTime: null,
  });
});

it('a matrix becomes rows of rows, the last dimension varying fastest', () => {
  const matrix = new Variant({
    dataType: DataType.Double,
    arrayType: VariantArrayType.Matrix,
    dimensions: [2, 3],
    value: new Float64Array([1, 2, 3, 4, 5, 6]),
  });
  expect(valueOf(matrix)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

it('64-bit arrays, dates and a null keep their meaning', () => {
  const wide = new Variant({
    dataType: DataType.Int64,
    arrayType: VariantArrayType.Array,
    value: [
      [0xffffffff, 0xffffffff],
      [0, 7],
    ],
  });
  expect(valueOf(wide)).toEqual([-1n, 7n]);
  expect(valueOf(new Variant({ dataType: DataType.DateTime, value: new Date(0) }))).toBe(
    '1970-01-01T00:00:00.000Z',
  );
  expect(valueOf(new Variant({ dataType: DataType.Null }))).toBeNull();
});

it('addresses survive a change of index, and quotes in names', () => {
  const address = 'nsu=urn:acme;s="DB"."Temp;1"';
  for (const table of [
    ['http://opcfoundation.org/UA/', 'urn:acme'],
    ['http://opcfoundation.org/UA/', 'urn:x', 'urn:acme'],
  ]) {
    const resolution = resolveAddress(address, table);
    expect('nodeId' in resolution && resolution.nodeId.namespace).toBe(table.indexOf('urn:acme'));
    expect('nodeId' in resolution && addressOf(resolution.nodeId, table)).toBe(address);
  }
  expect(resolveAddress(address, ['http://opcfoundation.org/UA/'])).toMatchObject({
    reason: expect.stringContaining('urn:acme') as string,
  });
  expect(() => checkAddress('ns=3;s=x')).toThrow(/by index/);
  expect(() => checkAddress('temperature')).toThrow(/not an OPC UA address/);
  expect(() => checkAddress('ns=0;i=2258')).not.toThrow();
});
