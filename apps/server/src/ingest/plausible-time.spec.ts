import { instant, type Instant } from '@veinline/base';
import { Status, type TagId, type TagSample } from '@veinline/plant';
import { expect, it } from 'vitest';
import { atReceiveTime, isPlausible } from './plausible-time.ts';

const received = instant('2026-11-22T14:00:00Z');

it('believes late data and small clock differences, not 1970 and not tomorrow', () => {
  expect(isPlausible(instant('2001-01-01T00:00:00Z'), received)).toBe(true);
  expect(isPlausible((received + 5 * 60_000) as Instant, received)).toBe(true);
  expect(isPlausible((received + 5 * 60_001) as Instant, received)).toBe(false);
  expect(isPlausible(instant('1999-12-31T23:59:59Z'), received)).toBe(false);
  expect(isPlausible(instant(0), received)).toBe(false);
});

it('keeps the value, moves it to the receive time and says it is uncertain, or still bad', () => {
  const sample: TagSample = {
    tag: 'T' as TagId,
    value: 7.2,
    status: Status.Good,
    sourceTime: instant(0),
    serverTime: null,
    receiveTime: received,
    sequence: 0,
  };
  expect(atReceiveTime(sample)).toMatchObject({ value: 7.2, sourceTime: received, status: Status.Uncertain });
  const bad = { ...sample, status: Status.BadSensorFailure };
  expect(atReceiveTime(bad).status).toBe(Status.BadSensorFailure);
});
