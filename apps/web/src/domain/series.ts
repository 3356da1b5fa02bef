import type { SamplesView, TagView } from '@veinline/contracts';
import { staleAfterIntervals } from './staleness.ts';

/** A stretch of time in which the data cannot be trusted, milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Columns of one trace; `null` breaks the line. Times are milliseconds since 1970. */
export interface Series {
  readonly times: number[];
  readonly averages: (number | null)[];
  readonly lows: (number | null)[];
  readonly highs: (number | null)[];
  /** Stretches with uncertain or bad quality. */
  readonly bad: Stretch[];
  /** Stretches without data, where no line may be drawn. */
  readonly gaps: Stretch[];
}

type Paced = Pick<TagView, 'expectedIntervalSeconds'>;

/** Longest silence, in milliseconds, over which a line may be drawn; infinite for tags sent on change. */
export function longestSilence(tag: Paced, bucketMs: number): number {
  if (tag.expectedIntervalSeconds === null) return Infinity;
  return Math.max(staleAfterIntervals * tag.expectedIntervalSeconds * 1000, 2.5 * bucketMs);
}

/** Turns an answer of /api/samples with buckets into columns, with a break at every gap and silence. */
export function seriesOf(view: SamplesView, tag: Paced): Series {
  const buckets = (view.buckets ?? []).filter((bucket) => bucket.count > 0);
  const all = view.buckets ?? [];
  const [first, last] = [all[0], all.at(-1)];
  const bucketMs = first && last && all.length > 1 ? (last.start - first.start) / (all.length - 1) : 0;
  const silence = longestSilence(tag, bucketMs);
  const series: Series = { times: [], averages: [], lows: [], highs: [], bad: [], gaps: [] };
  for (const gap of view.gaps) {
    series.gaps.push({ from: Math.max(gap.from, view.from), to: Math.min(gap.to ?? view.to, view.to) });
  }
  const push = (time: number, average: number | null, low: number | null, high: number | null): void => {
    series.times.push(time);
    series.averages.push(average);
    series.lows.push(low);
    series.highs.push(high);
  };
  let previous: number | null = null;
  for (const bucket of buckets) {
    const at = bucket.start;
    if (previous !== null) {
      const last = previous;
      const gap = view.gaps.find((entry) => entry.from < at && (entry.to ?? Infinity) > last);
      if (gap !== undefined || at - last > silence) {
        push(last + 1, null, null, null);
        if (gap === undefined) series.gaps.push({ from: last, to: at });
      }
    }
    if (bucket.worstQuality !== 'good') extend(series.bad, at, at + (bucketMs || 1000));
    push(at, bucket.average ?? bucket.last, bucket.min, bucket.max);
    previous = at;
  }
  return series;
}

function extend(stretches: Stretch[], from: number, to: number): void {
  const last = stretches.at(-1);
  if (last !== undefined && from <= last.to + 1) stretches[stretches.length - 1] = { from: last.from, to };
  else stretches.push({ from, to });
}

/** Lowest and highest value drawn; infinities when there is none. */
export function extent(series: Series): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < series.times.length; i++) {
    const a = series.lows[i] ?? series.averages[i];
    const b = series.highs[i] ?? series.averages[i];
    if (a !== null && a !== undefined && a < low) low = a;
    if (b !== null && b !== undefined && b > high) high = b;
  }
  return [low, high];
}
