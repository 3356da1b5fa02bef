import { lowerGamma, upperGamma } from './incomplete-gamma.ts';

const sqrtTwoPi = Math.sqrt(2 * Math.PI);

/** The cdf of the standard normal distribution, with full relative precision in the lower tail. */
export function normalCdf(z: number): number {
  const half = (z * z) / 2;
  if (z > 0) return 0.5 + 0.5 * lowerGamma(0.5, half);
  return 0.5 * upperGamma(0.5, half);
}

/** Mills' ratio: the upper tail beyond z over the density at z; about 1/z far out, where both vanish. */
export function millsRatio(z: number): number {
  if (z < 5) return (normalCdf(-z) * sqrtTwoPi) / Math.exp(-(z * z) / 2);
  // Laplace's continued fraction 1/(z + 1/(z + 2/(z + 3/...))): 60 terms give full precision from 5 up.
  let denominator = z;
  for (let k = 60; k > 0; k--) denominator = z + k / denominator;
  return 1 / denominator;
}

/** The quantile of the standard normal distribution: -Infinity at 0, exactly 0 at 1/2, Infinity at 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  // Abramowitz and Stegun 26.2.23 is within 4.5e-4; Halley's method triples the digits with each step.
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 2; step++) {
    // (cdf - p) / density; neither the cdf nor the density is formed, so it works down to the least double.
    const excess = millsRatio(-z) - sqrtTwoPi * Math.exp((z * z) / 2 + Math.log(p));
    z -= excess / (1 + (z * excess) / 2);
  }
  return z;
}
