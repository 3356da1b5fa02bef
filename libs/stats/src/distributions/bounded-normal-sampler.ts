import { normalCdf } from '../special-functions/normal.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';
import type { Xoshiro128 } from '../random/xoshiro128.ts';

/**
 * Standard normal deviates between two bounds by whichever rejection accepts most: from the whole distribution, from
 * a uniform one, or from an exponential one beyond the nearer bound (Robert, "Simulation of truncated normal
 * variables", Statistics and Computing 5, 1995). The last stays efficient however far out the bounds are.
 */
export function boundedNormalSampler(low: number, high: number, stream: Xoshiro128): () => number {
  if (high <= 0) {
    const mirrored = boundedNormalSampler(-high, -low, stream);
    return () => -mirrored();
  }
  const probability = normalCdf(high) - normalCdf(low);
  if (probability > 0.3) return fromNormal(low, high, stream);
  if (low <= 0) return fromUniform(low, high, 0, stream);
  const rate = (low + Math.sqrt(low * low + 4)) / 2;
  const widest = (Math.sqrt(Math.E) / rate) * Math.exp((low * (low - rate)) / 2);
  return high - low < widest ? fromUniform(low, high, low, stream) : fromExponential(low, high, rate, stream);
}

function fromNormal(low: number, high: number, stream: Xoshiro128): () => number {
  return () => {
    for (;;) {
      const z = standardNormal(stream);
      if (z >= low && z <= high) return z;
    }
  };
}

function fromUniform(low: number, high: number, peak: number, stream: Xoshiro128): () => number {
  return () => {
    for (;;) {
      const z = low + (high - low) * stream.next();
      if (stream.next() < Math.exp(-0.5 * (z - peak) * (z + peak))) return z;
    }
  };
}

function fromExponential(low: number, high: number, rate: number, stream: Xoshiro128): () => number {
  return () => {
    for (;;) {
      const z = low + standardExponential(stream) / rate;
      if (z <= high && stream.next() < Math.exp(-0.5 * (z - rate) ** 2)) return z;
    }
  };
}
