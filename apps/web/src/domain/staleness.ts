import type { LiveValue, TagView } from '@veinline/contracts';

type Aged = Pick<LiveValue, 'sourceTime' | 'receiveTime'>;
type Paced = Pick<TagView, 'expectedIntervalSeconds' | 'timeSource'>;

/** Expected update intervals after which a value no longer counts as current (design rule of the app). */
export const staleAfterIntervals = 3;

/** Age of a value in milliseconds: since its source time, or since its arrival when it is replayed. */
export function ageMs(value: Aged, tag: Paced, nowMs: number): number {
  return Math.max(0, nowMs - (tag.timeSource === 'replay' ? value.receiveTime : value.sourceTime));
}

/** True when the value is older than three expected intervals; never for tags without an expected interval. */
export function isStale(value: Aged, tag: Paced, nowMs: number): boolean {
  if (tag.expectedIntervalSeconds === null) return false;
  return ageMs(value, tag, nowMs) > staleAfterIntervals * tag.expectedIntervalSeconds * 1000;
}
