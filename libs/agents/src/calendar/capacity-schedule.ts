import { VeinlineError } from '@veinline/base';
import { type CapacityPiece, type CapacitySchedule } from '@veinline/des';
import { type ModelTime } from './model-time.ts';
import { type WorkingCalendar } from './working-calendar.ts';

/** A capacity that is there while its calendar is open: two on the early shift, one on the late. */
export interface CalendarCapacity {
  readonly calendar: WorkingCalendar;
  readonly capacity: number;
}

/**
 * The schedule a resource of a simulation follows: at each model time the sum of the capacities whose calendars are
 * open, from model time 0 to `until`; after that the last stays. Throws VeinlineError CAPACITY_INVALID.
 */
export function capacitySchedule(
  parts: readonly CalendarCapacity[],
  time: ModelTime,
  options: { readonly until: number; readonly work?: NonNullable<CapacitySchedule['work']> },
): CapacitySchedule {
  const { until, work } = options;
  if (!(until > 0) || !Number.isFinite(until))
    throw new VeinlineError('CAPACITY_INVALID', `A capacity schedule cannot end at model time ${until}.`, {
      hint: 'Give the end of the simulation, a finite time above 0.',
    });
  const changes = new Map<number, number>([[0, 0]]);
  const change = (at: number, by: number): void => void changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { calendar, capacity } of parts) {
    for (const { start, end } of calendar.openIntervals(time.origin, time.toInstant(until))) {
      change(time.toModel(start), capacity);
      change(time.toModel(end), -capacity);
    }
  }
  const pieces: CapacityPiece[] = [];
  let capacity = 0;
  for (const [from, by] of [...changes].sort(([a], [b]) => a - b)) {
    capacity += by;
    if (from >= until && pieces.length > 0) break;
    if (pieces.at(-1)?.capacity !== capacity) pieces.push({ from, capacity });
  }
  return work === undefined ? { pieces } : { pieces, work };
}
