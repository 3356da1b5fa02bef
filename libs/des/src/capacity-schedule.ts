import { VeinlineError } from '@veinline/base';
import { type Kernel } from './kernel.ts';
import { type WorkRule } from './work-rule.ts';

/** Capacity from a time on, until the next piece. */
export interface CapacityPiece {
  /** Time units since the start of the simulation, or of each period. */
  readonly from: number;
  readonly capacity: number;
}

/** A capacity that follows a calendar. */
export interface CapacitySchedule {
  /** In ascending order of `from`; the first from 0. */
  readonly pieces: readonly CapacityPiece[];
  /** The pieces repeat after this many time units; without it the last piece stays. */
  readonly period?: number;
  /** What happens to work in progress when there is more of it than capacity; it finishes by default. */
  readonly work?: WorkRule;
}

/** What a schedule drives. */
interface ScheduledFacility {
  set(capacity: number): void;
  background(change: number): void;
}

/** Among events of one time, capacity changes come before everything of a higher priority number. */
const CALENDAR_PRIORITY = -256;

/** The most a schedule ever offers; throws RESOURCE_INVALID for a schedule without sense. */
export function highestCapacity(schedule: CapacitySchedule, resource: string): number {
  const { pieces, period = Infinity } = schedule;
  let last = -1;
  for (const { from, capacity } of pieces) {
    const problem =
      !(from > last) || (last < 0 && from !== 0)
        ? `a piece from ${from} after one from ${last < 0 ? 'none' : last}`
        : !(from < period)
          ? `a piece from ${from} outside the period of ${period}`
          : !(capacity >= 0 && capacity < Infinity)
            ? `the capacity ${capacity} from ${from}`
            : undefined;
    if (problem !== undefined) throw invalid(resource, problem);
    last = from;
  }
  if (pieces.length === 0) throw invalid(resource, 'no pieces');
  if (!(period > 0)) throw invalid(resource, `the period ${period}`);
  return Math.max(...pieces.map((piece) => piece.capacity));
}

/** Sets the capacity of now and changes it at each piece. */
export function followSchedule(
  schedule: CapacitySchedule,
  kernel: Kernel,
  facility: ScheduledFacility,
): void {
  const { pieces, period } = schedule;
  let cycle = period === undefined ? 0 : Math.floor(kernel.now / period);
  const startOf = (piece: number) => cycle * (period ?? 0) + pieces[piece]!.from;
  let current = pieces.length - 1;
  while (startOf(current) > kernel.now) current--;
  facility.set(pieces[current]!.capacity);

  const next = () => {
    if (current === pieces.length - 1) {
      if (period === undefined) return;
      current = 0;
      cycle++;
    } else {
      current++;
    }
    facility.background(1);
    kernel.at(startOf(current), change, CALENDAR_PRIORITY);
  };
  const change = () => {
    facility.background(-1);
    facility.set(pieces[current]!.capacity);
    next();
  };
  if (pieces.length > 1) next();
}

function invalid(resource: string, problem: string): VeinlineError {
  return new VeinlineError('RESOURCE_INVALID', `The capacity schedule of ${resource} has ${problem}.`, {
    hint: 'Give pieces { from, capacity } in ascending order, the first from 0, all inside the period.',
  });
}
