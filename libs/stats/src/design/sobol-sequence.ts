import { VeinlineError, type RandomStream } from '@veinline/base';
import { joeKuo } from './joe-kuo.ts';

const bits = 32;

/** Most dimensions a Sobol sequence can have here. */
export const maximumSobolDimensions = joeKuo.length + 1;

/**
 * The Sobol low-discrepancy sequence in Gray-code order (Sobol 1967; Antonov & Saleev 1979) with the direction numbers
 * of Joe & Kuo 2008. Without a stream the points are the published ones, the first of them 0. With a stream they are
 * shifted digit by digit at random, which keeps their uniformity, leaves means unbiased and keeps every coordinate
 * strictly between 0 and 1. Use 2^m points. Throws DESIGN_INVALID unless there are 1 to 128 dimensions.
 */
export class SobolSequence {
  readonly dimensions: number;
  /** By bit, then by dimension. */
  readonly #directions: Uint32Array;
  readonly #state: Uint32Array;
  readonly #centre: number;
  #index = 0;

  constructor(dimensions: number, shift?: RandomStream) {
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > maximumSobolDimensions) {
      throw new VeinlineError(
        'DESIGN_INVALID',
        `A Sobol sequence of ${dimensions} dimensions is not possible.`,
        {
          hint: `Use 1 to ${maximumSobolDimensions} dimensions; sensitivity indices take two for each parameter.`,
          details: { dimensions },
        },
      );
    }
    this.dimensions = dimensions;
    this.#directions = new Uint32Array(bits * dimensions);
    for (let d = 0; d < dimensions; d++) {
      directionNumbers(d).forEach((v, bit) => (this.#directions[bit * dimensions + d] = v));
    }
    this.#state = new Uint32Array(dimensions);
    this.#centre = shift ? 0.5 : 0;
    if (shift) this.#state.forEach((_, d) => (this.#state[d] = Math.floor(shift.next() * 2 ** bits)));
  }

  /** The next point, each coordinate in [0, 1). Throws DESIGN_INVALID after 2^32 points. */
  next(): Float64Array {
    if (this.#index >= 2 ** bits) {
      throw new VeinlineError('DESIGN_INVALID', 'A Sobol sequence ends after 2^32 points.', {});
    }
    const point = new Float64Array(this.dimensions);
    for (let d = 0; d < this.dimensions; d++) point[d] = (this.#state[d]! + this.#centre) / 2 ** bits;
    // Neighbours in Gray code differ in the bit of the lowest zero of the index.
    const bit = 31 - Math.clz32(~this.#index & (this.#index + 1));
    this.#index++;
    if (bit >= 0) {
      const row = bit * this.dimensions;
      for (let d = 0; d < this.dimensions; d++) this.#state[d]! ^= this.#directions[row + d]!;
    }
    return point;
  }

  /** The next `count` points. */
  take(count: number): Float64Array[] {
    return Array.from({ length: count }, () => this.next());
  }
}

/** v_1 … v_32 of one dimension, counted from 0 (Joe & Kuo, equation 2). */
function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(bits);
  if (dimension === 0) return v.map((_, bit) => 2 ** (bits - 1 - bit));
  const { coefficients, initial } = joeKuo[dimension - 1]!;
  const degree = initial.length;
  for (let bit = 0; bit < bits; bit++) {
    if (bit < degree) {
      v[bit] = initial[bit]! * 2 ** (bits - 1 - bit);
      continue;
    }
    let value = v[bit - degree]! ^ (v[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((coefficients >>> (degree - 1 - k)) & 1) value ^= v[bit - k]!;
    }
    v[bit] = value;
  }
  return v;
}
