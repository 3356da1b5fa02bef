import { type Instant } from '@veinline/base';
import { msPerDay } from './local-date.ts';
import { zoneOffsets } from './zone-offsets.ts';

/**
 * The instants at which so many local days begin and end, from the day of `from` on: 23 or 25 hours apart where clocks
 * change. One more than there are days.
 */
export function dayEdges(from: Instant, days: number, timeZone: string): Instant[] {
  const zone = zoneOffsets(timeZone);
  const first = Math.floor((from + zone.offsetMs(from)) / msPerDay);
  return Array.from({ length: days + 1 }, (_, k) => zone.opening((first + k) * msPerDay) as Instant);
}
