import type { JSX } from 'react';
import type { Interval } from '../domain/scale.ts';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly width: number;
  readonly height: number;
  readonly band?: Interval | null;
  readonly tone?: string;
  readonly label?: string;
}

/** A word-sized trend with an optional normal band behind it; `null` values break the line. */
export function Sparkline(props: SparklineProps): JSX.Element | null {
  const { values, width, height, band, tone = 'var(--trace)', label } = props;
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return <svg width={width} height={height} aria-hidden />;
  let low = Math.min(...known, ...(band ?? []));
  let high = Math.max(...known, ...(band ?? []));
  if (high - low < 1e-9) [low, high] = [low - 1, high + 1];
  const x = (index: number): number => 1 + (index / (values.length - 1)) * (width - 6);
  const y = (value: number): number => 3 + (1 - (value - low) / (high - low)) * (height - 6);
  let path = '';
  let isDrawing = false;
  values.forEach((value, index) => {
    if (value !== null) path += `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isDrawing = value !== null;
  });
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {band && (
        <rect x="0" width={width} y={y(band[1])} height={y(band[0]) - y(band[1])} fill="var(--band-soft)" />
      )}
      <path d={path} fill="none" stroke={tone} strokeWidth="1.3" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? low)} r="2" fill={tone} />
    </svg>
  );
}
