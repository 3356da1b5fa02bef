import { instant, type Instant } from '@veinline/base';
import { Status, qualityOf, type TagSample } from '@veinline/plant';

/** How far a source clock may run ahead of ours before its time is not believed. */
export const aheadLimitMs = 5 * 60_000;
const oldest = instant('2000-01-01T00:00:00Z');

/** True if a source time can be believed: not before 2000 and at most 5 min ahead of the receive time. */
export function isPlausible(sourceTime: Instant, receiveTime: Instant): boolean {
  return sourceTime >= oldest && sourceTime <= receiveTime + aheadLimitMs;
}

/**
 * The sample at its receive time, Uncertain unless it was Bad: a time that cannot be believed must neither
 * hide the value nor make later values look late.
 */
export function atReceiveTime(sample: TagSample): TagSample {
  const status = qualityOf(sample.status) === 'bad' ? sample.status : Status.Uncertain;
  return { ...sample, sourceTime: sample.receiveTime, status };
}
