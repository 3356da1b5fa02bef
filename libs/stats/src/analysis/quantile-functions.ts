import { regularisedBeta } from '../special-functions/incomplete-beta.ts';
import { lowerGamma } from '../special-functions/incomplete-gamma.ts';
import { invert } from '../special-functions/invert.ts';
import { normalQuantile as standardNormalQuantile } from '../special-functions/normal.ts';
import { checkPositive, checkProbability } from './checks.ts';

/** Quantile of the standard normal distribution. Throws PROBABILITY_INVALID outside 0 to 1, ends excluded. */
export function normalQuantile(probability: number): number {
  checkProbability(probability, 'The probability of a normal quantile');
  return probability === 0.5 ? 0 : standardNormalQuantile(probability);
}

/** Quantile of Student's t distribution. Throws PROBABILITY_INVALID, ARGUMENT_INVALID. */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  checkProbability(probability, 'The probability of a t quantile');
  checkPositive(degreesOfFreedom, 'The degrees of freedom of a t quantile');
  const nu = degreesOfFreedom;
  const tail = 2 * Math.min(probability, 1 - probability);
  const sign = probability < 0.5 ? -1 : 1;
  // P(|T| > t) is the incomplete beta function at ν / (ν + t²), and P(|T| < t) that at t² / (ν + t²)
  // (Abramowitz & Stegun 26.7.1): take the smaller of the two arguments, whose digits are all there.
  if (tail < 0.5) {
    const x = invert((at) => regularisedBeta(at, nu / 2, 0.5), tail, 0, 1);
    return sign * Math.sqrt((nu * (1 - x)) / x);
  }
  const y = tail === 1 ? 0 : invert((at) => regularisedBeta(at, 0.5, nu / 2), 1 - tail, 0, 1);
  return sign * Math.sqrt((nu * y) / (1 - y));
}

/** Quantile of the chi-square distribution. Throws PROBABILITY_INVALID, ARGUMENT_INVALID. */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  checkProbability(probability, 'The probability of a chi-square quantile');
  checkPositive(degreesOfFreedom, 'The degrees of freedom of a chi-square quantile');
  let high = degreesOfFreedom + 1;
  while (lowerGamma(degreesOfFreedom / 2, high / 2) < probability) high *= 2;
  return invert((x) => lowerGamma(degreesOfFreedom / 2, x / 2), probability, 0, high);
}
