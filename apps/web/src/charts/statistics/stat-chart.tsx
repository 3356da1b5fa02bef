import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import type { JSX, Ref } from 'react';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { chartFont, token, usePalette } from '../palette.ts';

/** Looks up a colour token such as `--trace` in the palette on screen. */
export type Colour = (token: string) => string;

/** Draws a chart for a palette and a width in pixels. */
export type ChartOption = (colour: Colour, width: number) => EChartsCoreOption;

/** What a figure can ask of its chart. */
export interface StatChartHandle {
  /** The chart as a picture at twice its size; null before it is drawn. */
  picture(): string | null;
}

interface StatChartProps {
  readonly option: ChartOption;
  /** Pixels. */
  readonly height: number;
  /** One sentence for those who cannot see the chart. */
  readonly summary: string;
  readonly ref?: Ref<StatChartHandle>;
}

/**
 * An ECharts canvas in the app's palette. It loads the library and the font first, and draws again when the palette or
 * the width changes, because a canvas reads both only once.
 */
export function StatChart({ option, height, summary, ref }: StatChartProps): JSX.Element {
  const palette = usePalette();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const latest = useRef(option);

  useImperativeHandle(ref, () => ({
    picture: () => chart.current?.getDataURL({ pixelRatio: 2, backgroundColor: token('--panel') }) ?? null,
  }));

  useEffect(() => {
    latest.current = option;
    draw(chart.current, host.current, option);
  }, [option, palette, height]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let isGone = false;
    const resize = new ResizeObserver(() => {
      chart.current?.resize();
      draw(chart.current, element, latest.current);
    });
    const begin = async (): Promise<void> => {
      const [{ init }] = await Promise.all([import('./echarts-parts.ts'), document.fonts.load(chartFont)]);
      if (isGone) return;
      chart.current = init(element, null, { renderer: 'canvas' });
      draw(chart.current, element, latest.current);
      resize.observe(element);
    };
    void begin();
    return () => {
      isGone = true;
      resize.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  return <div ref={host} className="stat-chart" role="img" aria-label={summary} style={{ height }} />;
}

function draw(chart: EChartsType | null, element: HTMLElement | null, option: ChartOption): void {
  if (chart === null || element === null || element.clientWidth === 0) return;
  chart.setOption(option(token, element.clientWidth), { notMerge: true });
}
