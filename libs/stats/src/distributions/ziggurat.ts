import type { Xoshiro128 } from '../random/xoshiro128.ts';

/**
 * The ziggurat of Marsaglia and Tsang ("The ziggurat method for generating random variables", J. Stat. Software 5(8),
 * 2000) with 256 layers of equal area. Unlike the original, layer and position come from separate bits (Doornik,
 * 2005) and the position has 53 of them, so the values are as fine as those of an inverse transform.
 */
interface Ziggurat {
  /** Right edge of each layer over 2^53. */
  readonly width: Float64Array;
  /** Positions below this bound lie under the curve without a further look. */
  readonly inside: Float64Array;
  /** The curve at each layer's right edge. */
  readonly height: Float64Array;
}

const layers = 256;
const positions = 2 ** 53;

/** Layer 0 is the base with the tail; its rectangle is as wide as makes its area that of the others. */
function ziggurat(
  tailStart: number,
  area: number,
  curve: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const edge = new Float64Array(layers + 1);
  edge[0] = area / curve(tailStart);
  edge[1] = tailStart;
  for (let i = 2; i < layers; i++) edge[i] = inverse(curve(edge[i - 1]!) + area / edge[i - 1]!);
  edge[layers] = 0;
  return {
    width: Float64Array.from({ length: layers }, (_, i) => edge[i]! / positions),
    inside: Float64Array.from({ length: layers }, (_, i) => (edge[i + 1]! / edge[i]!) * positions),
    height: Float64Array.from({ length: layers + 1 }, (_, i) => curve(edge[i]!)),
  };
}

const exponentialTail = 7.69711747013105;
const exponential = ziggurat(
  exponentialTail,
  0.003949659822581557,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

const normalTail = 3.654152885361009;
const normal = ziggurat(
  normalTail,
  0.004928673233974655,
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
);

const exponentialWidth = exponential.width;
const exponentialInside = exponential.inside;
const normalWidth = normal.width;
const normalInside = normal.inside;

/** An exponential deviate with mean 1. */
export function standardExponential(stream: Xoshiro128): number {
  const high = stream.uint32();
  const low = stream.uint32();
  const layer = low & 0xff;
  const position = high * 0x20_0000 + (low >>> 11);
  const x = position * exponentialWidth[layer]!;
  // 98.9 % end here; the rest is a function of its own so that this one stays small enough to be inlined.
  return position < exponentialInside[layer]! ? x : exponentialEdge(layer, x, stream);
}

function exponentialEdge(layer: number, x: number, stream: Xoshiro128): number {
  // The exponential tail is the whole curve again, moved to where the tail starts.
  if (layer === 0) return exponentialTail - Math.log(stream.open());
  return liesUnder(exponential.height, layer, Math.exp(-x), stream) ? x : standardExponential(stream);
}

/** A normal deviate with mean 0 and variance 1. */
export function standardNormal(stream: Xoshiro128): number {
  const high = stream.uint32();
  const low = stream.uint32();
  const layer = low & 0xff;
  const position = high * 0x20_0000 + (low >>> 11);
  // Bit 8 belongs neither to the layer nor to the position.
  const x = ((low & 0x100) === 0 ? position : -position) * normalWidth[layer]!;
  return position < normalInside[layer]! ? x : normalEdge(layer, x, stream);
}

function normalEdge(layer: number, x: number, stream: Xoshiro128): number {
  if (layer === 0) return Math.sign(x) * normalTailDeviate(stream);
  return liesUnder(normal.height, layer, Math.exp(-0.5 * x * x), stream) ? x : standardNormal(stream);
}

/** Whether a point at a uniform height within a layer lies under the curve. */
function liesUnder(height: Float64Array, layer: number, curve: number, stream: Xoshiro128): boolean {
  const floor = height[layer]!;
  return floor + stream.next() * (height[layer + 1]! - floor) < curve;
}

/** Marsaglia's method for the tail of the normal distribution (1964). */
function normalTailDeviate(stream: Xoshiro128): number {
  for (;;) {
    const beyond = -Math.log(stream.open()) / normalTail;
    if (-2 * Math.log(stream.open()) > beyond * beyond) return normalTail + beyond;
  }
}
