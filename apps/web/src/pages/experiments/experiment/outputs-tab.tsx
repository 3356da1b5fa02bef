import type { JSX } from 'react';
import { boxHeight, boxOption, type BoxRow } from '../../../charts/statistics/box-option.ts';
import { Figure, Legend, type FigureTable } from '../../../charts/statistics/figure.tsx';
import type { LegendEntry } from '../../../charts/statistics/figure-png.ts';
import { decimalsFor, estimateText, figureText, spanText, unitText } from '../../../domain/estimate.ts';
import { titleOf } from '../../../domain/value-words.ts';
import { wordsOf } from '../../../domain/words.ts';
import { Panel } from '../../../parts/panel.tsx';
import type { ResultProps } from './result-props.ts';

const legend: readonly LegendEntry[] = [
  { swatch: 'box', text: 'middle half, line at the median' },
  { swatch: 'whisker', text: 'P10 to P90' },
  { swatch: 'dot', text: 'one replication' },
];

/** Rows of one output over the scenarios that observed it. */
function rowsOf({ results }: ResultProps, output: string): readonly BoxRow[] {
  return results.scenarios.flatMap(({ name, outputs }) => {
    const summary = outputs.find((item) => item.output === output);
    return summary === undefined ? [] : [{ name, summary }];
  });
}

/** Every output with its mean, interval and quantiles, then its spread over replications as a box plot. */
export function OutputsTab(props: ResultProps): JSX.Element {
  const { results, shown, frame } = props;
  const isSingle = results.scenarios.length === 1;
  return (
    <>
      <KeyFigures {...props} />
      {!frame.isTable && <Legend entries={legend} />}
      <div className="figures" data-columns={isSingle && !frame.isTable ? 3 : 2}>
        {shown.map((output) => {
          const rows = rowsOf(props, output);
          return (
            <Figure
              key={output}
              title={titleOf(output, rows[0]?.summary.unit ?? '')}
              summary={boxSummary(rows)}
              option={boxOption(rows, results.confidence)}
              height={boxHeight(rows.length)}
              table={boxTable(rows)}
              frame={frame}
              legend={legend}
              isLegendShown={false}
            />
          );
        })}
      </div>
    </>
  );
}

/** The table of key figures: one row per output and scenario. */
function KeyFigures(props: ResultProps): JSX.Element {
  const { results, shown, model } = props;
  const isSingle = results.scenarios.length === 1;
  return (
    <Panel
      title="Key figures"
      aside={<span className="muted num">Means with {results.confidence * 100} % intervals</span>}
    >
      <div className="figure-table tall" tabIndex={0} role="region" aria-label="Key figures">
        <table className="table num key-figures">
          <thead>
            <tr>
              <th>Output</th>
              {!isSingle && <th>Scenario</th>}
              <th>Unit</th>
              <th>Mean (interval)</th>
              <th className="right">Std. dev.</th>
              <th className="right">P10</th>
              <th className="right">P50</th>
              <th className="right">P90</th>
              <th className="right">Replications</th>
            </tr>
          </thead>
          <tbody>
            {shown.flatMap((output) => {
              const rows = rowsOf(props, output);
              const description = model?.outputs.find(({ name }) => name === output)?.description ?? '';
              return rows.map(({ name, summary }, at) => {
                const decimals = decimalsFor(summary.halfWidth, summary.mean);
                return (
                  <tr key={`${output} ${name}`} data-first={at === 0}>
                    {at === 0 && (
                      <td rowSpan={rows.length}>
                        <b>{wordsOf(output)}</b>
                        <small>{description}</small>
                      </td>
                    )}
                    {!isSingle && <td>{name}</td>}
                    <td>{unitText(summary.unit)}</td>
                    <td className="strong">{estimateText(summary, summary.unit, results.confidence)}</td>
                    <td className="right">{figureText(summary.standardDeviation, decimals)}</td>
                    <td className="right">{figureText(summary.box?.p10, decimals)}</td>
                    <td className="right">{figureText(summary.box?.median, decimals)}</td>
                    <td className="right">{figureText(summary.box?.p90, decimals)}</td>
                    <td className="right">{summary.replications}</td>
                  </tr>
                );
              });
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** One sentence on the middle half of each scenario, or on the extremes where there are many. */
function boxSummary(rows: readonly BoxRow[]): string {
  const known = rows.filter(({ summary }) => summary.box !== null);
  const [first] = known;
  if (first === undefined || first.summary.box === null)
    return 'Too few replications observed this output to draw its spread.';
  const decimals = decimalsFor(first.summary.halfWidth, first.summary.mean);
  const unit = unitText(first.summary.unit);
  const figure = (value: number): string => `${figureText(value, decimals)}${unit && ` ${unit}`}`;
  if (known.length === 1) {
    const { lower, upper, p10, p90 } = first.summary.box;
    const spaced = unit && ` ${unit}`;
    return `Half of the replications: ${spanText(lower, upper, decimals)}${spaced}; four in five: ${spanText(p10, p90, decimals)}${spaced}.`;
  }
  const ordered = known.toSorted((a, b) => (a.summary.box?.median ?? 0) - (b.summary.box?.median ?? 0));
  const low = ordered[0];
  const high = ordered.at(-1);
  return `Medians from ${figure(low?.summary.box?.median ?? 0)} (${low?.name ?? ''}) to ${figure(high?.summary.box?.median ?? 0)} (${high?.name ?? ''}).`;
}

function boxTable(rows: readonly BoxRow[]): FigureTable {
  const scenario = rows.length > 1 ? ['Scenario'] : [];
  return {
    columns: [...scenario, 'Lowest', 'P10', 'P25', 'Median', 'P75', 'P90', 'Highest'],
    rows: rows.map(({ name, summary: { box, halfWidth, mean } }) => {
      const decimals = decimalsFor(halfWidth, mean);
      const values = [box?.minimum, box?.p10, box?.lower, box?.median, box?.upper, box?.p90, box?.maximum];
      return [...(rows.length > 1 ? [name] : []), ...values.map((value) => figureText(value, decimals))];
    }),
  };
}
