import { VeinlineError } from '@veinline/base';
import { checkConfidence } from './checks.ts';
import type { Interval } from './interval.ts';
import { normalQuantile } from './quantile-functions.ts';

/** An interval for a probability, with the share that was observed. */
export interface ProportionInterval extends Interval {
  readonly proportion: number;
  readonly n: number;
}

/**
 * Wilson's score interval for a probability (Wilson 1927), good also for small n and shares of 0 or 1.
 * Throws SAMPLE_INVALID unless 0 ≤ successes ≤ trials and trials ≥ 1, and CONFIDENCE_INVALID.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): ProportionInterval {
  checkConfidence(confidence);
  const isCount = Number.isSafeInteger(successes) && Number.isSafeInteger(trials);
  if (!isCount || trials < 1 || successes < 0 || successes > trials) {
    throw new VeinlineError(
      'SAMPLE_INVALID',
      `${successes} successes in ${trials} trials is no proportion.`,
      {
        hint: 'Both are whole numbers, with 0 ≤ successes ≤ trials and at least one trial.',
        details: { successes, trials },
      },
    );
  }
  const proportion = successes / trials;
  const z = normalQuantile((1 + confidence) / 2);
  const scale = 1 + (z * z) / trials;
  const centre = (proportion + (z * z) / (2 * trials)) / scale;
  const spread =
    (z * Math.sqrt((proportion * (1 - proportion)) / trials + ((z / trials) * (z / trials)) / 4)) / scale;
  return {
    proportion,
    low: successes === 0 ? 0 : Math.max(0, centre - spread),
    high: successes === trials ? 1 : Math.min(1, centre + spread),
    n: trials,
    confidence,
  };
}
