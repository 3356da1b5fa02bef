const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * Stirling's error: ln Gamma(x + 1) - (x + 1/2) ln x + x - ln(2 pi)/2, for x > 0.
 *
 * Kept apart from ln Gamma so that probabilities of large counts do not lose their digits in a difference of large
 * logarithms (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function stirlingError(x: number): number {
  // The series needs x of 10 or more for full precision; below, step up by the recurrence of Gamma.
  let steps = 0;
  let z = x;
  while (z < 10) {
    steps += (z + 0.5) * Math.log1p(1 / z) - 1;
    z += 1;
  }
  const w = 1 / (z * z);
  // Bernoulli numbers over 2k (2k - 1): Abramowitz and Stegun, 6.1.41.
  const series =
    1 / 12 -
    w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156))))));
  return steps + series / z;
}

/** ln Gamma(x), for x > 0. */
export function logGamma(x: number): number {
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + halfLogTwoPi;
}

/** x ln(x / mean) + mean - x, without cancellation near x = mean: half the deviance of a Poisson count. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    term *= v * v;
    const next = sum + term / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/** ln of mean^x e^-mean / Gamma(x + 1): a Poisson probability, for any real x of 0 or more. */
export function logPoissonTerm(x: number, mean: number): number {
  if (x === 0) return -mean;
  if (mean === 0) return -Infinity;
  return -stirlingError(x) - deviance(x, mean) - 0.5 * Math.log(x) - halfLogTwoPi;
}

/** ln of Gamma(n + 1) / (Gamma(x + 1) Gamma(n - x + 1)) p^x q^(n - x): a binomial probability, for real n and x. */
export function logBinomialTerm(x: number, n: number, p: number, q: number = 1 - p): number {
  if (x === 0) return p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q);
  if (x === n) return q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p);
  return (
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * p) -
    deviance(n - x, n * q) +
    0.5 * Math.log(n / x / (n - x)) -
    halfLogTwoPi
  );
}
