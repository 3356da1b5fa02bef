import type { RandomStream } from '@veinline/base';
import { checkCount } from '../analysis/checks.ts';

/** How a Latin hypercube is drawn. */
export interface LatinHypercubeOptions {
  readonly samples: number;
  readonly dimensions: number;
  readonly stream: RandomStream;
  /** Put points in the middle of their cells rather than anywhere in them. */
  readonly centred?: boolean;
  /** Draw this many hypercubes and keep the one whose closest two points lie farthest apart; 1 unless stated. */
  readonly maximinOf?: number;
}

/**
 * Points in the unit cube, one in each of `samples` equal slices of every dimension (McKay, Beckman & Conover 1979);
 * the maximin choice is Johnson, Moore & Ylvisaker's 1990. Throws ARGUMENT_INVALID.
 */
export function latinHypercube(options: LatinHypercubeOptions): Float64Array[] {
  const { samples, dimensions, maximinOf = 1 } = options;
  checkCount(samples, 1, 'The number of samples');
  checkCount(dimensions, 1, 'The number of dimensions');
  checkCount(maximinOf, 1, 'The number of hypercubes to choose from');
  let best = draw(options);
  let bestDistance = maximinOf > 1 ? smallestDistance(best) : 0;
  for (let i = 1; i < maximinOf; i++) {
    const candidate = draw(options);
    const distance = smallestDistance(candidate);
    if (distance > bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function draw({ samples, dimensions, stream, centred = false }: LatinHypercubeOptions): Float64Array[] {
  const points = Array.from({ length: samples }, () => new Float64Array(dimensions));
  for (let d = 0; d < dimensions; d++) {
    const cells = permutation(samples, stream);
    for (let i = 0; i < samples; i++) {
      points[i]![d] = (cells[i]! + (centred ? 0.5 : stream.next())) / samples;
    }
  }
  return points;
}

/** Fisher–Yates shuffle of 0 … n − 1. */
export function permutation(n: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(stream.next() * (i + 1));
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/** Squared Euclidean distance of the closest two points. */
function smallestDistance(points: readonly Float64Array[]): number {
  let smallest = Infinity;
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      let distance = 0;
      for (let d = 0; d < points[i]!.length; d++) distance += (points[i]![d]! - points[j]![d]!) ** 2;
      if (distance < smallest) smallest = distance;
    }
  }
  return smallest;
}
