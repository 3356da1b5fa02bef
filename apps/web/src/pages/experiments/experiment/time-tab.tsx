import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import {
  fanHeight,
  fanOption,
  quantileOf,
  timeAt,
  type FanPart,
} from '../../../charts/statistics/fan-option.ts';
import { Figure, type FigureTable } from '../../../charts/statistics/figure.tsx';
import type { LegendEntry } from '../../../charts/statistics/figure-png.ts';
import { decimalsFor, figureText, unitText } from '../../../domain/estimate.ts';
import { titleOf } from '../../../domain/value-words.ts';
import { Chips } from './chips.tsx';
import type { ResultProps } from './result-props.ts';

const route = getRouteApi('/experiments/$experimentId');
const startScenarios = 3;
const longestTable = 60;
const legend: readonly LegendEntry[] = [
  { swatch: 'median', text: 'median' },
  { swatch: 'middle', text: 'P25 to P75' },
  { swatch: 'outer', text: 'P10 to P90' },
];

/** Each series as a fan over model time; of many scenarios, a few that can be chosen. */
export function TimeTab({ results, shown, frame }: ResultProps): JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const all = results.scenarios.map(({ name }) => name);
  const asked = (search.scenarios ?? '').split(',').map(decodeURIComponent);
  const wanted = all.filter((name) => asked.includes(name));
  const chosen = wanted.length > 0 ? wanted : all.slice(0, startScenarios);
  return (
    <>
      {all.length > 1 && (
        <Chips
          label="Scenarios"
          items={all.map((name) => ({ key: name, text: name }))}
          chosen={chosen}
          onChange={(next) =>
            void navigate({
              search: (known) => ({
                ...known,
                scenarios: next.length > 0 ? next.map(encodeURIComponent).join(',') : undefined,
              }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
      <div className="figures" data-columns={chosen.length > 1 ? 1 : 2}>
        {shown.map((series) => {
          const parts = results.scenarios.flatMap(({ name, fans }): FanPart[] => {
            const fan = fans.find((item) => item.name === series);
            return fan === undefined || !chosen.includes(name) ? [] : [{ name, fan }];
          });
          const [first] = parts;
          if (first === undefined) return null;
          const { fan } = first;
          return (
            <Figure
              key={series}
              title={`${titleOf(series, fan.unit)} over time (${fan.timeUnit})`}
              summary={fanSummary(parts)}
              option={fanOption(parts)}
              height={fanHeight(parts.length)}
              table={fanTable(parts)}
              frame={frame}
              legend={legend}
            />
          );
        })}
      </div>
    </>
  );
}

function fanSummary(parts: readonly FanPart[]): string {
  const [first] = parts;
  const description = first?.fan.description ?? '';
  const ends = parts.map(({ name, fan }) => {
    const last = quantileOf(fan, 0.5).findLastIndex((value) => value !== null);
    const low = quantileOf(fan, 0.1)[last] ?? null;
    const high = quantileOf(fan, 0.9)[last] ?? null;
    const decimals = decimalsFor(
      low === null || high === null ? null : (high - low) / 2,
      quantileOf(fan, 0.5)[last] ?? null,
    );
    const unit = unitText(fan.unit);
    const range = `${figureText(quantileOf(fan, 0.5)[last] ?? null, decimals)}${unit && ` ${unit}`} (P10 to P90 ${figureText(low, decimals)} to ${figureText(high, decimals)})`;
    return parts.length > 1 ? `${name} ${range}` : range;
  });
  const lead = description === '' ? '' : `${description.replace(/\.$/, '')}. `;
  return `${lead}At the end the median is ${ends.join('; ')}.`;
}

function fanTable(parts: readonly FanPart[]): FigureTable {
  const ps = [0.1, 0.25, 0.5, 0.75, 0.9];
  const hasNames = parts.length > 1;
  const rows = parts.flatMap(({ name, fan }) => {
    const step = Math.max(1, Math.ceil(fan.points / Math.max(6, longestTable / parts.length)));
    const indices = Array.from({ length: Math.ceil(fan.points / step) }, (_, at) => at * step);
    const all = fan.quantiles.flatMap(({ values }) => values.filter((value) => value !== null));
    const decimals = decimalsFor((Math.max(...all) - Math.min(...all)) / 20);
    return indices.map((index) => [
      ...(hasNames ? [name] : []),
      figureText(timeAt(fan, index), decimalsFor(fan.step)),
      ...ps.map((p) => figureText(quantileOf(fan, p)[index], decimals)),
    ]);
  });
  const [first] = parts;
  const time = `Time (${first?.fan.timeUnit ?? ''})`;
  return { columns: [...(hasNames ? ['Scenario'] : []), time, 'P10', 'P25', 'Median', 'P75', 'P90'], rows };
}
