import type { ExperimentView } from '@veinline/contracts';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useModels, useStartExperiment } from '../../../data/experiments.ts';
import { figureText } from '../../../domain/estimate.ts';
import { rerunOf } from '../../../domain/rerun.ts';
import { groupedText } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';

type ExperimentError = NonNullable<ExperimentView['error']>;

/** What failed, in which replication, at what simulated time, and a button that runs exactly that again. */
export function FailurePanel(props: { experiment: ExperimentView; error: ExperimentError }): JSX.Element {
  const { experiment, error } = props;
  const navigate = useNavigate();
  const launch = useStartExperiment();
  const model = useModels().data?.models.find(({ id }) => id === experiment.model);
  const timeUnit = model?.timeUnit ?? '';
  const rerun = rerunOf(experiment.request, error);
  const facts = [
    ['Scenario', error.scenario],
    ['Replication', error.replication?.toString()],
    ['Seed', error.seed === undefined ? undefined : groupedText(error.seed)],
    [
      'Simulated time',
      error.simulatedTime === undefined ? undefined : `${figureText(error.simulatedTime, 2)} ${timeUnit}`,
    ],
    ['Code', error.code],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined);
  const { done } = experiment.progress;
  return (
    <Panel
      title={experiment.progress.status === 'failed' ? 'The run failed' : 'A replication failed'}
      className="run-failure"
    >
      <p>
        <b>{error.message}</b> {error.hint}
      </p>
      <dl className="failure-facts num">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="toolbar">
        {rerun && (
          <button
            type="button"
            className="button strong"
            disabled={launch.isPending}
            onClick={() =>
              launch.mutate(rerun.request, {
                onSuccess: ({ id }) =>
                  void navigate({
                    to: '/experiments/$experimentId',
                    params: { experimentId: id },
                    search: {},
                  }),
              })
            }
          >
            {launch.isPending ? 'Starting…' : rerun.label}
          </button>
        )}
        <span className="muted num">
          {done > 0 ? `The results of ${groupedText(done)} finished runs are kept.` : 'No run was finished.'}
        </span>
      </div>
      {launch.error !== null && (
        <p className="problem" role="alert">
          {launch.error.message}
        </p>
      )}
    </Panel>
  );
}
