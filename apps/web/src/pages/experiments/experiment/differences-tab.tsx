import type { Difference, OutputSummary } from '@veinline/contracts';
import type { JSX } from 'react';
import {
  differenceText,
  estimateText,
  relativeText,
  unitText,
  verdictText,
} from '../../../domain/estimate.ts';
import { countText, wordsOf } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import { IntervalBar } from './interval-bar.tsx';
import type { ResultProps } from './result-props.ts';

interface Row {
  readonly scenario: string;
  readonly summary: OutputSummary | undefined;
  readonly difference: Difference | undefined;
}

/** Every output of every scenario against the baseline, with the interval of the difference and what it means. */
export function DifferencesTab(props: ResultProps): JSX.Element {
  const { results, shown, model } = props;
  const [baseline] = results.scenarios;
  const clear = results.differences.filter(
    ({ isSignificant, output }) => isSignificant && shown.includes(output),
  );
  const all = results.differences.filter(({ output }) => shown.includes(output));
  return (
    <Panel
      title={`Differences from the baseline “${baseline?.name ?? ''}”`}
      aside={
        <span className="muted num">
          {clear.length} of {countText(all.length, 'difference')} {clear.length === 1 ? 'is' : 'are'} clear at{' '}
          {Number((results.confidence * 100).toFixed(1))} %
        </span>
      }
    >
      <p className="figure-summary">
        All scenarios met the same random events, so each difference is taken replication by replication. A
        difference is clear when its interval leaves out zero.
      </p>
      <div
        className="figure-table tallest"
        tabIndex={0}
        role="region"
        aria-label="Differences from the baseline"
      >
        <table className="table num differences">
          <thead>
            <tr>
              <th>Output</th>
              <th>Scenario</th>
              <th>Mean (interval)</th>
              <th>Difference (interval)</th>
              <th className="right">Relative</th>
              <th aria-hidden>Lower · higher</th>
              <th>In words</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((output) => (
              <OutputRows
                key={output}
                {...props}
                output={output}
                description={model?.outputs.find(({ name }) => name === output)?.description ?? ''}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function OutputRows(props: ResultProps & { output: string; description: string }): JSX.Element {
  const { results, output, description } = props;
  const rows = results.scenarios.map(({ name, outputs }): Row => ({
    scenario: name,
    summary: outputs.find((item) => item.output === output),
    difference: results.differences.find((item) => item.scenario === name && item.output === output),
  }));
  const base = rows[0]?.summary?.mean ?? null;
  const reach = Math.max(
    ...rows.flatMap(({ difference }) => [Math.abs(difference?.low ?? 0), Math.abs(difference?.high ?? 0)]),
    1e-12,
  );
  return (
    <>
      {rows.map(({ scenario, summary, difference }, at) => (
        <tr key={scenario} data-first={at === 0}>
          {at === 0 && (
            <td rowSpan={rows.length}>
              <b>
                {wordsOf(output)}
                {unitText(summary?.unit ?? '') !== '' && <span className="muted"> {summary?.unit}</span>}
              </b>
              <small>{description}</small>
            </td>
          )}
          <td>{scenario}</td>
          <td>{summary ? estimateText(summary, summary.unit, results.confidence) : '–'}</td>
          {difference === undefined ? (
            <td colSpan={4} className="muted">
              {at === 0 ? 'Baseline' : 'No difference reported'}
            </td>
          ) : (
            <>
              <td className={difference.isSignificant ? 'strong' : ''}>
                {differenceText(difference, difference.unit, results.confidence)}
              </td>
              <td className="right">{relativeText(difference.mean, base)}</td>
              <td>
                <IntervalBar interval={difference} reach={reach} isClear={difference.isSignificant} />
              </td>
              <td className={difference.isSignificant ? 'strong' : 'muted'}>{verdictText(difference)}</td>
            </>
          )}
        </tr>
      ))}
    </>
  );
}
