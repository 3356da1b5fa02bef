import type { Interval } from '@veinline/contracts';
import { groupedText } from './words.ts';

/** Unit as it stands behind a number; none for shares and counts. */
export function unitText(unit: string): string {
  return unit === '1' || unit === '' ? '' : unit;
}

/** Decimals that show a spread with one digit, or two where the first is 1 or 2: 1 for 0.55 and 1.4, 0 for 5.5. */
export function decimalsFor(spread: number | null, value: number | null = null): number {
  const base = spread !== null && spread > 0 ? spread : value === null ? 0 : Math.abs(value) / 100;
  if (!(base > 0) || !Number.isFinite(base)) return 0;
  const power = Math.floor(Math.log10(base));
  const isSmallDigit = spread !== null && base / 10 ** power < 2.5;
  return Math.min(6, Math.max(0, (isSmallDigit ? 1 : 0) - power));
}

/** A number as people read it: true minus sign, thousands apart, a dash for none. */
export function figureText(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const text = Math.abs(value).toFixed(decimals);
  const [whole = '0', part] = text.split('.');
  const grouped = Number(whole) >= 10_000 ? groupedText(Number(whole)) : whole;
  const sign = value < 0 && Number(text) !== 0 ? '−' : '';
  return `${sign}${grouped}${part === undefined ? '' : `.${part}`}`;
}

/** `20.9–22.0`, or `−2.0 to −0.4` where a minus sign would run into the dash. */
export function spanText(low: number | null, high: number | null, decimals: number): string {
  const isNegative = (low ?? 0) < 0 || (high ?? 0) < 0;
  return `${figureText(low, decimals)}${isNegative ? ' to ' : '–'}${figureText(high, decimals)}`;
}

const spaced = (unit: string): string => (unitText(unit) === '' ? '' : ` ${unitText(unit)}`);

/** `95 %`; takes a share. */
export function confidenceText(confidence: number): string {
  return `${Number((confidence * 100).toFixed(1))} %`;
}

/** `21.4 d (20.9–22.0, 95 %)`; says so where too few replications observed the output. */
export function estimateText(interval: Interval, unit: string, confidence: number): string {
  const { mean, low, high, halfWidth } = interval;
  if (mean === null) return 'not observed';
  const decimals = decimalsFor(halfWidth, mean);
  const figure = `${figureText(mean, decimals)}${spaced(unit)}`;
  if (low === null || high === null) return `${figure} (no interval from ${interval.replications})`;
  return `${figure} (${spanText(low, high, decimals)}, ${confidenceText(confidence)})`;
}

/** `+1.2 d (0.4–2.0, 95 %)`: a difference always shows its sign. */
export function differenceText(interval: Interval, unit: string, confidence: number): string {
  const text = estimateText(interval, unit, confidence);
  return (interval.mean ?? 0) > 0 ? `+${text}` : text;
}

/** Difference as a share of the baseline: `+12 %`; a dash where the baseline is zero or missing. */
export function relativeText(difference: number | null, baseline: number | null): string {
  if (difference === null || baseline === null || baseline === 0) return '–';
  const percent = (difference / Math.abs(baseline)) * 100;
  return `${percent > 0 ? '+' : ''}${figureText(percent, Math.abs(percent) < 10 ? 1 : 0)} %`;
}

/** What a difference under common random numbers means, in words. */
export function verdictText(difference: Interval & { readonly isSignificant: boolean }): string {
  if (difference.mean === null || difference.low === null) return 'Not comparable';
  if (!difference.isSignificant) return 'No clear difference';
  return difference.mean > 0 ? 'Higher than baseline' : 'Lower than baseline';
}
