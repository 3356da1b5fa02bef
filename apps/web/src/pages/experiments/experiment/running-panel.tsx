import type { ExperimentView } from '@veinline/contracts';
import type { JSX } from 'react';
import { useEffect, useState } from 'react';
import type { Lost } from '../../../data/experiment-progress.ts';
import { useCancelExperiment, useModels } from '../../../data/experiments.ts';
import { decimalsFor, estimateText, figureText, unitText } from '../../../domain/estimate.ts';
import { remainingMs, shareDone, speedText } from '../../../domain/experiment-status.ts';
import { clockTime, duration } from '../../../domain/format.ts';
import { groupedText, wordsOf } from '../../../domain/words.ts';
import { Failure, Panel } from '../../../parts/panel.tsx';
import { ProgressBar } from '../progress-bar.tsx';

/** How far an experiment is, how fast, how precise so far, and the button that cancels it. */
export function RunningPanel({
  experiment,
  lostAt,
}: {
  experiment: ExperimentView;
  lostAt: Lost;
}): JSX.Element {
  const { id, progress } = experiment;
  const cancel = useCancelExperiment(id);
  const isQueued = progress.status === 'queued';
  const left = remainingMs(progress);
  const isCancelling = cancel.isPending || cancel.isSuccess;
  return (
    <Panel
      title={isQueued ? 'Waiting for a free runner' : 'Running'}
      className="running"
      aside={
        <button type="button" className="button" disabled={isCancelling} onClick={() => cancel.mutate()}>
          {isCancelling ? 'Cancelling…' : 'Cancel experiment'}
        </button>
      }
    >
      <ProgressBar share={shareDone(progress)} label="Progress of the experiment" />
      <dl className="running-figures num">
        <Item name="Runs">
          <b>{groupedText(progress.done)}</b> of {groupedText(progress.total)}
        </Item>
        <Item name="Done">
          <b>{figureText(shareDone(progress) * 100, 0)}</b> %
        </Item>
        <Item name="Speed">{isQueued ? '–' : speedText(progress)}</Item>
        <Item name="Elapsed">
          <Elapsed elapsedMs={progress.elapsedMs} isRunning={!isQueued && lostAt === null} />
        </Item>
        <Item name={experiment.request.plan.precision ? 'Left at most' : 'Left'}>
          {left === null ? '–' : `about ${left < 1000 ? '1 s' : duration(left)}`}
        </Item>
      </dl>
      <Precision experiment={experiment} />
      {lostAt !== null && (
        <p role="status">
          Progress was last heard of at {clockTime(lostAt)} UTC; the experiment runs on. Trying again.
        </p>
      )}
      {cancel.error !== null && <Failure error={cancel.error} onRetry={() => cancel.mutate()} />}
      <p className="muted">
        It runs on the server: you can close this page. If you cancel, the runs that are finished stay.
      </p>
    </Panel>
  );
}

function Item({ name, children }: { name: string; children: React.ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Time since the start, counted on between events. */
function Elapsed({ elapsedMs, isRunning }: { elapsedMs: number; isRunning: boolean }): JSX.Element {
  const [extra, setExtra] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => setExtra(isRunning ? performance.now() - from : 0), 500);
    return () => clearInterval(timer);
  }, [elapsedMs, isRunning]);
  return <>{duration(elapsedMs + Math.min(extra, 1000))}</>;
}

/** The interval so far against the half-width that ends the run. */
function Precision({ experiment }: { experiment: ExperimentView }): JSX.Element | null {
  const models = useModels().data?.models;
  const { plan } = experiment.request;
  const asked = plan.precision;
  if (asked === undefined) return null;
  const model = models?.find(({ id }) => id === experiment.model);
  const unit = model?.outputs.find(({ name }) => name === asked.output)?.unit ?? '';
  const now = experiment.progress.precision;
  const name = wordsOf(asked.output);
  if (now === null || now.mean === null) return <p className="muted">{name}: no interval yet.</p>;
  const limit = asked.halfWidth ?? (asked.relative ?? 0) * Math.abs(now.mean);
  const decimals = decimalsFor(limit);
  return (
    <div className="precision num">
      <p>
        {name} so far <b>{estimateText(now, unit, plan.confidence)}</b>
      </p>
      {now.halfWidth !== null && <PrecisionScale halfWidth={now.halfWidth} limit={limit} />}
      <p className="muted">
        Half-width {figureText(now.halfWidth, decimals + 1)} {unitText(unit)}, asked for{' '}
        {figureText(limit, decimals + 1)} {unitText(unit)}; from {now.replications} replications.
      </p>
    </div>
  );
}

const scaleWidth = 460;

/** The interval so far around its mean, over the band that it has to fit into before the run may end. */
function PrecisionScale({ halfWidth, limit }: { halfWidth: number; limit: number }): JSX.Element {
  const reach = Math.max(halfWidth, limit) * 1.15;
  const half = (value: number): number => (value / reach) * (scaleWidth / 2);
  const middle = scaleWidth / 2;
  const low = middle - half(halfWidth);
  const high = middle + half(halfWidth);
  return (
    <svg className="precision-scale" width={scaleWidth} height={22} aria-hidden>
      <rect x={middle - half(limit)} width={2 * half(limit)} y={0} height={22} />
      <line x1={low} x2={high} y1={11} y2={11} />
      <line x1={low} x2={low} y1={6} y2={16} />
      <line x1={high} x2={high} y1={6} y2={16} />
      <circle cx={middle} cy={11} r={4} />
    </svg>
  );
}
