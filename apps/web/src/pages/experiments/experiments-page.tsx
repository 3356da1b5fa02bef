import type { ExperimentView } from '@veinline/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { usePageTitle } from '../../app/title.ts';
import { useExperiments, useScenarios } from '../../data/experiments.ts';
import { kindText, statusText } from '../../domain/experiment-status.ts';
import { countText } from '../../domain/words.ts';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { ExperimentTable } from './experiment-table.tsx';
import './experiments.css';

const route = getRouteApi('/experiments');

function matches(experiment: ExperimentView, words: readonly string[]): boolean {
  const { name, model, kind, progress } = experiment;
  const text = `${name} ${model} ${kindText(kind)} ${statusText(progress)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** All experiments, newest first: what runs, what came out, what failed. */
export function ExperimentsPage(): JSX.Element {
  usePageTitle('Experiments', 'Simulated');
  const { data, error, refetch } = useExperiments();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const setFind = (text: string): void =>
    void navigate({ search: (known) => ({ ...known, find: text || undefined }), replace: true });
  const all = data?.experiments ?? [];
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter((experiment) => matches(experiment, words));
  return (
    <div className="page">
      <div className="page-head">
        <h1>Experiments</h1>
        {all.length > 0 && (
          <label className="toolbar">
            Filter
            <input
              className="input filter"
              placeholder="Name, model, kind or status"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
          </label>
        )}
        {all.length > 0 && (
          <Link to="/experiments/new" className="button strong">
            New experiment
          </Link>
        )}
      </div>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={6} />}
      {data !== undefined && all.length === 0 && <NoExperiments />}
      {all.length > 0 && shown.length === 0 && (
        <p className="calm">
          No experiment matches “{find}”.{' '}
          <button type="button" className="button" onClick={() => setFind('')}>
            Clear filter
          </button>
        </p>
      )}
      {shown.length > 0 && (
        <Panel
          title={countText(shown.length, 'experiment')}
          aside={<span className="muted">Newest first</span>}
        >
          <ExperimentTable experiments={shown} />
        </Panel>
      )}
    </div>
  );
}

function NoExperiments(): JSX.Element {
  const scenario = useScenarios().data?.scenarios[0];
  return (
    <Panel title="No experiments yet" className="empty">
      <p>An experiment runs a model many times and tells what to expect, and how surely.</p>
      <p className="toolbar">
        <Link to="/experiments/new" className="button strong">
          New experiment
        </Link>
        {scenario && (
          <Link to="/experiments/new" search={{ scenario: scenario.id }} className="link">
            Start from “{scenario.name}”
          </Link>
        )}
      </p>
    </Panel>
  );
}
