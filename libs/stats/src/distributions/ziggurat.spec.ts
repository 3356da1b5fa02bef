import { describe, expect, it } from 'vitest';
import { standardExponential, standardNormal } from './ziggurat.ts';
import { StreamFamily } from '../random/stream-family.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { kolmogorovDistance } from './goodness-of-fit.spec-support.ts';
import { millsRatio } from '../special-functions/normal.ts';

/** Standard scores of the numbers of draws in the cells between edges, given each cell's probability. */
function scores(
  draw: () => number,
  draws: number,
  edges: readonly number[],
  upperTail: (x: number) => number,
): number[] {
  const counts = new Array<number>(edges.length).fill(0);
  for (let i = 0; i < draws; i++) {
    const x = draw();
    let cell = edges.length - 1;
    while (cell >= 0 && edges[cell]! > x) cell--;
    if (cell >= 0) counts[cell]! += 1;
  }
  return counts.map((count, i) => {
    const next = edges[i + 1];
    const p = upperTail(edges[i]!) - (next === undefined ? 0 : upperTail(next));
    return (count - draws * p) / Math.sqrt(draws * p * (1 - p));
  });
}

/** A stream whose 32-bit integers choose layer 0 at its right edge, so that every draw is from the tail. */
class TailStream extends Xoshiro128 {
  readonly #uniforms = new StreamFamily({ seed: 15 }).stream('tail');
  #isHigh = false;

  override uint32(): number {
    this.#isHigh = !this.#isHigh;
    return this.#isHigh ? 0xffff_ffff : 0xffff_fe00;
  }

  override open(): number {
    return this.#uniforms.open();
  }
}

const tenMillion = 10_000_000;

describe('standardExponential', () => {
  it('has the right weight on both sides of where its tail begins (7.697) and far beyond', () => {
    const stream = new StreamFamily({ seed: 11 }).stream('exponential');
    // e^-13 of ten million is 23 draws.
    const edges = [6, 6.5, 7, 7.4, 7.697, 7.75, 8, 8.5, 9, 10, 11, 12, 13];
    const found = scores(
      () => standardExponential(stream),
      tenMillion,
      edges,
      (x) => Math.exp(-x),
    );
    for (const score of found) expect(Math.abs(score)).toBeLessThan(4.5);
  });

  it('continues its tail as e^-x', () => {
    const stream = new TailStream([1, 2, 3, 4]);
    const beyond = Float64Array.from(
      { length: 200_000 },
      () => standardExponential(stream) - 7.69711747013105,
    );
    expect(kolmogorovDistance(beyond, (x) => -Math.expm1(-x))).toBeLessThan(2.5);
  });

  it('fits between the tail and 0 in 400 cells of equal probability', () => {
    const stream = new StreamFamily({ seed: 12 }).stream('exponential');
    const cells = new Float64Array(400);
    const draws = 4_000_000;
    for (let i = 0; i < draws; i++)
      cells[Math.min(399, Math.floor(-Math.expm1(-standardExponential(stream)) * 400))]! += 1;
    const expected = draws / 400;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Mean 399, standard deviation sqrt(2 x 399).
    expect(Math.abs(chiSquare - 399) / Math.sqrt(798)).toBeLessThan(4.5);
  });

  it('is finer than 32 bits: no two of 500,000 draws are the same', () => {
    const stream = new StreamFamily({ seed: 13 }).stream('exponential');
    // With 2^32 positions some 30 pairs would be expected to be the same.
    const draws = Array.from({ length: 500_000 }, () => standardExponential(stream));
    expect(new Set(draws).size).toBe(draws.length);
  });
});

describe('standardNormal', () => {
  // Upper tails of the standard normal distribution, by SciPy.
  const tails = new Map([
    [3, 0.0013498980316300933],
    [3.3, 0.00048342414238377744],
    [3.6, 0.00015910859015753364],
    [3.654, 0.00012909313320955552],
    [3.8, 7.234804392511998e-5],
    [4, 3.167124183311986e-5],
    [4.4, 5.412543907703841e-6],
  ]);
  const edges = [...tails.keys()];
  const tail = (x: number): number => tails.get(x)!;

  it.each([1, -1])('has the right weight on both sides of where its tail begins (3.654), sign %i', (sign) => {
    const stream = new StreamFamily({ seed: 14 }).stream('normal');
    const found = scores(() => sign * standardNormal(stream), tenMillion, edges, tail);
    for (const score of found) expect(Math.abs(score)).toBeLessThan(4.5);
  });

  it('continues its tail as e^(-x^2/2)', () => {
    const start = 3.654152885361009;
    const stream = new TailStream([1, 2, 3, 4]);
    const values = Float64Array.from({ length: 200_000 }, () => standardNormal(stream));
    const tailBeyond = (x: number): number =>
      (millsRatio(x) / millsRatio(start)) * Math.exp(-0.5 * (x - start) * (x + start));
    expect(kolmogorovDistance(values, (x) => 1 - tailBeyond(x))).toBeLessThan(2.5);
  });
});
