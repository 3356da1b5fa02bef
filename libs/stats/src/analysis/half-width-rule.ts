import { VeinlineError } from '@veinline/base';
import { checkConfidence, checkCount, checkPositive } from './checks.ts';
import { meanInterval, type MeanInterval } from './interval.ts';

/** When enough replications were made. */
export interface HalfWidthRule {
  /** Half-width to reach: in the unit of the output, or as a fraction of the absolute mean. */
  readonly target: { readonly absolute: number } | { readonly relative: number };
  readonly confidence: number;
  /** Replications before the first decision; 10 unless stated. */
  readonly minimum?: number;
  /** Replications between decisions; 10 unless stated. */
  readonly batch?: number;
  /** Replications after which to stop, reached or not. */
  readonly maximum: number;
}

/** What to do next: run up to `needed` replications, or stop with the first `n`. */
export type HalfWidthDecision =
  | { readonly done: false; readonly needed: number; readonly interval: MeanInterval | undefined }
  | {
      readonly done: true;
      readonly n: number;
      readonly reached: boolean;
      readonly interval: MeanInterval | undefined;
    };

/**
 * Decides on replications to a half-width (Law, Simulation Modeling and Analysis, section 9.4.1). `values` holds one
 * output by replication index, complete up to its length; NaN stands for "not observed" and counts as a replication.
 * The rule looks only at the fixed prefixes minimum, minimum + batch, … and stops at the first that is narrow enough, so
 * the answer depends neither on how many replications are ahead nor on who ran them. Stopping early makes coverage
 * somewhat lower than the confidence; a larger minimum helps. Throws ARGUMENT_INVALID, CONFIDENCE_INVALID.
 */
export function halfWidthDecision(values: ArrayLike<number>, rule: HalfWidthRule): HalfWidthDecision {
  const { minimum = 10, batch = 10, maximum, confidence } = rule;
  checkConfidence(confidence);
  checkCount(minimum, 2, 'The least number of replications');
  checkCount(batch, 1, 'The number of replications between decisions');
  checkCount(maximum, minimum, 'The greatest number of replications');
  const tolerance = 'absolute' in rule.target ? rule.target.absolute : rule.target.relative;
  checkPositive(tolerance, 'The half-width to reach');

  let interval: MeanInterval | undefined;
  for (let n = minimum; ; n = Math.min(n + batch, maximum)) {
    if (values.length < n) return { done: false, needed: n, interval };
    interval = observedInterval(values, n, confidence);
    if (interval) {
      const allowed = 'absolute' in rule.target ? tolerance : tolerance * Math.abs(interval.mean);
      if (interval.halfWidth <= allowed) return { done: true, n, reached: true, interval };
    }
    if (n === maximum) return { done: true, n, reached: false, interval };
  }
}

function observedInterval(
  values: ArrayLike<number>,
  n: number,
  confidence: number,
): MeanInterval | undefined {
  const observed: number[] = [];
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (Math.abs(value) === Infinity) {
      throw new VeinlineError('SAMPLE_INVALID', `Replication ${i} gave ${value}.`, {
        hint: 'Look for a division by zero in the model.',
        details: { index: i, value },
      });
    }
    if (!Number.isNaN(value)) observed.push(value);
  }
  return observed.length < 2 ? undefined : meanInterval(observed, confidence);
}
