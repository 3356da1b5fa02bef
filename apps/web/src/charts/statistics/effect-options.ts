import type { Effect } from '@veinline/contracts';
import { decimalsFor, estimateText, figureText, unitText } from '../../domain/estimate.ts';
import { placeLabels } from '../../domain/label-places.ts';
import { niceAxis } from '../../domain/nice-axis.ts';
import {
  boxShape,
  chartBase,
  dotShape,
  lineShape,
  marks,
  nameAxis,
  textShape,
  tooltipLines,
  valueAxis,
} from './chart-parts.ts';
import type { ChartOption } from './stat-chart.tsx';

/** An effect with the factor's name in words. */
export interface NamedEffect extends Effect {
  readonly label: string;
}

const rowsOf = (effects: readonly unknown[]): number[] => effects.map((_, row) => row);
const nameWidthOf = (effects: readonly NamedEffect[], width: number): number =>
  Math.min(width * 0.38, 12 + Math.max(...effects.map(({ label }) => label.length)) * 6);

/** Height in pixels of a chart with one row per factor. */
export function effectHeight(factors: number): number {
  return 40 + factors * 38;
}

/**
 * Morris as a tornado: the dark bar is the mean effect of moving the factor over its range, with its direction; the
 * pale bar reaches to the mean size of the effect, so that pale beyond dark shows effects that change direction.
 */
export function tornadoOption(effects: readonly NamedEffect[]): ChartOption {
  const ends = effects.flatMap(({ mu, muStar }) => [mu, (muStar ?? 0) * ((mu ?? 0) < 0 ? -1 : 1)]);
  const axis = niceAxis([0, ...ends]);
  return (colour, width) => {
    const nameWidth = nameWidthOf(effects, width);
    return {
      ...chartBase(colour),
      grid: { left: nameWidth + 12, right: 20, top: 6, bottom: 26 },
      xAxis: valueAxis(colour, axis),
      yAxis: nameAxis(
        colour,
        effects.map(({ label }) => label),
        nameWidth,
      ),
      series: [
        {
          ...marks(rowsOf(effects), ({ at, rowHeight }, row) => {
            const effect = effects[row];
            if (effect === undefined || effect.muStar === null) return [];
            const mu = effect.mu ?? 0;
            const half = Math.min(11, rowHeight / 2 - 4);
            const corner = (value: number, side: number): readonly [number, number] => {
              const [x, y] = at(value, row);
              return [x, y + side * half];
            };
            const reach = effect.muStar * (mu < 0 ? -1 : 1);
            return [
              boxShape(corner(0, -1), corner(reach, 1), { fill: colour('--slot-booked') }),
              boxShape(corner(0, -1), corner(mu, 1), { fill: colour('--slot-run') }),
              lineShape(corner(0, -1.3), corner(0, 1.3), { stroke: colour('--ink'), lineWidth: 1.2 }),
            ];
          }),
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              tooltipLines(morrisLines(effects[dataIndex])),
          },
        },
      ],
    };
  };
}

/** Morris as points: how much a factor moves the output against how uneven its effect is. */
export function muSigmaOption(effects: readonly NamedEffect[]): ChartOption {
  const x = niceAxis([0, ...effects.map(({ muStar }) => muStar)]);
  const y = niceAxis([0, ...effects.map(({ sigma }) => sigma)], 4);
  const name = (text: string, gap: number) => ({ name: text, nameLocation: 'middle' as const, nameGap: gap });
  return (colour) => ({
    ...chartBase(colour),
    grid: { left: 54, right: 26, top: 12, bottom: 42 },
    xAxis: { ...valueAxis(colour, x), ...name('Mean size of effect, μ*', 26) },
    yAxis: { ...valueAxis(colour, y, { isUpright: true }), ...name('Spread of effects, σ', 38) },
    series: [
      {
        ...marks(rowsOf(effects), ({ at }, row) => {
          const effect = effects[row];
          if (effect === undefined || effect.muStar === null || effect.sigma === null) return [];
          return [dotShape(at(effect.muStar, effect.sigma), 4.5, { fill: colour('--trace') })];
        }),
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => tooltipLines(morrisLines(effects[dataIndex])),
        },
      },
      marks([0], ({ at }) => {
        const dots = effects.map(({ muStar, sigma, label }) => {
          const [left, top] = at(muStar ?? 0, sigma ?? 0);
          return { x: left, y: top, width: label.length * 6 + 4 };
        });
        const [right, bottom] = at(x.max, y.min);
        return placeLabels(dots, right + 20, bottom).map((place, index) =>
          textShape([place.x, place.y], effects[index]?.label ?? '', {
            fill: colour('--ink'),
            align: place.align,
          }),
        );
      }),
    ],
  });
}

