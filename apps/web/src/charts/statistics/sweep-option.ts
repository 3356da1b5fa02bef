import type { Json } from '../../domain/parameter-fields.ts';
import { estimateText } from '../../domain/estimate.ts';
import { niceAxis } from '../../domain/nice-axis.ts';
import type { SweepLine } from '../../domain/sweep-lines.ts';
import {
  areaShape,
  chartBase,
  dotShape,
  lineStyleOf,
  marks,
  textShape,
  tooltipLines,
  valueAxis,
  type Point,
} from './chart-parts.ts';
import type { ChartOption } from './stat-chart.tsx';

interface SweepChart {
  readonly lines: readonly SweepLine[];
  readonly axisLabel: string;
  /** Name of the second axis, for the labels at the ends of the lines. */
  readonly lineLabel: string;
  readonly confidence: number;
}

/** Words at the end of each line, moved apart so that none covers another; pixels from the top. */
export function spreadLabels(tops: readonly number[], gap = 14): readonly number[] {
  const order = tops.map((top, index) => ({ top, index })).sort((a, b) => a.top - b.top);
  let previous = -Infinity;
  const placed = new Array<number>(tops.length).fill(0);
  for (const { top, index } of order) {
    previous = Math.max(top, previous + gap);
    placed[index] = previous;
  }
  return placed;
}

/** An output along an axis: mean with its interval band; a second axis as lines with a word at their ends. */
export function sweepOption({ lines, axisLabel, lineLabel, confidence }: SweepChart): ChartOption {
  const points = lines.flatMap((line) => line.points);
  const y = niceAxis(points.flatMap(({ summary }) => [summary.low, summary.high, summary.mean]));
  const xs: Json[] = [];
  for (const { x } of points) if (!xs.includes(x)) xs.push(x);
  const isNumeric = xs.every((x) => typeof x === 'number');
  const numbers = xs.map(Number);
  const xAxis = niceAxis(isNumeric ? numbers : [0, Math.max(1, xs.length - 1)], 6);
  const position = (x: Json): number => (isNumeric ? Number(x) : xs.indexOf(x));
  const words = lines.map(({ at }) => (at === null ? '' : `${lineLabel} ${String(at)}`));
  const wordPx = Math.max(0, ...words.map((word) => word.length)) * 6.2;
  return (colour) => ({
    ...chartBase(colour),
    grid: { left: 52, right: wordPx + 22, top: 10, bottom: 42 },
    xAxis: {
      ...(isNumeric
        ? {
            ...valueAxis(colour, xAxis),
            min: Math.min(...numbers),
            max: Math.max(...numbers),
            interval: undefined,
            // Few values are marked as they are: nobody has 3.5 chairs.
            ...(numbers.length <= 12 && {
              axisLabel: { ...valueAxis(colour, xAxis).axisLabel, customValues: numbers, formatter: String },
            }),
          }
        : {
            type: 'category' as const,
            data: xs.map(String),
            axisLabel: { color: colour('--ink'), fontSize: 11 },
            axisTick: { show: false },
            axisLine: { lineStyle: { color: colour('--limit') } },
          }),
      splitLine: { show: false },
      name: axisLabel,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colour('--muted'), fontSize: 11 },
    },
    yAxis: valueAxis(colour, y, { isUpright: true }),
    series: [
      marks([0], (plane) => {
        const bands = lines.flatMap((line, index) => {
          const known = line.points.filter(({ summary }) => summary.low !== null && summary.high !== null);
          const edge = (end: 'low' | 'high', at: number): Point => {
            const point = known[at];
            return plane.at(position(point?.x ?? 0), point?.summary[end] ?? 0);
          };
          const order = known.map((_, at) => at);
          const outline = [
            ...order.map((at) => edge('high', at)),
            ...order.toReversed().map((at) => edge('low', at)),
          ];
          const fill = lineStyleOf(colour, index).color;
          return known.length < 2 ? [] : [areaShape(outline, { fill, opacity: 0.16 })];
        });
        const ends = lines.map((line): Point => {
          const last = line.points.findLast(({ summary }) => summary.mean !== null);
          return plane.at(position(last?.x ?? 0), last?.summary.mean ?? 0);
        });
        const tops = spreadLabels(ends.map(([, top]) => top));
        const labels = lines.map((_, index) =>
          textShape([(ends[index]?.[0] ?? 0) + 8, tops[index] ?? 0], words[index] ?? '', {
            fill: colour('--ink'),
            weight: 550,
          }),
        );
        return [...bands, ...labels];
      }),
      ...lines.map((line, index) => ({
        type: 'line' as const,
        data: line.points.map(({ x, summary }) => [isNumeric ? Number(x) : String(x), summary.mean]),
        symbol: 'circle',
        symbolSize: 5,
        showAllSymbol: true,
        lineStyle: lineStyleOf(colour, index),
        itemStyle: { color: lineStyleOf(colour, index).color },
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const point = line.points[dataIndex];
            if (point === undefined) return tooltipLines([]);
            const { summary } = point;
            return tooltipLines([
              estimateText(summary, summary.unit, confidence),
              `${axisLabel} ${String(point.x)}`,
              ...(words[index] ? [words[index]] : []),
              `${summary.replications} replications`,
            ]);
          },
        },
      })),
      // Interval ends as ticks where a single point leaves no band to see.
      marks([0], (plane) =>
        lines.flatMap(({ points: own }, index) =>
          own.length > 1
            ? []
            : own.flatMap(({ x, summary }) =>
                [summary.low, summary.high].flatMap((value) =>
                  value === null
                    ? []
                    : [dotShape(plane.at(position(x), value), 2, { fill: lineStyleOf(colour, index).color })],
                ),
              ),
        ),
      ),
    ],
  });
}
