import type { AlarmDefinition, TagSample } from '@veinline/plant';
import { qualityOf } from '@veinline/plant';

/**
 * The number an alarm judges: booleans count as 0 and 1. Null if the sample cannot be judged: bad quality, NaN,
 * or no number at all.
 */
export function judgedNumber(sample: Pick<TagSample, 'status' | 'value'>): number | null {
  if (!isUsable(sample)) return null;
  const { value } = sample;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'bigint' ? Number(value) : null;
}

/** False if the quality is bad or the value is missing or NaN, which no source may call good. */
export function isUsable({ status, value }: Pick<TagSample, 'status' | 'value'>): boolean {
  return qualityOf(status) !== 'bad' && value !== null && !(typeof value === 'number' && Number.isNaN(value));
}

/**
 * Whether the condition of a measured alarm holds. At the limit it holds; once on, it goes when the value is off
 * the limit by the deadband. Both sides are compared in single precision: a PLC's REAL 37.3 is
 * 37.29999923706055, yet it is the limit 37.3.
 *
 * @param measure the value (limit alarms), its distance from the set point, or its slope per minute
 */
export function isBeyond(
  { type, limit, deadband }: Pick<AlarmDefinition, 'type' | 'limit' | 'deadband'>,
  measure: number,
  wasOn: boolean,
): boolean {
  if (limit === null) return false;
  const isLow = type === 'low' || type === 'low-low';
  const value = Math.fround(isLow ? -measure : measure);
  const bound = isLow ? -limit : limit;
  if (value >= Math.fround(bound)) return true;
  return wasOn && deadband > 0 && value > Math.fround(bound - deadband);
}
