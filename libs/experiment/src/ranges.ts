import type { Changes } from './variation.ts';
import { VeinlineError } from '@veinline/base';

/** Where a numeric parameter may lie; ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Only whole numbers, all equally likely. */
  readonly isWhole?: boolean;
}

/** Ranges by parameter path. */
export type Ranges = Readonly<Record<string, Range>>;

/** Throws RANGE_INVALID unless there are ranges and each goes up. */
export function checkRanges(ranges: Ranges): void {
  const entries = Object.entries(ranges);
  if (entries.length === 0)
    throw new VeinlineError('RANGE_INVALID', 'No parameter was given a range.', {
      hint: 'Name at least one, as in demand.perDay=8..16.',
    });
  for (const [path, { low, high, isWhole = false }] of entries) {
    const isNumber = Number.isFinite(low) && Number.isFinite(high);
    if (isNumber && low < high && (!isWhole || (Number.isInteger(low) && Number.isInteger(high)))) continue;
    throw new VeinlineError('RANGE_INVALID', `The range of ${path} goes from ${low} to ${high}.`, {
      hint: `Write two ${isWhole ? 'whole ' : ''}numbers, the lower one first.`,
      details: { path, low, high },
    });
  }
}

/** The parameter values at a point of the unit cube, whose coordinates follow the order of the ranges. */
export function atPoint(ranges: Ranges, point: ArrayLike<number>): Changes {
  return Object.fromEntries(
    Object.entries(ranges).map(([path, range], d) => [path, within(range, point[d]!)]),
  );
}

function within({ low, high, isWhole = false }: Range, share: number): number {
  // Equal slices for whole numbers, or the two ends would come up half as often; share 1 belongs to the last slice.
  if (isWhole) return Math.min(high, low + Math.floor(share * (high - low + 1)));
  return low + share * (high - low);
}
