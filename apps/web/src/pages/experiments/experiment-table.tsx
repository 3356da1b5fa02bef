import type { ExperimentView } from '@veinline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../../data/clock.ts';
import {
  isFinished,
  kindText,
  planText,
  scenariosOf,
  shareDone,
  statusText,
} from '../../domain/experiment-status.ts';
import { duration, fullInstant, shortInstant } from '../../domain/format.ts';
import { countText, groupedText } from '../../domain/words.ts';
import { ProgressBar } from './progress-bar.tsx';

/** One line per experiment with its name as the link to it. */
export function ExperimentTable({ experiments }: { experiments: readonly ExperimentView[] }): JSX.Element {
  return (
    <table className="table num experiment-table">
      <thead>
        <tr>
          <th>Name</th>
          <th>Kind</th>
          <th>Model</th>
          <th>Status</th>
          <th>Plan</th>
          <th>Seed</th>
          <th>Started (UTC)</th>
          <th>Took</th>
        </tr>
      </thead>
      <tbody>
        {experiments.map((experiment) => (
          <Row key={experiment.id} experiment={experiment} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const now = useNow();
  const { id, name, kind, model, progress, request, createdAt, finishedAt, error } = experiment;
  const isOver = isFinished(progress.status);
  const took = isOver && finishedAt !== null ? finishedAt - createdAt : progress.elapsedMs;
  return (
    <tr>
      <td>
        <Link to="/experiments/$experimentId" params={{ experimentId: id }} className="link">
          {name}
        </Link>
      </td>
      <td>
        {kindText(kind)}
        {kind === 'compare' && <small>{countText(scenariosOf(request).length, 'scenario')}</small>}
      </td>
      <td>{model}</td>
      <td className="status-cell" data-status={progress.status}>
        {statusText(progress)}
        {!isOver && <ProgressBar share={shareDone(progress)} label={`Progress of ${name}`} />}
        {error !== null && <small>{error.message}</small>}
      </td>
      <td>
        {planText(request)}
        {progress.total !== request.plan.replications && <small>{countText(progress.total, 'run')}</small>}
      </td>
      <td>{groupedText(request.plan.seed)}</td>
      <td title={fullInstant(createdAt)}>{shortInstant(createdAt, now)}</td>
      <td>{progress.status === 'queued' ? '–' : took < 1000 ? 'under 1 s' : duration(took)}</td>
    </tr>
  );
}
