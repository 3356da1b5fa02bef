import { millsRatio, normalCdf } from '../special-functions/normal.ts';
import { integrate } from '../special-functions/integrate.ts';
import { invert } from '../special-functions/invert.ts';

interface BoundedNormal {
  readonly mean: number;
  readonly variance: number;
  cdf(z: number): number;
  quantile(p: number): number;
}

/** The standard normal distribution between two bounds, however far out in a tail both may lie. */
export function boundedNormal(low: number, high: number): BoundedNormal {
  const mass = massBetween(low, high, peakOf(low, high));
  const cdf = (z: number): number => massBetween(low, z, peakOf(low, high)) / mass;
  const [from, to] = reach(low, high);
  const peak = peakOf(low, high);
  const weight = (z: number): number => Math.exp(-0.5 * (z - peak) * (z + peak));
  const total = integrate(weight, from, to);
  // Moments about the peak by quadrature: the closed forms cancel where the bounds are far out.
  // Past 1e8 or so no double lies between the bounds that matter, and the integrals are 0.
  const offset = integrate((z) => (z - peak) * weight(z), from, to) / total || 0;
  return {
    mean: peak + offset,
    variance: integrate((z) => (z - peak - offset) ** 2 * weight(z), from, to) / total || 0,
    cdf,
    quantile: (p) => invert(cdf, p, from, to),
  };
}

/** Where between the bounds the density is greatest. */
function peakOf(low: number, high: number): number {
  return Math.min(high, Math.max(low, 0));
}

/** The part of [low, high] outside which the density is below e^-50 of its peak. */
function reach(low: number, high: number): readonly [number, number] {
  const peak = Math.abs(peakOf(low, high));
  const distance = 100 / (peak + Math.sqrt(peak * peak + 100));
  return [Math.max(low, peakOf(low, high) - distance), Math.min(high, peakOf(low, high) + distance)];
}

/** The probability of [a, b] over the density at `peak`, so that it neither vanishes nor cancels in a tail. */
function massBetween(a: number, b: number, peak: number): number {
  if (b <= a) return 0;
  if (a < 0 && b > 0) return (normalCdf(b) - normalCdf(a)) * Math.sqrt(2 * Math.PI);
  const [near, far] = a >= 0 ? [a, b] : [-b, -a];
  return beyond(near, peak) - beyond(far, peak);
}

function beyond(z: number, peak: number): number {
  return z === Infinity ? 0 : millsRatio(z) * Math.exp(-0.5 * (z - peak) * (z + peak));
}
