import { VeinlineError, type RandomStream } from '@veinline/base';
import { checkCount, checkSample } from '../analysis/checks.ts';
import { Tally } from '../analysis/tally.ts';
import { permutation } from './latin-hypercube.ts';

/** Trajectories through the unit cube, each of which changes one factor at a time. */
export interface MorrisDesign {
  readonly dimensions: number;
  readonly trajectories: number;
  /** All points to evaluate: trajectory by trajectory, each `dimensions` + 1 points long. */
  readonly points: readonly Float64Array[];
}

/** What Morris screening says of one factor, in the unit of the output per unit cube edge. */
export interface ElementaryEffects {
  /** Mean effect. */
  readonly mu: number;
  /** Mean absolute effect (Campolongo, Cariboni & Saltelli 2007): how much the factor matters. */
  readonly muStar: number;
  /** Standard error of `muStar`. */
  readonly muStarError: number;
  /** Standard deviation of the effect: how non-linear it is, or how much it depends on the others. */
  readonly sigma: number;
}

/**
 * Morris 1991: trajectories on a grid of an even number of `levels` with steps of levels / (2(levels − 1)), from random
 * starts, factors in random order and direction. Throws ARGUMENT_INVALID, and DESIGN_INVALID for an odd number of levels.
 */
export function morrisDesign(options: {
  readonly dimensions: number;
  readonly trajectories: number;
  readonly stream: RandomStream;
  readonly levels?: number;
}): MorrisDesign {
  const { dimensions, trajectories, stream, levels = 4 } = options;
  checkCount(dimensions, 1, 'The number of dimensions');
  checkCount(trajectories, 2, 'The number of trajectories');
  checkCount(levels, 2, 'The number of levels');
  if (levels % 2 !== 0) {
    throw new VeinlineError('DESIGN_INVALID', `Morris screening on ${levels} levels is not balanced.`, {
      hint: `Use an even number, such as ${levels + 1}.`,
      details: { levels },
    });
  }
  const step = levels / 2;
  const points: Float64Array[] = [];
  for (let t = 0; t < trajectories; t++) {
    // Of the pairs a step apart, every grid value belongs to exactly one: all levels are equally likely.
    const low = Uint32Array.from({ length: dimensions }, () => Math.floor(stream.next() * step));
    const isHigh = Array.from({ length: dimensions }, () => stream.next() < 0.5);
    const point = (): Float64Array =>
      Float64Array.from(low, (level, d) => (level + (isHigh[d] ? step : 0)) / (levels - 1));
    points.push(point());
    for (const d of permutation(dimensions, stream)) {
      isHigh[d] = !isHigh[d];
      points.push(point());
    }
  }
  return { dimensions, trajectories, points };
}

/**
 * Elementary effects of each factor from the outputs at `design.points`, in their order.
 * Throws SAMPLE_INVALID for a NaN, DESIGN_INVALID for a wrong number of outputs.
 */
export function morrisEffects(design: MorrisDesign, outputs: ArrayLike<number>): ElementaryEffects[] {
  const { dimensions, trajectories, points } = design;
  checkOutputs(outputs, points.length, 'Morris screening');
  const effects = Array.from({ length: dimensions }, () => ({ signed: new Tally(), absolute: new Tally() }));
  for (let t = 0; t < trajectories; t++) {
    for (let s = 1; s <= dimensions; s++) {
      const here = t * (dimensions + 1) + s;
      const from = points[here - 1]!;
      const moved = points[here]!.findIndex((coordinate, d) => coordinate !== from[d]);
      const effect = (outputs[here]! - outputs[here - 1]!) / (points[here]![moved]! - from[moved]!);
      effects[moved]!.signed.add(effect);
      effects[moved]!.absolute.add(Math.abs(effect));
    }
  }
  return effects.map(({ signed, absolute }) => ({
    mu: signed.mean,
    muStar: absolute.mean,
    muStarError: absolute.standardDeviation / Math.sqrt(trajectories),
    sigma: signed.standardDeviation,
  }));
}

/** Throws unless there is one finite output for each point of a design. */
export function checkOutputs(outputs: ArrayLike<number>, expected: number, what: string): void {
  if (outputs.length !== expected) {
    throw new VeinlineError('DESIGN_INVALID', `${what} needs ${expected} outputs, not ${outputs.length}.`, {
      hint: 'Give one output for each point of the design, in the order of the points.',
      details: { expected, outputs: outputs.length },
    });
  }
  checkSample(outputs, 1, what);
}
