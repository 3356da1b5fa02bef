import type { JSX } from 'react';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { liveStore } from '../data/live-store.ts';
import type { TimeWindow } from '../domain/range.ts';
import { usePalette } from './palette.ts';
import { trendOptions } from './trend-options.ts';
import { trendSummary, unitRange, withLiveEnd, type Pen } from './trend-model.ts';

interface TrendChartProps {
  readonly pens: readonly Pen[];
  readonly window: TimeWindow;
  /** True when the right edge is now: live values are added as they arrive. */
  readonly isFollowing: boolean;
  readonly onZoom?: (window: TimeWindow) => void;
  /** Time under the cursor in milliseconds since 1970, null when it left. */
  readonly onCursor?: (time: number | null) => void;
}

/** uPlot.join: a break in one pen spans the times that only other pens have (its mode NULL_EXPAND). */
const breakAcrossOtherPens = 2;

function columns(pens: readonly Pen[], isFollowing: boolean): uPlot.AlignedData {
  const tables = pens.map((pen) => {
    const series = isFollowing
      ? withLiveEnd(pen, liveStore.since(pen.tag.id, pen.series.times.at(-1) ?? 0))
      : pen.series;
    const x = series.times.map((time) => time / 1000);
    return [x, series.averages, series.highs, series.lows] as uPlot.AlignedData;
  });
  if (tables.length === 0) return [[]];
  const modes = tables.map((table) => table.map(() => breakAcrossOtherPens));
  return uPlot.join(tables, modes);
}

/** A trend of one or more pens: average line, band of minima and maxima, normal band, limits and quality. */
export function TrendChart(props: TrendChartProps): JSX.Element {
  const { pens, window, isFollowing } = props;
  const palette = usePalette();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const span = window.to - window.from;
  const fixedEnd = isFollowing ? null : window.to;
  const shape = pens.map((pen) => pen.tag.id).join(',');

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const chart = new uPlot(
      trendOptions({
        pens: () => latest.current.pens,
        window: () => latest.current.window,
        width: element.clientWidth,
        height: element.clientHeight,
        onZoom: (next) => latest.current.onZoom?.(next),
        onCursor: (time) => latest.current.onCursor?.(time),
      }),
      columns(latest.current.pens, latest.current.isFollowing),
      element,
    );
    plot.current = chart;
    const resize = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [palette, shape]);

  useEffect(() => {
    const draw = (): void => {
      const chart = plot.current;
      if (chart === null) return;
      chart.batch(() => {
        chart.setData(columns(pens, isFollowing), false);
        const end = fixedEnd ?? liveStore.now();
        chart.setScale('x', { min: (end - span) / 1000, max: end / 1000 });
        for (const unit of new Set(pens.map((pen) => pen.tag.unit))) {
          const [min, max] = unitRange(pens.filter((pen) => pen.tag.unit === unit));
          chart.setScale(unit, { min, max });
        }
      });
    };
    draw();
    if (!isFollowing) return undefined;
    const stops = pens.map((pen) => liveStore.subscribe(pen.tag.id, draw));
    return () => stops.forEach((stop) => stop());
  }, [pens, span, fixedEnd, isFollowing, palette]);

  return <div ref={host} className="trend" role="img" aria-label={trendSummary(pens, window)} />;
}
