import type { NiceAxis } from '../../domain/nice-axis.ts';
import { figureText } from '../../domain/estimate.ts';
import type { Colour } from './stat-chart.tsx';

/** Font, no motion, and a tooltip in the palette; every statistical chart starts from it. */
export function chartBase(colour: Colour) {
  return {
    animation: false,
    textStyle: { fontFamily: '"Inter Variable", sans-serif', fontSize: 11, color: colour('--muted') },
    tooltip: {
      confine: true,
      transitionDuration: 0,
      backgroundColor: colour('--panel'),
      borderColor: colour('--limit'),
      borderWidth: 1,
      padding: [5, 8],
      textStyle: { color: colour('--ink'), fontSize: 11 },
      extraCssText: 'box-shadow: none; font-variant-numeric: tabular-nums',
    },
  };
}

/** Lines of a tooltip as text, so that no name of a scenario is ever read as HTML. */
export function tooltipLines(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  lines.forEach((line, at) => {
    const row = box.appendChild(document.createElement(at === 0 ? 'b' : 'div'));
    row.style.display = 'block';
    row.textContent = line;
  });
  return box;
}

/** A value axis on round numbers. */
export function valueAxis(colour: Colour, axis: NiceAxis, options: { isUpright?: boolean } = {}) {
  return {
    type: 'value' as const,
    min: axis.min,
    max: axis.max,
    interval: axis.step,
    axisLabel: {
      color: colour('--muted'),
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => figureText(value, axis.decimals),
    },
    axisTick: { show: false },
    axisLine: { show: options.isUpright !== true, lineStyle: { color: colour('--limit') } },
    splitLine: { lineStyle: { color: colour('--grid') } },
  };
}

/** Names down the left side, first on top. */
export function nameAxis(colour: Colour, names: readonly string[], width: number) {
  return {
    type: 'category' as const,
    data: [...names],
    inverse: true,
    axisLabel: { color: colour('--ink'), fontSize: 11, width, overflow: 'truncate' as const, interval: 0 },
    axisTick: { show: false },
    axisLine: { show: false },
  };
}

/** A point in pixels. */
export type Point = readonly [x: number, y: number];

interface Style {
  readonly fill?: string;
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly lineDash?: readonly number[];
  readonly opacity?: number;
}

/** A straight line between two points. */
export function lineShape([x1, y1]: Point, [x2, y2]: Point, style: Style) {
  return { type: 'line' as const, shape: { x1, y1, x2, y2 }, style, silent: true };
}

/** A box between two corners. */
export function boxShape([x1, y1]: Point, [x2, y2]: Point, style: Style) {
  const shape = {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: Math.abs(x2 - x1),
    height: Math.abs(y2 - y1),
  };
  return { type: 'rect' as const, shape, style };
}

/** A dot. */
export function dotShape([cx, cy]: Point, r: number, style: Style) {
  return { type: 'circle' as const, shape: { cx, cy, r }, style };
}

/** A filled outline. */
export function areaShape(points: readonly Point[], style: Style) {
  return {
    type: 'polygon' as const,
    shape: { points: points.map((point) => [...point]) },
    style,
    silent: true,
  };
}

/** A line through points. */
export function pathShape(points: readonly Point[], style: Style) {
  return {
    type: 'polyline' as const,
    shape: { points: points.map((point) => [...point]) },
    style: { ...style, fill: 'none' },
    silent: true,
  };
}

/** A word beside a point. */
export function textShape(
  [x, y]: Point,
  text: string,
  style: { fill: string; align?: string; weight?: number },
) {
  return {
    type: 'text' as const,
    style: {
      x,
      y,
      text,
      fill: style.fill,
      textAlign: style.align ?? 'left',
      textVerticalAlign: 'middle',
      font: `${style.weight ?? 450} 11px "Inter Variable", sans-serif`,
    },
    silent: true,
  };
}

/** How a series of marks turns data into pixels. */
export interface Plane {
  /** Pixels of a pair of values. */
  at(x: number, y: number): Point;
  /** Pixels between two rows or columns of a category axis. */
  readonly rowHeight: number;
}

type Shape = ReturnType<
  | typeof lineShape
  | typeof boxShape
  | typeof dotShape
  | typeof areaShape
  | typeof pathShape
  | typeof textShape
>;

interface RenderApi {
  coord(value: readonly number[]): number[];
  size?: (value: readonly number[]) => number | number[];
}

/** A series that draws its own shapes, one group for each of `rows` (by index); `axis` picks the grid. */
export function marks(rows: readonly number[], draw: (plane: Plane, row: number) => Shape[], axis = 0) {
  return {
    type: 'custom' as const,
    xAxisIndex: axis,
    yAxisIndex: axis,
    data: rows.map((row) => [row, row]),
    encode: { x: -1, y: -1 },
    clip: false,
    renderItem: (params: { dataIndex: number }, api: RenderApi) => {
      const at = (x: number, y: number): Point => {
        const [left = 0, top = 0] = api.coord([x, y]);
        return [left, top];
      };
      const size = api.size?.([0, 1]);
      const rowHeight = Array.isArray(size) ? Math.abs(size[1] ?? 0) : Math.abs(size ?? 0);
      const children = draw({ at, rowHeight }, rows[params.dataIndex] ?? 0);
      return { type: 'group' as const, children };
    },
  };
}

/** Dashes that tell lines apart before any hue does. */
export const lineStyles = [
  { colour: '--trace', dash: 'solid' },
  { colour: '--twin', dash: [6, 3] },
  { colour: '--muted', dash: [2, 3] },
  { colour: '--ink', dash: [10, 3, 2, 3] },
  { colour: '--twin', dash: 'solid' },
  { colour: '--trace', dash: [6, 3] },
  { colour: '--ink', dash: [2, 3] },
  { colour: '--muted', dash: [10, 3, 2, 3] },
] as const;

/** Style of the line at an index; lines beyond the eighth start over. */
export function lineStyleOf(colour: Colour, index: number) {
  const style = lineStyles[index % lineStyles.length] ?? lineStyles[0];
  const type = typeof style.dash === 'string' ? style.dash : [...style.dash];
  return { color: colour(style.colour), type, width: 1.6 };
}
