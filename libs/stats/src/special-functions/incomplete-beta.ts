import { logBinomialTerm } from './gamma.ts';

/**
 * The regularised incomplete beta function I_x(a, b): the cdf of a beta deviate.
 *
 * `y` is 1 - x; pass it where x is close to 1 and 1 - x is known better.
 */
export function regularisedBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The continued fraction converges fast on this side of the mean; the other side follows by symmetry.
  return x * (a + b + 2) < a + 1 ? fraction(x, y, a, b) : 1 - fraction(y, x, b, a);
}

/** DLMF 8.17.22 by the modified Lentz method. */
function fraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300;
  // x^a y^b / B(a, b), as a binomial probability of a successes in a + b trials.
  const front = Math.exp(logBinomialTerm(a, a + b, x, y)) * ((a * b) / (a + b));
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let h = d;
  for (let m = 1; m < 1e8; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    h *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return Math.min(1, (front * h) / a);
}
