import type { OutputSummary } from '@veinline/contracts';
import { decimalsFor, estimateText, figureText, spanText } from '../../domain/estimate.ts';
import { niceAxis } from '../../domain/nice-axis.ts';
import {
  boxShape,
  chartBase,
  dotShape,
  lineShape,
  marks,
  nameAxis,
  tooltipLines,
  valueAxis,
} from './chart-parts.ts';
import type { ChartOption } from './stat-chart.tsx';

/** One row of a box plot: what a scenario gave for the output. */
export interface BoxRow {
  readonly name: string;
  readonly summary: OutputSummary;
}

const mostDots = 400;
/** Spreads dots over the height of a row without chance, by the golden ratio. */
const jitter = (index: number): number => ((index * 0.618034) % 1) - 0.5;

/** Height in pixels that a box plot of some rows needs. */
export function boxHeight(rows: number): number {
  return rows === 1 ? 92 : 34 + rows * 46;
}

/** Horizontal boxes: the middle half, the median, whiskers from P10 to P90, and a dot for each replication. */
export function boxOption(rows: readonly BoxRow[], confidence: number): ChartOption {
  const axis = niceAxis(
    rows.flatMap(({ summary }) => [summary.box?.minimum, summary.box?.maximum]),
    6,
  );
  const isSingle = rows.length === 1;
  const names = rows.map(({ name }) => name);
  const longest = Math.max(...names.map((name) => name.length));
  return (colour, width) => {
    const nameWidth = isSingle ? 0 : Math.min(width * 0.3, 10 + longest * 6);
    return {
      ...chartBase(colour),
      grid: { left: isSingle ? 12 : nameWidth + 10, right: 18, top: 6, bottom: 24 },
      xAxis: valueAxis(colour, axis),
      yAxis: {
        ...nameAxis(colour, names, nameWidth),
        ...(isSingle && { axisLabel: { show: false } }),
      },
      series: [
        {
          ...marks(
            rows.map((_, row) => row),
            ({ at, rowHeight }, row) => {
              const summary = rows[row]?.summary;
              const box = summary?.box;
              if (!summary || !box) return [];
              const half = Math.min(11, rowHeight / 4);
              const [, middle] = at(box.median, row);
              const x = (value: number): number => at(value, row)[0];
              const ink = { stroke: colour('--trace'), lineWidth: 1.3 };
              const edge = { ...ink, fill: colour('--band') };
              const dots = summary.values.flatMap((value, index) =>
                value === null || summary.values.length > mostDots
                  ? []
                  : dotShape([x(value), middle + half + 4 + jitter(index) * 7], 1.6, {
                      fill: colour('--trace'),
                      opacity: 0.55,
                    }),
              );
              const up = middle - 7;
              return [
                boxShape([x(box.minimum) - 8, up - half], [x(box.maximum) + 8, middle + half + 10], {
                  fill: colour('--panel'),
                  opacity: 0,
                }),
                lineShape([x(box.p10), up], [x(box.p90), up], ink),
                lineShape([x(box.p10), up - half / 2], [x(box.p10), up + half / 2], ink),
                lineShape([x(box.p90), up - half / 2], [x(box.p90), up + half / 2], ink),
                boxShape([x(box.lower), up - half], [x(box.upper), up + half], edge),
                lineShape([x(box.median), up - half], [x(box.median), up + half], {
                  stroke: colour('--ink'),
                  lineWidth: 2.4,
                }),
                ...dots,
              ];
            },
          ),
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              tooltipLines(boxLines(rows[dataIndex], confidence)),
          },
        },
      ],
    };
  };
}

function boxLines(row: BoxRow | undefined, confidence: number): string[] {
  const box = row?.summary.box ?? null;
  if (row === undefined || box === null) return [row?.name ?? ''];
  const { unit, halfWidth } = row.summary;
  const decimals = decimalsFor(halfWidth, box.median);
  return [
    row.name,
    `Mean ${estimateText(row.summary, unit, confidence)}`,
    `Median ${figureText(box.median, decimals)}, middle half ${spanText(box.lower, box.upper, decimals)}`,
    `P10 to P90 ${spanText(box.p10, box.p90, decimals)}`,
    `All ${spanText(box.minimum, box.maximum, decimals)}, ${row.summary.replications} replications`,
  ];
}
