import type { TagView } from '@veinline/contracts';

/** A closed interval in the tag's unit. */
export type Interval = readonly [low: number, high: number];
type Scaled = Pick<TagView, 'range' | 'normal' | 'alarms'>;

/** Alarm limits of a tag that are a level of its value, in its unit. */
export function levelLimits(tag: Pick<TagView, 'alarms'>): { label: string; limit: number }[] {
  const labels: Record<string, string> = { 'high-high': 'HIHI', high: 'HI', low: 'LO', 'low-low': 'LOLO' };
  return tag.alarms.flatMap((alarm) => {
    const label = labels[alarm.type];
    return label !== undefined && alarm.limit !== null ? [{ label, limit: alarm.limit }] : [];
  });
}

/** Full scale of an indicator: the tag's range, else what holds its band and limits, else 0 to 1. */
export function fullScale(tag: Scaled): Interval {
  if (tag.range !== null) return tag.range;
  const known = [...(tag.normal ?? []), ...levelLimits(tag).map((entry) => entry.limit)];
  if (known.length === 0) return [0, 1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = (high - low || Math.abs(high) || 1) * 0.25;
  return [low - margin, high + margin];
}

/** Where a value lies on a scale, 0 at the low end and 1 at the high end, clamped to the scale. */
export function fraction(value: number, [low, high]: Interval): number {
  if (!(high > low) || Number.isNaN(value)) return 0;
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/**
 * Range of a trend's value axis: holds the data with a margin, and the normal band and limits when they are
 * near enough not to flatten the trace.
 */
export function axisRange(dataLow: number, dataHigh: number, references: readonly number[]): Interval {
  const finite = references.filter(Number.isFinite);
  let low = Math.min(dataLow, dataHigh);
  let high = Math.max(dataLow, dataHigh);
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    if (finite.length === 0) return [0, 1];
    low = Math.min(...finite);
    high = Math.max(...finite);
  }
  const span = Math.max(high - low, ...finite.map((a) => Math.max(...finite) - a));
  for (const reference of finite) {
    if (reference >= low - span && reference <= high + span) {
      low = Math.min(low, reference);
      high = Math.max(high, reference);
    }
  }
  // A constant trace still needs a visible span, and the margin must survive rounding beside large values.
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  const margin = high > low ? Math.max((high - low) * 0.08, magnitude * 1e-9, 1e-9) : magnitude * 0.05 || 1;
  return [low - margin, high + margin];
}
