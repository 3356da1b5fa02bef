import type uPlot from 'uplot';
import type { TimeWindow } from '../domain/range.ts';
import { chartFont, token } from './palette.ts';
import { penStyle, type Pen } from './trend-model.ts';
import { drawMarks, drawReferences } from './trend-overlay.ts';

interface TrendSetup {
  readonly pens: () => readonly Pen[];
  readonly window: () => TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly onZoom: (window: TimeWindow) => void;
  readonly onCursor: (time: number | null) => void;
}

function timeLabels(splits: number[]): string[] {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0);
  return splits.map((at) => {
    const text = new Date(at * 1000).toISOString();
    if (step >= 86_400) return `${text.slice(8, 10)}.${text.slice(5, 7)}.`;
    return step < 60 ? text.slice(11, 19) : text.slice(11, 16);
  });
}

/** uPlot's description of a trend: one value axis per unit, of which the first two are shown; times in UTC. */
export function trendOptions(setup: TrendSetup): uPlot.Options {
  const pens = setup.pens();
  const units = [...new Set(pens.map((pen) => pen.tag.unit))];
  const axis = {
    stroke: token('--muted'),
    ticks: { show: false },
    font: chartFont,
  };
  const grid = { stroke: token('--grid'), width: 1 };
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  pens.forEach((pen, index) => {
    const style = penStyle(index);
    const edge = { scale: pen.tag.unit, stroke: 'transparent', width: 0, points: { show: false } };
    const first = series.length;
    series.push(
      {
        scale: pen.tag.unit,
        stroke: token(style.color),
        width: 1.5,
        dash: style.dash,
        points: { show: false },
      },
      edge,
      edge,
    );
    bands.push({ series: [first + 1, first + 2], fill: `${token(style.color)}26` });
  });
  return {
    width: setup.width,
    height: setup.height,
    padding: [8, 12, 0, 4],
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    scales: {
      x: { time: true, auto: false },
      ...Object.fromEntries(units.map((unit) => [unit, { auto: false }])),
    },
    axes: [
      { ...axis, grid, size: 26, space: 60, values: (_, splits) => timeLabels(splits) },
      ...units.slice(0, 2).map((unit, index) => ({
        ...axis,
        grid: index === 0 ? grid : { show: false },
        scale: unit,
        size: 46,
        side: index === 0 ? (3 as const) : (1 as const),
      })),
    ],
    series,
    bands,
    hooks: {
      drawClear: [(plot) => drawReferences(plot, setup.pens())],
      draw: [(plot) => drawMarks(plot, setup.pens())],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          const from = Math.round(plot.posToVal(left, 'x') * 1000);
          const to = Math.round(plot.posToVal(left + width, 'x') * 1000);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          setup.onZoom({ from, to });
        },
      ],
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          const isInside = left !== undefined && left >= 0;
          setup.onCursor(isInside ? Math.round(plot.posToVal(left, 'x') * 1000) : null);
        },
      ],
    },
  };
}
