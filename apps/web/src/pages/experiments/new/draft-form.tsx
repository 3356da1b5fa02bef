import type { ModelView } from '@veinline/contracts';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../../data/api.ts';
import { useStartExperiment } from '../../../data/experiments.ts';
import type { Draft } from '../../../domain/experiment-draft.ts';
import {
  placeOf,
  requestOf,
  sizeOf,
  withoutPlace,
  type Problems,
} from '../../../domain/experiment-request.ts';
import { kinds } from '../../../domain/experiment-status.ts';
import type { Field } from '../../../domain/parameter-fields.ts';
import { leversOf } from '../../../domain/parameter-values.ts';
import { runCountText } from '../../../domain/run-count.ts';
import { countText } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Segmented } from '../../../parts/segmented.tsx';
import { ExperimentAxes } from './experiment-axes.tsx';
import { ExperimentFactors } from './experiment-factors.tsx';
import { PlanForm } from './plan-form.tsx';
import { ScenarioForms } from './scenario-forms.tsx';

interface DraftFormProps {
  readonly model: ModelView;
  readonly fields: readonly Field[];
  readonly start: Draft;
}

const noProblems: Problems = new Map();

/** The form of a new experiment, with all it will run and one button that starts it. */
export function DraftForm({ model, fields, start }: DraftFormProps): JSX.Element {
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState(noProblems);
  const form = useRef<HTMLFormElement>(null);
  const isFocusWanted = useRef(false);
  const navigate = useNavigate();
  const launch = useStartExperiment();
  const levers = useMemo(() => leversOf(fields, draft.scenarios[0]?.values ?? {}), [fields, draft.scenarios]);

  // Once the problems of an attempt are drawn, the first of them gets the focus.
  useEffect(() => {
    if (!isFocusWanted.current) return;
    isFocusWanted.current = false;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  /** Takes a change and drops the problems of the place it was made at. */
  const change = (next: Partial<Draft>, place: string): void => {
    setDraft((known) => ({ ...known, ...next }));
    setProblems((known) => withoutPlace(known, place));
  };
  const show = (found: Problems): void => {
    isFocusWanted.current = true;
    setProblems(found);
  };
  const submit = (): void => {
    const { request, problems: found } = requestOf(draft, model, fields);
    show(found);
    if (found.size > 0) return;
    launch.mutate(request, {
      onSuccess: ({ id }) =>
        void navigate({ to: '/experiments/$experimentId', params: { experimentId: id } }),
      onError: (error) => {
        if (error instanceof ApiError) show(new Map(error.errors.map((e) => [placeOf(e.path), e.message])));
      },
    });
  };
  const replications = Number(draft.plan.replications) || 0;
  const sentence = kinds.find(([kind]) => kind === draft.kind)?.[2];
  return (
    <form
      ref={form}
      className="draft"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="draft-main">
        <Panel
          title="Kind"
          aside={
            <Segmented
              label="Kind of experiment"
              choices={kinds.map(([kind, label]) => [kind, label] as const)}
              value={draft.kind}
              onChange={(kind) => {
                change({ kind }, 'scenarios');
                setProblems(noProblems);
              }}
            />
          }
        >
          <p className="muted">{sentence}</p>
        </Panel>
        {draft.kind === 'sweep' && (
          <ExperimentAxes draft={draft} levers={levers} problems={problems} onChange={change} />
        )}
        {draft.kind === 'sensitivity' && (
          <ExperimentFactors draft={draft} levers={levers} problems={problems} onChange={change} />
        )}
        <ScenarioForms draft={draft} model={model} fields={fields} problems={problems} onChange={change} />
      </div>
      <aside className="draft-side" aria-label="Plan and start">
        <PlanForm draft={draft} outputs={model.outputs} problems={problems} onChange={change} />
        <Panel title="What will run">
          <p className="run-count num" aria-live="polite">
            {runCountText(sizeOf(draft, levers), replications, draft.plan.isPrecise)}
          </p>
          <button type="submit" className="button strong start" disabled={launch.isPending}>
            {launch.isPending ? 'Starting…' : 'Start experiment'}
          </button>
          <Complaints problems={problems} error={launch.error} />
        </Panel>
      </aside>
    </form>
  );
}

/** Everything that keeps the experiment from starting, in one place; each is at its field too. */
function Complaints({ problems, error }: { problems: Problems; error: Error | null }): JSX.Element {
  const isAnswer = error instanceof ApiError;
  return (
    <div role="alert" className="complaints">
      {error !== null && (
        <p>
          <b>{error.message}</b> {isAnswer && error.hint}
          <small>Code {isAnswer ? error.code : error.name}</small>
        </p>
      )}
      {problems.size > 0 && (
        <>
          <p>{countText(problems.size, 'thing')} to correct:</p>
          <ul>
            {[...problems].map(([place, message]) => (
              <li key={place}>
                <code>{place.replace(/^scenarios\.\d+\.parameters\./, '')}</code> {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
