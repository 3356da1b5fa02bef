import type { ExperimentResult } from './result.ts';
import type { WarmUp } from '@veinline/stats';
import { fanChart } from './summary.ts';
import { mser5 } from '@veinline/stats';

/**
 * Where the warm-up of a series ends by MSER-5, judged on its mean over the replications; the truncation counts points
 * of the series. Throws SAMPLE_TOO_SMALL for a series of fewer than 50 points, SAMPLE_INVALID if nobody observed one.
 */
export function warmUpOf(result: ExperimentResult, series: string): WarmUp {
  return mser5(fanChart(result, series).mean);
}
