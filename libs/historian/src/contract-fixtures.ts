import type { Instant } from '@veinline/base';
import type { TagId, TagSample } from '@veinline/plant';

/** A tag name; each property run takes a new one, so that runs do not see one another. */
export function tagId(name: string): TagId {
  return name as TagId;
}

/** 2026-01-01T00:00:00Z plus a number of milliseconds, rounded to whole microseconds. */
export function at(milliseconds: number): Instant {
  return (Math.round((1_767_225_600_000 + milliseconds) * 1000) / 1000) as Instant;
}

/** A good numeric sample with everything not named set to plain values. */
export function sampleOf(tag: TagId, milliseconds: number, more: Partial<TagSample> = {}): TagSample {
  return {
    tag,
    value: milliseconds,
    status: 0,
    sourceTime: at(milliseconds),
    serverTime: at(milliseconds + 1),
    receiveTime: at(milliseconds + 2.5),
    sequence: 0,
    ...more,
  };
}

/** The whole time line a test may use. */
export const always = { from: at(-1e12), to: at(1e12) };
