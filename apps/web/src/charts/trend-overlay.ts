import type uPlot from 'uplot';
import { levelLimits } from '../domain/scale.ts';
import type { Stretch } from '../domain/series.ts';
import { chartFont, token } from './palette.ts';
import { penStyle, type Pen } from './trend-model.ts';

const seconds = (ms: number): number => ms / 1000;

/** Draws normal band and alarm limits behind the traces; only for a single pen, or nobody could tell whose. */
export function drawReferences(plot: uPlot, pens: readonly Pen[]): void {
  const pen = pens[0];
  if (pen === undefined || pens.length !== 1) return;
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const y = (value: number): number => {
    const at = plot.valToPos(value, pen.tag.unit, true);
    return Math.min(bbox.top + bbox.height, Math.max(bbox.top, at));
  };
  const normal = pen.tag.normal;
  if (normal !== null) {
    ctx.fillStyle = token('--band-soft');
    ctx.fillRect(bbox.left, y(normal[1]), bbox.width, y(normal[0]) - y(normal[1]));
  }
  ctx.save();
  ctx.font = scaledFont();
  ctx.textAlign = 'left';
  const scale = plot.scales[pen.tag.unit];
  for (const { label, limit } of levelLimits(pen.tag)) {
    if (limit < (scale?.min ?? limit) || limit > (scale?.max ?? limit)) continue;
    ctx.strokeStyle = token('--limit');
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y(limit));
    ctx.lineTo(bbox.left + bbox.width, y(limit));
    ctx.stroke();
    ctx.fillStyle = token('--muted');
    ctx.fillText(
      `${label} ${limit}`,
      bbox.left + 6 * ratio,
      y(limit) + (label.startsWith('LO') ? -4 : 12) * ratio,
    );
  }
  ctx.restore();
}

/** Draws above the traces: hatched stretches of doubtful quality, the band's label, direct labels of pens. */
export function drawMarks(plot: uPlot, pens: readonly Pen[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const pen of pens) for (const stretch of pen.series.bad) hatch(plot, stretch);
  ctx.font = scaledFont();
  ctx.textAlign = 'left';
  const only = pens.length === 1 ? pens[0] : undefined;
  if (only?.tag.normal) {
    const at = Math.max(plot.valToPos(only.tag.normal[1], only.tag.unit, true), bbox.top);
    label(ctx, `normal ${only.tag.normal[0]}–${only.tag.normal[1]}`, bbox.left + 6 * ratio, at + 12 * ratio);
  }
  if (pens.length > 1) labelPens(plot, pens);
  ctx.restore();
}

function scaledFont(): string {
  return chartFont.replace('11px', `${11 * devicePixelRatio}px`);
}

function label(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.strokeStyle = token('--panel');
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
  ctx.fillStyle = token('--muted');
  ctx.fillText(text, x, y);
}

function labelPens(plot: uPlot, pens: readonly Pen[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const taken: number[] = [];
  pens.forEach((pen, index) => {
    const last = pen.series.averages.findLastIndex((value) => value !== null);
    const value = pen.series.averages[last];
    if (value === null || value === undefined) return;
    let y = plot.valToPos(value, pen.tag.unit, true) - 4 * ratio;
    while (taken.some((other) => Math.abs(other - y) < 13 * ratio)) y += 13 * ratio;
    taken.push(y);
    const width = ctx.measureText(pen.tag.id).width;
    const end = plot.valToPos(seconds(pen.series.times[last] ?? 0), 'x', true);
    const x = Math.min(end, bbox.left + bbox.width) - width - 6 * ratio;
    label(ctx, pen.tag.id, x, y);
    ctx.fillStyle = token(penStyle(index).color);
    ctx.fillText(pen.tag.id, x, y);
  });
}

function hatch(plot: uPlot, stretch: Stretch): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const left = Math.max(bbox.left, plot.valToPos(seconds(stretch.from), 'x', true));
  const right = Math.min(bbox.left + bbox.width, plot.valToPos(seconds(stretch.to), 'x', true));
  if (right <= left) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, Math.max(right - left, 2 * ratio), bbox.height);
  ctx.clip();
  ctx.strokeStyle = token('--limit');
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (let x = left - bbox.height; x < right; x += 6 * ratio) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
