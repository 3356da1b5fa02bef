import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Figure, type FigureTable } from '../../../charts/statistics/figure.tsx';
import { sweepOption } from '../../../charts/statistics/sweep-option.ts';
import { estimateText } from '../../../domain/estimate.ts';
import { titleOf } from '../../../domain/value-words.ts';
import type { Json } from '../../../domain/parameter-fields.ts';
import { sweepLines, valuesOn, type SweepLine } from '../../../domain/sweep-lines.ts';
import { countText } from '../../../domain/words.ts';
import { namesOfPaths } from './levers.ts';
import type { ResultProps } from './result-props.ts';

const route = getRouteApi('/experiments/$experimentId');

function readFixed(text: string | undefined): Record<string, Json> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, Json>) : {};
  } catch {
    return {};
  }
}

/** Outputs along the first axis of a sweep, one line per value of the second; further axes are held at a value. */
export function SweepTab({ experiment, results, model, shown, frame }: ResultProps): JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  if (experiment.request.kind !== 'sweep') return <></>;
  const axes = experiment.request.axes.map(({ path }) => path);
  const wordsFor = namesOfPaths(experiment, model);
  const nameOf = (path: string): string => wordsFor(path).short;
  const labelOf = (path: string): string => {
    const { full, unit } = wordsFor(path);
    return unit === '' ? full : `${full} (${unit})`;
  };
  const asked = readFixed(search.at);
  const held = axes.slice(2).map((axis) => {
    const values = valuesOn(results.scenarios, axis);
    const value = values.find((item) => item === asked[axis]) ?? values[0] ?? null;
    return { axis, values, value };
  });
  const fixed = Object.fromEntries(held.map(({ axis, value }) => [axis, value]));
  const [first = '', second] = axes;
  return (
    <>
      {held.length > 0 && (
        <div className="toolbar">
          {held.map(({ axis, values, value }) => (
            <label key={axis} className="toolbar">
              {nameOf(axis)}
              <select
                className="input"
                value={JSON.stringify(value)}
                onChange={(event) => {
                  const at = JSON.stringify({ ...fixed, [axis]: JSON.parse(event.target.value) as Json });
                  void navigate({ search: (known) => ({ ...known, at }), replace: true, resetScroll: false });
                }}
              >
                {values.map((item) => (
                  <option key={JSON.stringify(item)} value={JSON.stringify(item)}>
                    {String(item)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      )}
      <div className="figures" data-columns={shown.length === 1 ? 1 : 2}>
        {shown.map((output) => {
          const lines = sweepLines(results.scenarios, axes, fixed, output);
          const unit = lines[0]?.points[0]?.summary.unit ?? '';
          return (
            <Figure
              key={output}
              title={titleOf(output, unit)}
              summary={sweepSummary(lines, results.confidence, nameOf(first), second && nameOf(second))}
              option={sweepOption({
                lines,
                axisLabel: labelOf(first),
                lineLabel: second ? nameOf(second) : '',
                confidence: results.confidence,
              })}
              height={shown.length === 1 ? 420 : 300}
              table={sweepTable(lines, results.confidence, labelOf(first), second && labelOf(second))}
              frame={frame}
            />
          );
        })}
      </div>
    </>
  );
}

function sweepSummary(
  lines: readonly SweepLine[],
  confidence: number,
  axis: string,
  second: string | undefined,
): string {
  const all = lines.flatMap(({ at, points }) => points.map((point) => ({ at, ...point })));
  const known = all.filter(({ summary }) => summary.mean !== null);
  const ordered = known.toSorted((a, b) => (a.summary.mean ?? 0) - (b.summary.mean ?? 0));
  const low = ordered[0];
  const high = ordered.at(-1);
  if (low === undefined || high === undefined) return 'No setting observed this output.';
  const place = ({ x, at }: typeof low): string =>
    `${axis.toLowerCase()} ${String(x)}${second === undefined ? '' : ` and ${second.toLowerCase()} ${String(at)}`}`;
  const say = (point: typeof low): string =>
    `${estimateText(point.summary, point.summary.unit, confidence)} at ${place(point)}`;
  return `Lowest ${say(low)}; highest ${say(high)}; ${countText(known.length, 'setting')}. Bands are the intervals of the means.`;
}

function sweepTable(
  lines: readonly SweepLine[],
  confidence: number,
  axis: string,
  second: string | undefined,
): FigureTable {
  const xs = lines[0]?.points.map(({ x }) => x) ?? [];
  const columns =
    second === undefined
      ? [axis, 'Mean (interval)']
      : [axis, ...lines.map(({ at }) => `${second} ${String(at)}`)];
  const rows = xs.map((x) => [
    String(x),
    ...lines.map(({ points }) => {
      const summary = points.find((point) => point.x === x)?.summary;
      return summary ? estimateText(summary, summary.unit, confidence) : '–';
    }),
  ]);
  return { columns, rows };
}
