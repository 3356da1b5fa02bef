import type { Xoshiro128 } from '../random/xoshiro128.ts';

/**
 * Draws an index with a probability proportional to its weight, in constant time: the alias method (Vose, "A linear
 * algorithm for generating random numbers with a given distribution", 1991). Weights are 0 or more and not all 0.
 */
export function aliasTable(weights: readonly number[], stream: Xoshiro128): () => number {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const keep = Float64Array.from(weights, (weight) => (weight / total) * n);
  const alias = Uint32Array.from({ length: n }, (_, i) => i);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < n; i++) (keep[i]! < 1 ? small : large).push(i);
  // Fill every cell below average from one above it; what rounding leaves over is 1 to the last bit.
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!;
    const high = large.at(-1)!;
    alias[low] = high;
    keep[high] = keep[high]! - (1 - keep[low]!);
    if (keep[high] < 1) small.push(large.pop()!);
  }
  return () => {
    const position = stream.next() * n;
    const cell = Math.floor(position);
    return position - cell < keep[cell]! ? cell : alias[cell]!;
  };
}
