import type { ExperimentView } from '@veinline/contracts';
import { IconFlask } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../../../data/clock.ts';
import { filePath } from '../../../data/experiments.ts';
import { kindText, statusText } from '../../../domain/experiment-status.ts';
import { duration, fullInstant, shortInstant } from '../../../domain/format.ts';

/** `Simulated · seed 42`: what a page, a figure and a file of an experiment are marked with. */
export function badgeText({ request }: ExperimentView): string {
  return `Simulated · seed ${request.plan.seed}`;
}

/** Name, badge, status and origin of an experiment, with what can be done with it; hatched, for it is not the plant. */
export function ExperimentHead({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const { id, name, kind, model, progress, files, createdAt, finishedAt } = experiment;
  const now = useNow(10);
  const took = finishedAt === null ? progress.elapsedMs : finishedAt - createdAt;
  return (
    <header className="experiment-head">
      <nav className="crumbs" aria-label="Where you are">
        <Link to="/experiments">Experiments</Link> <span aria-hidden>/</span>
      </nav>
      <h1 title={name}>{name}</h1>
      <span className="source-badge num" data-kind="simulated">
        <IconFlask size={14} aria-hidden />
        {badgeText(experiment)}
      </span>
      <p className="experiment-status num" data-status={progress.status} role="status">
        {statusText(progress)}
      </p>
      <p className="experiment-origin muted num" title={`Started ${fullInstant(createdAt)}`}>
        {kindText(kind)} · {model} · {shortInstant(createdAt, now)} UTC
        {finishedAt !== null && ` · took ${took < 1000 ? 'under 1 s' : duration(took)}`}
      </p>
      <div className="toolbar">
        {files.includes('manifest.json') && (
          <a className="button" href={filePath(id, 'manifest.json')} download>
            Manifest
          </a>
        )}
        <Link to="/experiments/new" search={{ from: id }} className="button">
          Change and run again
        </Link>
      </div>
    </header>
  );
}
