import { VeinlineError } from '@veinline/base';
import { Float64Histogram } from 'hdr-histogram-js';

/** Options of a histogram. */
export interface HistogramOptions {
  /**
   * The step values are rounded to, in their own unit: 0.001 by default. Quantiles are off by at most half a step for values
   * below 2048 steps, and by at most 0.1 % (plus that half step) above.
   */
  readonly resolution?: number;
}

/** A bar of a histogram: how many values lie in [from, to). */
export interface HistogramBar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Largest number of steps the underlying counts tell apart. */
const MOST_STEPS = 2 ** 52;

/** Significant decimal digits kept: bars are at most 1/1024 of their value wide. */
const DIGITS = 3;

/**
 * Quantiles of values from 0 up in bounded memory, by a high dynamic range histogram (Gil Tene's HdrHistogram): counts in
 * bars of bounded relative width. The same values give the same answers in whatever order they come.
 */
export class Histogram {
  readonly name: string;
  /** Step values are rounded to. */
  readonly resolution: number;
  #counts: Float64Histogram;
  #minimum = Infinity;
  #maximum = -Infinity;

  /** Throws HISTOGRAM_INVALID for a resolution that is not above 0. */
  constructor(name: string, { resolution = 0.001 }: HistogramOptions = {}) {
    if (!(resolution > 0 && resolution < Infinity)) {
      throw new VeinlineError('HISTOGRAM_INVALID', `The resolution of histogram ${name} is ${resolution}.`, {
        hint: 'Give the smallest difference that matters, above 0, in the unit of the values.',
      });
    }
    this.name = name;
    this.resolution = resolution;
    this.#counts = emptyCounts();
  }

  /** Values taken since the last reset. */
  get count(): number {
    return this.#counts.totalCount;
  }

  /** Least value, exact; `NaN` without values. */
  get minimum(): number {
    return this.count > 0 ? this.#minimum : NaN;
  }

  /** Greatest value, exact; `NaN` without values. */
  get maximum(): number {
    return this.count > 0 ? this.#maximum : NaN;
  }

  /** Takes one value. Throws VALUE_OUT_OF_RANGE for one below 0, not finite, or of more than 2^52 steps. */
  add(value: number): void {
    const steps = Math.round(value / this.resolution);
    if (!(value >= 0 && steps <= MOST_STEPS)) {
      throw new VeinlineError('VALUE_OUT_OF_RANGE', `Histogram ${this.name} was given ${value}.`, {
        hint: `Values lie from 0 to ${MOST_STEPS * this.resolution}.`,
        details: { value },
      });
    }
    this.#counts.recordValue(steps);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
  }

  /** The value that a share `p` of all values does not exceed; `NaN` without values. Throws PROBABILITY_INVALID. */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) {
      throw new VeinlineError(
        'PROBABILITY_INVALID',
        `The quantile ${p} was asked of histogram ${this.name}.`,
        {
          hint: 'A quantile lies from 0 to 1: 0.9 for the 90th percentile.',
        },
      );
    }
    if (this.count === 0) return NaN;
    const steps = this.#counts.medianEquivalentValue(this.#counts.getValueAtPercentile(p * 100));
    return Math.min(this.#maximum, Math.max(this.#minimum, steps * this.resolution));
  }

  /** The bars that hold values, in ascending order. */
  bars(): HistogramBar[] {
    const counts = this.#counts;
    const bars: HistogramBar[] = [];
    for (let index = 0; index < counts.countsArrayLength; index++) {
      const count = counts.getCountAtIndex(index);
      if (count === 0) continue;
      const lowest = counts.valueFromIndex(index);
      const width = counts.sizeOfEquivalentValueRange(lowest);
      bars.push({
        from: Math.max(0, lowest - 0.5) * this.resolution,
        to: (lowest + width - 0.5) * this.resolution,
        count,
      });
    }
    return bars;
  }

  resetStatistics(): void {
    this.#counts = emptyCounts();
    this.#minimum = Infinity;
    this.#maximum = -Infinity;
  }
}

function emptyCounts(): Float64Histogram {
  const counts = new Float64Histogram(1, 2048, DIGITS);
  counts.autoResize = true;
  return counts;
}
