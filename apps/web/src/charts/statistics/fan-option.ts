import type { Fan } from '@veinline/contracts';
import { decimalsFor, figureText, unitText } from '../../domain/estimate.ts';
import { niceAxis } from '../../domain/nice-axis.ts';
import {
  areaShape,
  chartBase,
  marks,
  pathShape,
  textShape,
  tooltipLines,
  valueAxis,
  type Point,
} from './chart-parts.ts';
import type { ChartOption } from './stat-chart.tsx';

/** The fan of one scenario, with its name for the heading of its part of the chart. */
export interface FanPart {
  readonly name: string;
  readonly fan: Fan;
}

/** Pixels of one row of fans, and how many fans stand in a row. */
const rowPx = 218;
const fansPerRow = 3;

/** Height in pixels that a number of fans needs. */
export function fanHeight(fans: number): number {
  return rowPx * Math.ceil(fans / fansPerRow);
}

/** Values of a fan at one of its quantiles; quantiles are matched to a thousandth. */
export function quantileOf(fan: Fan, p: number): readonly (number | null)[] {
  return fan.quantiles.find((quantile) => Math.abs(quantile.p - p) < 1e-3)?.values ?? [];
}

/** Model time of a point of a series. */
export function timeAt(fan: Fan, index: number): number {
  return Number((fan.from + index * fan.step).toPrecision(12));
}

/** Pieces of a band between two quantiles; a missing value ends a piece. */
function bandPieces(low: readonly (number | null)[], high: readonly (number | null)[]): number[][] {
  const pieces: number[][] = [[]];
  low.forEach((value, index) => {
    if (value === null || (high[index] ?? null) === null) pieces.push([]);
    else pieces.at(-1)?.push(index);
  });
  return pieces.filter((piece) => piece.length > 1);
}

/** Bands from P10 to P90 and from P25 to P75 around the median, one part per scenario on the same value axis. */
export function fanOption(parts: readonly FanPart[]): ChartOption {
  const y = niceAxis(
    parts.flatMap(({ fan }) => fan.quantiles.flatMap(({ values }) => [...values])),
    4,
  );
  const x = niceAxis(
    parts.flatMap(({ fan }) => [fan.from, timeAt(fan, fan.points - 1)]),
    5,
  );
  const last = Math.max(...parts.map(({ fan }) => timeAt(fan, fan.points - 1)));
  const columns = Math.min(fansPerRow, parts.length);
  return (colour, width) => {
    const column = (width - 8) / columns;
    const hasNames = parts.length > 1;
    return {
      ...chartBase(colour),
      tooltip: {
        ...chartBase(colour).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colour('--limit'), type: 'solid', width: 1 } },
        formatter: (hits: { axisIndex?: number; seriesIndex: number; dataIndex: number }[]) =>
          fanTooltip(parts, hits),
      },
      grid: parts.map((_, at) => ({
        left: (at % columns) * column + 44,
        width: column - 62,
        top: Math.floor(at / columns) * rowPx + (hasNames ? 28 : 10),
        height: rowPx - (hasNames ? 58 : 40),
      })),
      xAxis: parts.map((_, at) => ({
        ...valueAxis(colour, { ...x, max: last }),
        gridIndex: at,
        splitLine: { show: false },
      })),
      yAxis: parts.map((_, at) => ({ ...valueAxis(colour, y, { isUpright: true }), gridIndex: at })),
      series: parts.flatMap(({ name, fan }, at) => [
        marks(
          [0],
          (plane) => [
            ...[
              { low: 0.1, high: 0.9, opacity: 0.16 },
              { low: 0.25, high: 0.75, opacity: 0.26 },
            ].flatMap(({ low, high, opacity }) => {
              const lower = quantileOf(fan, low);
              const upper = quantileOf(fan, high);
              return bandPieces(lower, upper).flatMap((piece) => {
                const edge = (values: readonly (number | null)[], index: number): Point =>
                  plane.at(timeAt(fan, index), values[index] ?? 0);
                const points = [
                  ...piece.map((index) => edge(upper, index)),
                  ...piece.toReversed().map((index) => edge(lower, index)),
                ];
                const rim = { stroke: colour('--limit'), lineWidth: low === 0.1 ? 1 : 0 };
                return [
                  areaShape(points, { fill: colour('--trace'), opacity }),
                  pathShape(points.slice(0, piece.length), rim),
                  pathShape(points.slice(piece.length), rim),
                ];
              });
            }),
            ...(hasNames
              ? [
                  textShape([plane.at(x.min, y.max)[0], plane.at(x.min, y.max)[1] - 15], name, {
                    fill: colour('--ink'),
                    weight: 600,
                  }),
                ]
              : []),
          ],
          at,
        ),
        {
          type: 'line' as const,
          xAxisIndex: at,
          yAxisIndex: at,
          data: quantileOf(fan, 0.5).map((value, index) => [timeAt(fan, index), value]),
          showSymbol: false,
          lineStyle: { color: colour('--ink'), width: 1.6 },
          itemStyle: { color: colour('--ink') },
        },
      ]),
    };
  };
}

function fanTooltip(
  parts: readonly FanPart[],
  hits: readonly { seriesIndex: number; dataIndex: number }[],
): HTMLElement {
  const hit = hits.find(({ seriesIndex }) => seriesIndex % 2 === 1);
  const part = hit && parts[Math.floor(hit.seriesIndex / 2)];
  if (hit === undefined || part === undefined) return tooltipLines([]);
  const { fan, name } = part;
  const value = (p: number): number | null => quantileOf(fan, p)[hit.dataIndex] ?? null;
  const decimals = decimalsFor(spread(value(0.1), value(0.9)), value(0.5));
  return tooltipLines([
    parts.length > 1 ? name : fan.name,
    `At ${figureText(timeAt(fan, hit.dataIndex), decimalsFor(fan.step))} ${fan.timeUnit}`,
    ...[0.9, 0.75, 0.5, 0.25, 0.1].map(
      (p) =>
        `${p === 0.5 ? 'Median' : `P${p * 100}`} ${figureText(value(p), decimals)} ${unitText(fan.unit)}`,
    ),
  ]);
}

const spread = (low: number | null, high: number | null): number | null =>
  low === null || high === null ? null : (high - low) / 2;
