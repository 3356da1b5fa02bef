import type { ExperimentView, ModelView, ScenarioView } from '@veinline/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMemo } from 'react';
import { usePageTitle } from '../../../app/title.ts';
import { useExperiment, useModels, useScenarios } from '../../../data/experiments.ts';
import { draftOf, newDraft } from '../../../domain/experiment-draft.ts';
import { fieldsOf, type JsonObject } from '../../../domain/parameter-fields.ts';
import { Failure, Loading, Panel } from '../../../parts/panel.tsx';
import { DraftForm } from './draft-form.tsx';
import '../experiments.css';
import './new-experiment.css';

const route = getRouteApi('/experiments/new');

/** Writes an experiment: what to start from, what to change, how often to run it. */
export function NewExperimentPage(): JSX.Element {
  usePageTitle('New experiment', 'Simulated');
  const search = route.useSearch();
  const models = useModels();
  const scenarios = useScenarios();
  const source = useExperiment(search.from ?? '', search.from !== undefined);
  const error = models.error ?? scenarios.error ?? source.error;
  const isReady = models.data && scenarios.data && (search.from === undefined || source.data);
  const retry = (): void => {
    void models.refetch();
    void scenarios.refetch();
    if (search.from !== undefined) void source.refetch();
  };
  return (
    <div className="page new-experiment">
      <div className="page-head">
        <nav className="crumbs" aria-label="Where you are">
          <Link to="/experiments">Experiments</Link> <span aria-hidden>/</span>
        </nav>
        <h1>New experiment</h1>
      </div>
      {error !== null && !isReady && <Failure error={error} onRetry={retry} />}
      {error === null && !isReady && <Loading rows={8} />}
      {isReady && (
        <Starter
          models={models.data.models}
          scenarios={scenarios.data.scenarios}
          source={search.from === undefined ? null : (source.data ?? null)}
        />
      )}
    </div>
  );
}

interface StarterProps {
  readonly models: readonly ModelView[];
  readonly scenarios: readonly ScenarioView[];
  readonly source: ExperimentView | null;
}

/** Chooses what the draft starts from; another choice starts another draft. */
function Starter({ models, scenarios, source }: StarterProps): JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const hasModel = (id: string): boolean => models.some((model) => model.id === id);
  const usable = scenarios.filter((scenario) => hasModel(scenario.model));
  const named = usable.find((scenario) => scenario.id === search.scenario);
  const scenario = named ?? (search.model === undefined && source === null ? (usable[0] ?? null) : null);
  const modelId = source?.model ?? scenario?.model ?? search.model;
  const model = models.find(({ id }) => id === modelId) ?? models[0];
  const fields = useMemo(() => (model ? fieldsOf(model.parameters as JsonObject) : []), [model]);
  if (model === undefined) return <p className="calm">This server has no model to run.</p>;
  const value = source ? 'from' : scenario ? `scenario ${scenario.id}` : `model ${model.id}`;
  const choose = (choice: string): void => {
    const [kind = '', ...id] = choice.split(' ');
    if (kind !== 'from') void navigate({ search: { [kind]: id.join(' ') }, replace: true });
  };
  return (
    <>
      <Panel title="Start from">
        <div className="start-from">
          <select
            className="input"
            aria-label="Start from"
            value={value}
            onChange={(event) => choose(event.target.value)}
          >
            {source && <option value="from">Experiment: {source.name}</option>}
            <optgroup label="Shipped scenarios">
              {usable.map(({ id, name }) => (
                <option key={id} value={`scenario ${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
            <optgroup label="Models with their defaults">
              {models.map(({ id, title }) => (
                <option key={id} value={`model ${id}`}>
                  {title}
                </option>
              ))}
            </optgroup>
          </select>
          <p>{scenario ? scenario.description : model.description}</p>
          <p className="muted">
            Model <code>{model.id}</code> version {model.version}
          </p>
        </div>
      </Panel>
      <DraftForm
        key={`${value} ${source?.id ?? ''}`}
        model={model}
        fields={fields}
        start={source ? draftOf(source.request, model, fields) : newDraft(model, fields, scenario)}
      />
    </>
  );
}
