import type { ExperimentView } from '@veinline/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { usePageTitle } from '../../../app/title.ts';
import { ApiError } from '../../../data/api.ts';
import { useExperimentProgress } from '../../../data/experiment-progress.ts';
import { useExperiment, useModels, useResults } from '../../../data/experiments.ts';
import { isFinished } from '../../../domain/experiment-status.ts';
import { Failure, Loading, Panel } from '../../../parts/panel.tsx';
import '../experiments.css';
import { ExperimentHead } from './experiment-head.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { InputsTab } from './inputs-tab.tsx';
import { ResultTab } from './result-tab.tsx';
import { RunningPanel } from './running-panel.tsx';
import { chosenTab, tabsOf } from './tabs.ts';
import './experiment.css';

const route = getRouteApi('/experiments/$experimentId');

/** One experiment: while it runs its progress, afterwards what came out. */
export function ExperimentPage(): JSX.Element {
  const { experimentId } = route.useParams();
  const { data, error, refetch } = useExperiment(experimentId);
  usePageTitle(data?.name ?? 'Experiment', 'Simulated');
  if (data === undefined) {
    return (
      <div className="page">
        <h1 className="sr-only">Experiment</h1>
        {error === null ? (
          <Loading rows={8} />
        ) : (
          <Missing id={experimentId} error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  return <Experiment key={data.id} experiment={data} />;
}

function Missing({ id, error, onRetry }: { id: string; error: Error; onRetry: () => void }): JSX.Element {
  if (error instanceof ApiError && error.status === 404) {
    return (
      <p className="calm">
        There is no experiment “{id}” on this server. <Link to="/experiments">See all experiments</Link>
      </p>
    );
  }
  return <Failure error={error} onRetry={onRetry} />;
}

function Experiment({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const { id, progress, error } = experiment;
  const isOver = isFinished(progress.status);
  const lostAt = useExperimentProgress(id, !isOver);
  return (
    <div className="page experiment">
      <ExperimentHead experiment={experiment} />
      {!isOver && <RunningPanel experiment={experiment} lostAt={lostAt} />}
      {error !== null && <FailurePanel experiment={experiment} error={error} />}
      {isOver && <Outcome experiment={experiment} />}
      {!isOver && <InputsTab experiment={experiment} />}
    </div>
  );
}

/** The results, one tab at a time; the address carries the tab and what is chosen in it. */
function Outcome({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const { id, progress, kind, model: modelId } = experiment;
  const { data, error, refetch } = useResults(id, progress.status, true);
  const model = useModels().data?.models.find((item) => item.id === modelId);
  const search = route.useSearch();
  const tabs = tabsOf(kind, data);
  const tab = chosenTab(tabs, search.tab);
  return (
    <>
      <nav className="tabs" aria-label="Parts of the results">
        {tabs.map(({ key, label }) => (
          <Link
            key={key}
            to="."
            search={(known: object) => ({ ...known, tab: key })}
            className="tab"
            aria-current={key === tab ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'inputs' && <InputsTab experiment={experiment} results={data} />}
      {tab !== 'inputs' && error !== null && data === undefined && (
        <Panel title="Results">
          <Failure error={error} onRetry={() => void refetch()} />
        </Panel>
      )}
      {tab !== 'inputs' && data === undefined && error === null && <Loading rows={8} />}
      {tab !== 'inputs' && data !== undefined && (
        <ResultTab tab={tab} experiment={experiment} results={data} model={model} />
      )}
    </>
  );
}