function morrisLines(effect: NamedEffect | undefined): string[] {
  if (effect === undefined) return [];
  const decimals = decimalsFor(null, effect.muStar);
  const figure = (value: number | null): string => `${figureText(value, decimals)} ${unitText(effect.unit)}`;
  return [
    effect.label,
    `Mean effect ${figure(effect.mu)}`,
    `Mean size μ* ${figure(effect.muStar)}`,
    `Spread σ ${figure(effect.sigma)}`,
  ];
}

/** Sobol: share of the variance, a full bar for the factor alone and an outline with all its interactions. */
export function sobolOption(effects: readonly NamedEffect[], confidence: number): ChartOption {
  const axis = niceAxis(
    [0, 1, ...effects.flatMap(({ first, total }) => [first?.low, first?.high, total?.low, total?.high])],
    10,
  );
  return (colour, width) => {
    const nameWidth = nameWidthOf(effects, width);
    return {
      ...chartBase(colour),
      grid: { left: nameWidth + 12, right: 20, top: 6, bottom: 26 },
      xAxis: valueAxis(colour, axis),
      yAxis: nameAxis(
        colour,
        effects.map(({ label }) => label),
        nameWidth,
      ),
      series: [
        {
          ...marks(rowsOf(effects), ({ at, rowHeight }, row) => {
            const effect = effects[row];
            const thick = Math.min(10, rowHeight / 2 - 4);
            const bar = (index: Effect['first'], offset: number, isFull: boolean) => {
              if (index === null || index.mean === null) return [];
              const y = (value: number, shift: number): readonly [number, number] => {
                const [left, top] = at(value, row);
                return [left, top + offset + shift];
              };
              const style = isFull
                ? { fill: colour('--slot-run') }
                : { fill: colour('--panel'), stroke: colour('--slot-run'), lineWidth: 1.3 };
              const ink = { stroke: colour('--ink'), lineWidth: 1.2 };
              const { low, high } = index;
              return [
                boxShape(y(0, -thick / 2), y(index.mean, thick / 2), style),
                ...(low === null || high === null
                  ? []
                  : [
                      lineShape(y(low, 0), y(high, 0), ink),
                      lineShape(y(low, -3), y(low, 3), ink),
                      lineShape(y(high, -3), y(high, 3), ink),
                    ]),
              ];
            };
            return [
              ...bar(effect?.first ?? null, -thick / 2 - 1, true),
              ...bar(effect?.total ?? null, thick / 2 + 1, false),
              lineShape(
                [at(0, row)[0], at(0, row)[1] - rowHeight / 2],
                [at(0, row)[0], at(0, row)[1] + rowHeight / 2],
                { stroke: colour('--limit'), lineWidth: 1 },
              ),
            ];
          }),
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const effect = effects[dataIndex];
              const line = (index: Effect['first'] | undefined): string =>
                index ? estimateText(index, '', confidence) : '–';
              return tooltipLines([
                effect?.label ?? '',
                `Alone ${line(effect?.first)}`,
                `With interactions ${line(effect?.total)}`,
              ]);
            },
          },
        },
      ],
    };
  };
}
