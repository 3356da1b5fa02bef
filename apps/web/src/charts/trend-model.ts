import type { TagView } from '@veinline/contracts';
import type { RecentPoint } from '../data/live-store.ts';
import type { TimeWindow } from '../domain/range.ts';
import { axisRange, levelLimits, type Interval } from '../domain/scale.ts';
import { extent, longestSilence, type Series } from '../domain/series.ts';

/** One trace of a trend with the tag it shows. */
export interface Pen {
  readonly tag: TagView;
  readonly series: Series;
}

/** Colour token and dash of each pen, in order: three greys and blues with different dashes before any hue. */
export const penStyles = [
  { color: '--trace', dash: [] },
  { color: '--twin', dash: [6, 3] },
  { color: '--muted', dash: [2, 3] },
  { color: '--ink', dash: [10, 3, 2, 3] },
  { color: '--twin', dash: [] },
  { color: '--trace', dash: [6, 3] },
  { color: '--ink', dash: [2, 3] },
  { color: '--muted', dash: [10, 3, 2, 3] },
] as const;

/** Style of the pen at an index; pens beyond the eighth start over. */
export function penStyle(index: number): { color: string; dash: number[] } {
  const style = penStyles[index % penStyles.length] ?? penStyles[0];
  return { color: style.color, dash: [...style.dash] };
}

/** Adds what arrived after the history to the columns, with a break where the source was silent. */
export function withLiveEnd(pen: Pen, recent: readonly RecentPoint[]): Series {
  const { series, tag } = pen;
  const lastTime = series.times.at(-1) ?? -Infinity;
  const fresh = recent.filter((point) => point.time > lastTime);
  if (fresh.length === 0) return series;
  const times = [...series.times];
  const averages = [...series.averages];
  const lows = [...series.lows];
  const highs = [...series.highs];
  const add = (time: number, value: number | null): void => {
    times.push(time);
    averages.push(value);
    lows.push(value);
    highs.push(value);
  };
  const spacing = times.length > 1 ? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / times.length : 0;
  const silence = longestSilence(tag, spacing);
  let previous = lastTime;
  for (const point of fresh) {
    if (Number.isFinite(previous) && point.time - previous > silence) add(previous + 1, null);
    add(point.time, point.isGood ? point.value : null);
    previous = point.time;
  }
  return { ...series, times, averages, lows, highs };
}

/** Range of the value axis of all pens that share a unit. */
export function unitRange(pens: readonly Pen[]): Interval {
  let low = Infinity;
  let high = -Infinity;
  const references: number[] = [];
  for (const pen of pens) {
    const [a, b] = extent(pen.series);
    low = Math.min(low, a);
    high = Math.max(high, b);
    references.push(...(pen.tag.normal ?? []), ...levelLimits(pen.tag).map((entry) => entry.limit));
  }
  return axisRange(low, high, pens.length === 1 ? references : []);
}

/** One sentence that sums up a trend for those who cannot see it. */
export function trendSummary(pens: readonly Pen[], window: TimeWindow): string {
  const hours = (window.to - window.from) / 3_600_000;
  const length = hours < 2 ? `${Math.round(hours * 60)} minutes` : `${Math.round(hours)} hours`;
  const parts = pens.map(({ tag, series }) => {
    const [low, high] = extent(series);
    const gaps = series.gaps.length === 0 ? '' : `, ${series.gaps.length} gaps`;
    if (low > high) return `${tag.id}: no data`;
    return `${tag.id}: from ${low.toFixed(tag.decimals)} to ${high.toFixed(tag.decimals)} ${tag.unit}${gaps}`;
  });
  return `Trend over ${length}. ${parts.join('. ')}.`;
}

/** Column name of a pen in tables and exports: tag, kind and unit. */
export function penName(pen: Pen, kind: string): string {
  return `${pen.tag.id} ${kind}${pen.tag.unit === '' ? '' : ` (${pen.tag.unit})`}`;
}

/** The pen's value at or before a time, as text; a dash in a gap or before the first value. */
export function valueAt(pen: Pen, time: number): string {
  const index = pen.series.times.findLastIndex((at) => at <= time);
  const value = pen.series.averages[index];
  return value === null || value === undefined ? '–' : value.toFixed(pen.tag.decimals);
}
