import type { ModelView } from '@veinline/contracts';
import type { JSX } from 'react';
import { useState } from 'react';
import { copyOfScenario, type Draft, type ScenarioDraft } from '../../../domain/experiment-draft.ts';
import type { Problems } from '../../../domain/experiment-request.ts';
import type { Field, Json, JsonObject } from '../../../domain/parameter-fields.ts';
import { isSame, leavesOf, valueAt, withValue } from '../../../domain/parameter-values.ts';
import { countText } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Labelled } from './labelled.tsx';
import { ParameterList, type ParameterFrame } from './parameter-list.tsx';

interface ScenarioFormsProps {
  readonly draft: Draft;
  readonly model: ModelView;
  readonly fields: readonly Field[];
  readonly problems: Problems;
  readonly onChange: (next: Partial<Draft>, place: string) => void;
}

const mostScenarios = 20;

/** The scenarios of a draft, one open at a time; all but a comparison have one. */
export function ScenarioForms({ draft, model, fields, problems, onChange }: ScenarioFormsProps): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const isComparison = draft.kind === 'compare';
  const at = isComparison ? Math.min(chosen, draft.scenarios.length - 1) : 0;
  const scenario = draft.scenarios[at];
  if (scenario === undefined) return <></>;
  const baseline = draft.scenarios[0] ?? scenario;
  const set = (next: Partial<ScenarioDraft>, place: string): void =>
    onChange(
      { scenarios: draft.scenarios.map((item, index) => (index === at ? { ...item, ...next } : item)) },
      `scenarios.${at}.${place}`,
    );
  const isBaseline = at === 0;
  const frame: ParameterFrame = {
    values: scenario.values,
    reference: isBaseline ? (model.defaults as JsonObject) : baseline.values,
    referenceName: isBaseline ? 'default' : 'baseline',
    problemAt: (path) => problems.get(`scenarios.${at}.parameters.${path}`),
    problemsBelow: (path) =>
      [...problems].flatMap(([key, message]) =>
        key.startsWith(`scenarios.${at}.parameters.${path}.`) ? [message] : [],
      ),
    onChange: (path: readonly string[], value: Json | undefined) =>
      set({ values: withValue(scenario.values, path, value) }, `parameters.${path.join('.')}`),
  };
  const changed = leavesOf(fields).filter(
    ({ path }) => !isSame(valueAt(scenario.values, path), valueAt(frame.reference, path)),
  );
  return (
    <Panel
      title={isComparison ? 'Scenarios' : 'Scenario'}
      aside={
        <span className="muted num">
          {changed.length === 0
            ? `Nothing differs from the ${frame.referenceName === 'default' ? 'defaults' : 'baseline'}`
            : `${countText(changed.length, 'value')} differ${changed.length === 1 ? 's' : ''} from the ${frame.referenceName === 'default' ? 'defaults' : 'baseline'}`}
        </span>
      }
    >
      {isComparison && (
        <ScenarioTabs
          draft={draft}
          chosen={at}
          problems={problems}
          onChoose={setChosen}
          onScenarios={(scenarios) => onChange({ scenarios }, 'scenarios')}
        />
      )}
      <Labelled label="Name of the scenario" problem={problems.get(`scenarios.${at}.name`)}>
        {(control) => (
          <input
            {...control}
            className="input scenario-name"
            value={scenario.name}
            maxLength={200}
            onChange={(event) => set({ name: event.target.value }, 'name')}
          />
        )}
      </Labelled>
      <ParameterList fields={fields} frame={frame} />
    </Panel>
  );
}

interface ScenarioTabsProps {
  readonly draft: Draft;
  readonly chosen: number;
  readonly problems: Problems;
  readonly onChoose: (at: number) => void;
  readonly onScenarios: (scenarios: readonly ScenarioDraft[]) => void;
}

function ScenarioTabs({ draft, chosen, problems, onChoose, onScenarios }: ScenarioTabsProps): JSX.Element {
  const { scenarios } = draft;
  const isWrong = (at: number): boolean =>
    [...problems.keys()].some((key) => key.startsWith(`scenarios.${at}.`));
  const current = scenarios[chosen];
  return (
    <div className="scenario-tabs">
      <div className="chips" role="group" aria-label="Scenario to edit">
        {scenarios.map(({ name }, at) => (
          <button
            key={at}
            type="button"
            className="chip"
            aria-pressed={at === chosen}
            onClick={() => onChoose(at)}
          >
            {name || 'No name'}
            {at === 0 && <small>baseline</small>}
            {isWrong(at) && <b className="problem">to correct</b>}
          </button>
        ))}
      </div>
      <div className="toolbar">
        <button
          type="button"
          className="button"
          disabled={scenarios.length >= mostScenarios}
          onClick={() => {
            if (current === undefined) return;
            onScenarios([...scenarios, copyOfScenario(scenarios, current)]);
            onChoose(scenarios.length);
          }}
        >
          Duplicate scenario
        </button>
        <button
          type="button"
          className="button"
          disabled={chosen === 0}
          title={chosen === 0 ? 'The baseline stays: all others are compared with it.' : undefined}
          onClick={() => {
            onScenarios(scenarios.filter((_, at) => at !== chosen));
            onChoose(chosen - 1);
          }}
        >
          Remove scenario
        </button>
      </div>
      {problems.has('scenarios') && <p className="problem">{problems.get('scenarios')}</p>}
    </div>
  );
}
