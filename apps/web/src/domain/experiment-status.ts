import type { ExperimentProgress, ExperimentRequest, ExperimentView } from '@veinline/contracts';
import { countText, groupedText } from './words.ts';

/** Names of the kinds of experiment, with the sentence that tells them apart. */
export const kinds = [
  ['run', 'Run', 'One scenario, as many replications as you ask for.'],
  ['compare', 'Compare', 'Several scenarios under the same random numbers; the first is the baseline.'],
  ['sweep', 'Sweep', 'One scenario at every combination of values on one to four axes.'],
  ['sensitivity', 'Sensitivity', 'Which parameters move an output most, between a low and a high value.'],
] as const;

/** A kind of experiment. */
export type Kind = ExperimentView['kind'];

/** `Run`, `Compare`, `Sweep` or `Sensitivity`. */
export function kindText(kind: Kind): string {
  return kinds.find(([key]) => key === kind)?.[1] ?? kind;
}

/** True once nothing more will happen to an experiment. */
export function isFinished(status: ExperimentProgress['status']): boolean {
  return status !== 'queued' && status !== 'running';
}

/** True where results may be missing or cut short. */
export function isShort(status: ExperimentProgress['status']): boolean {
  return status === 'partial' || status === 'cancelled' || status === 'failed';
}

/** The status in words: `Running, 412 of 900`, `Complete`, `Cancelled after 120 of 900`. */
export function statusText({ status, done, total }: ExperimentProgress): string {
  const share = `${groupedText(done)} of ${groupedText(total)}`;
  switch (status) {
    case 'queued':
      return 'Waiting to start';
    case 'running':
      return `Running, ${share}`;
    case 'complete':
      return done < total ? `Complete, precise enough after ${groupedText(done)}` : 'Complete';
    case 'partial':
      return `Partial, ${share}`;
    case 'cancelled':
      return `Cancelled after ${share}`;
    case 'failed':
      return done > 0 ? `Failed after ${share}` : 'Failed';
  }
}

/** Share of the work done, 0 to 1. */
export function shareDone({ done, total }: ExperimentProgress): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}

/** Simulation events per second so far: `1.2 million events/s`. */
export function speedText({ events, elapsedMs }: ExperimentProgress): string {
  if (elapsedMs <= 0) return '–';
  const rate = (events / elapsedMs) * 1000;
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} million events/s`;
  return `${groupedText(rate)} events/s`;
}

/** Time that the rest will take at the speed so far, in milliseconds; null before anything is done. */
export function remainingMs(progress: ExperimentProgress): number | null {
  const { done, total, elapsedMs } = progress;
  return done > 0 && elapsedMs > 0 ? (elapsedMs / done) * (total - done) : null;
}

/** The scenarios a request names; one for all kinds but a comparison. */
export function scenariosOf(request: ExperimentRequest) {
  return request.kind === 'compare' ? request.scenarios : [request.scenario];
}

/** `30 replications`, or `at most 200 replications, until …`. */
export function planText({ plan }: ExperimentRequest): string {
  const count = countText(plan.replications, 'replication');
  return plan.precision === undefined ? count : `at most ${count}`;
}
