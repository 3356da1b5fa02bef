/**
 * The smallest x in [low, high] with f(x) >= target, for a function that never falls; exact to the last bit or so.
 *
 * Bisection, by the geometric mean while the ends differ by orders of magnitude: a hundred steps at most, no
 * derivative, no start value and nothing that can diverge.
 */
export function invert(f: (x: number) => number, target: number, low: number, high: number): number {
  let a = low;
  let b = high;
  for (;;) {
    const middle = a > 0 && b > 4 * a ? Math.sqrt(a) * Math.sqrt(b) : a + (b - a) / 2;
    if (!(middle > a && middle < b)) return b;
    if (f(middle) < target) a = middle;
    else b = middle;
  }
}

/** The smallest whole number k >= 0 with cdf(k) >= p; `guess` saves time where it is near. */
export function invertCount(cdf: (k: number) => number, p: number, guess: number): number {
  if (cdf(0) >= p) return 0;
  let low = 0;
  let high = Math.max(1, Math.ceil(guess));
  while (cdf(high) < p) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor(low + (high - low) / 2);
    // Past 2^53 neighbouring doubles are more than 1 apart.
    if (middle === low || middle === high) break;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
