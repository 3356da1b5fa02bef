import { logPoissonTerm } from './gamma.ts';

/** The regularised lower incomplete gamma function P(a, x): the cdf of a gamma deviate with shape a and scale 1. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? seriesP(a, x) : 1 - fractionQ(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), with full relative precision in the tail. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - seriesP(a, x) : fractionQ(a, x);
}

/** DLMF 8.7.1, best for x < a + 1. */
function seriesP(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = a + 1; term > sum * 1e-17; n++) {
    term *= x / n;
    sum += term;
  }
  return Math.min(1, sum * Math.exp(logPoissonTerm(a, x)));
}

/** DLMF 8.9.2 by the modified Lentz method, best for x >= a + 1. */
function fractionQ(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e8; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return Math.min(1, h * a * Math.exp(logPoissonTerm(a, x)));
}
