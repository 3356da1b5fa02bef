import type { ExperimentResults, ExperimentView, ModelView } from '@veinline/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { FigureFrame } from '../../../charts/statistics/figure.tsx';
import { filePath } from '../../../data/experiments.ts';
import { isShort, statusText } from '../../../domain/experiment-status.ts';
import { wordsOf } from '../../../domain/words.ts';
import { Segmented } from '../../../parts/segmented.tsx';
import { Chips } from './chips.tsx';
import { DifferencesTab } from './differences-tab.tsx';
import { badgeText } from './experiment-head.tsx';
import { OutputsTab } from './outputs-tab.tsx';
import type { ResultProps } from './result-props.ts';
import { SensitivityTab } from './sensitivity-tab.tsx';
import { SweepTab } from './sweep-tab.tsx';
import type { Tab } from './tabs.ts';
import { TimeTab } from './time-tab.tsx';

const route = getRouteApi('/experiments/$experimentId');

interface ResultTabProps {
  readonly tab: Tab['key'];
  readonly experiment: ExperimentView;
  readonly results: ExperimentResults;
  readonly model: ModelView | undefined;
}

const names = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean);

/** Outputs or series that there are, in the order of the first scenario. */
function available(tab: Tab['key'], results: ExperimentResults): string[] {
  if (tab === 'sensitivity') return [...new Set(results.effects.map(({ output }) => output))];
  const all = results.scenarios.flatMap(({ outputs, fans }) =>
    tab === 'time' ? fans.map(({ name }) => name) : outputs.map(({ output }) => output),
  );
  return [...new Set(all)];
}

/** A tab of results under the choice of outputs and of charts or tables. */
export function ResultTab({ tab, experiment, results, model }: ResultTabProps): JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { progress } = experiment;
  const all = available(tab, results);
  const wanted = all.filter((name) => names(search.outputs).includes(name));
  // Sweep and sensitivity charts are tall: they begin with one output, the others show all.
  const first = tab === 'sweep' || tab === 'sensitivity' ? all.slice(0, 1) : all;
  const shown = wanted.length > 0 ? wanted : first;
  const isTable = search.view === 'table';
  const frame: FigureFrame = {
    badge: `${badgeText(experiment)} · ${experiment.name}`,
    fileStem: `veinline-${experiment.id}`,
    isTable,
  };
  const props: ResultProps = { experiment, results, model, shown, frame };
  if (all.length === 0) {
    return (
      <p className="calm">
        No results: {statusText(progress).toLowerCase()} before the first run was finished.
      </p>
    );
  }
  const exports = experiment.files.filter((name) => /^(results|series)\.(csv|parquet)$/.test(name));
  return (
    <>
      {isShort(progress.status) && experiment.error === null && (
        <p className="short-note num" role="note">
          <b>{statusText(progress)}.</b> The numbers below rest on the runs that were finished.
        </p>
      )}
      <div className="result-tools">
        <Chips
          label={tab === 'time' ? 'Series' : 'Outputs'}
          items={all.map((name) => ({ key: name, text: wordsOf(name) }))}
          chosen={shown}
          onChange={(next) =>
            void navigate({
              search: (known) => ({ ...known, outputs: next.length > 0 ? next.join(',') : undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <div className="toolbar">
          {tab !== 'differences' && (
            <Segmented
              label="View"
              choices={[
                ['chart', 'Charts'],
                ['table', 'Tables'],
              ]}
              value={isTable ? 'table' : 'chart'}
              onChange={(view) =>
                void navigate({
                  search: (known) => ({ ...known, view: view === 'table' ? view : undefined }),
                  resetScroll: false,
                })
              }
            />
          )}
          {exports.map((name) => (
            <a key={name} className="button quiet" href={filePath(experiment.id, name)} download>
              {name}
            </a>
          ))}
        </div>
      </div>
      {tab === 'outputs' && <OutputsTab {...props} />}
      {tab === 'time' && <TimeTab {...props} />}
      {tab === 'differences' && <DifferencesTab {...props} />}
      {tab === 'sweep' && <SweepTab {...props} />}
      {tab === 'sensitivity' && <SensitivityTab {...props} />}
    </>
  );
}
