import type { ExperimentResults, ExperimentView } from '@veinline/contracts';
import type { JSX } from 'react';
import { useMemo, useState } from 'react';
import { filePath, useModels } from '../../../data/experiments.ts';
import { confidenceText, unitText } from '../../../domain/estimate.ts';
import { planText, scenariosOf } from '../../../domain/experiment-status.ts';
import { fieldsOf, type JsonObject } from '../../../domain/parameter-fields.ts';
import { isSame, leavesOf, overlaid, valueAt } from '../../../domain/parameter-values.ts';
import { groupedText, wordsOf } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { valueWords } from '../../../domain/value-words.ts';

const fileNotes: Record<string, string> = {
  'manifest.json': 'All it takes to repeat the experiment, with the hash of its results',
  'results.csv': 'Every output of every replication, as text',
  'results.parquet': 'Every output of every replication, for analysis programs',
  'series.csv': 'Every series of every replication, as text',
  'series.parquet': 'Every series of every replication, for analysis programs',
};

interface InputsTabProps {
  readonly experiment: ExperimentView;
  readonly results?: ExperimentResults | undefined;
}

/** What was asked for, and the files that came out. */
export function InputsTab({ experiment, results }: InputsTabProps): JSX.Element {
  const { id, files } = experiment;
  return (
    <div className="inputs-tab">
      <div>
        <PlanPanel experiment={experiment} />
        <RequestPanel experiment={experiment} />
      </div>
      <div>
        <ParametersPanel experiment={experiment} />
        {files.length > 0 && (
          <Panel title="Files">
            <ul className="files">
              {files.map((name) => (
                <li key={name}>
                  <a className="link" href={filePath(id, name)} download>
                    {name}
                  </a>
                  <span className="muted">{fileNotes[name] ?? ''}</span>
                </li>
              ))}
            </ul>
            {results && <Hashes results={results} />}
          </Panel>
        )}
      </div>
    </div>
  );
}

function Hashes({ results }: { results: ExperimentResults }): JSX.Element {
  const shown = results.scenarios.slice(0, 8);
  return (
    <dl className="facts num">
      {shown.map(({ name, resultHash }) => (
        <div key={`${name} ${resultHash}`}>
          <dt>Result hash{shown.length > 1 && `, ${name}`}</dt>
          <dd>
            <code>{resultHash}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function PlanPanel({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const { request } = experiment;
  const { plan } = request;
  const { precision } = plan;
  const rows: (readonly [string, string])[] = [
    ['Seed', groupedText(plan.seed)],
    ['Replications', planText(request)],
    ['Confidence', confidenceText(plan.confidence)],
  ];
  if (precision) {
    const width =
      precision.halfWidth === undefined
        ? `${(precision.relative ?? 0) * 100} % of the mean`
        : String(precision.halfWidth);
    rows.push(['Until', `half-width of ${wordsOf(precision.output).toLowerCase()} is ${width}`]);
  }
  if (request.kind === 'sweep') {
    for (const { path, values } of request.axes) {
      const text = values.map((value) => valueWords(value)).join(', ');
      rows.push([`Axis ${path}`, text]);
    }
  }
  if (request.kind === 'sensitivity') {
    const isMorris = request.method === 'morris';
    rows.push([
      'Method',
      isMorris ? `Morris, ${request.samples} trajectories` : `Sobol, ${request.samples} base samples`,
    ]);
    for (const { path, low, high } of request.factors) rows.push([`Factor ${path}`, `${low} to ${high}`]);
  }
  return (
    <Panel title="Plan">
      <dl className="facts num">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Parameters of all scenarios that differ from the model's defaults, side by side. */
function ParametersPanel({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const model = useModels().data?.models.find(({ id }) => id === experiment.model);
  const fields = useMemo(() => (model ? fieldsOf(model.parameters as JsonObject) : []), [model]);
  if (model === undefined)
    return <Panel title="Parameters">This server no longer has the model {experiment.model}.</Panel>;
  const defaults = model.defaults as JsonObject;
  const scenarios = scenariosOf(experiment.request).map(({ name, parameters }) => {
    return { name, values: overlaid(fields, defaults, parameters as JsonObject) };
  });
  const changed = leavesOf(fields).filter(({ path }) =>
    scenarios.some(({ values }) => !isSame(valueAt(values, path), valueAt(defaults, path))),
  );
  return (
    <Panel title="Parameters that differ from the defaults">
      {changed.length === 0 && <p className="calm">None: all values are the model’s defaults.</p>}
      {changed.length > 0 && (
        <div className="figure-table" tabIndex={0} role="region" aria-label="Parameters">
          <table className="table num">
            <thead>
              <tr>
                <th>Parameter</th>
                <th>Default</th>
                {scenarios.map(({ name }) => (
                  <th key={name}>{name}</th>
                ))}
                <th>Unit</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ path, unit }) => (
                <tr key={path.join('.')}>
                  <td>
                    {path
                      .map((key, at) => (at === 0 ? wordsOf(key) : wordsOf(key).toLowerCase()))
                      .join(' › ')}
                  </td>
                  <td className="muted">{valueWords(valueAt(defaults, path))}</td>
                  {scenarios.map(({ name, values }) => {
                    const value = valueAt(values, path);
                    const isDefault = isSame(value, valueAt(defaults, path));
                    return (
                      <td key={name} className={isDefault ? 'muted' : 'strong'}>
                        {valueWords(value)}
                      </td>
                    );
                  })}
                  <td>{unitText(unit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function RequestPanel({ experiment }: { experiment: ExperimentView }): JSX.Element {
  const [copied, setCopied] = useState('');
  const text = JSON.stringify(experiment.request, null, 2);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied('Copied.'),
      () => setCopied('The browser refused to copy.'),
    );
  };
  return (
    <Panel
      title="Request as JSON"
      aside={
        <span className="toolbar">
          <span role="status" className="muted">
            {copied}
          </span>
          <button type="button" className="button quiet" onClick={copy}>
            Copy
          </button>
        </span>
      }
    >
      <details className="request-details">
        <summary>The body of POST /api/experiments that starts it again</summary>
        <pre className="request" tabIndex={0} role="region" aria-label="Request as JSON">
          {text}
        </pre>
      </details>
    </Panel>
  );
}
