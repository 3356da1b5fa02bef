import { token } from '../palette.ts';

/** One entry of a legend: a swatch, drawn by its name in CSS and in pictures, and what it stands for. */
export interface LegendEntry {
  readonly swatch: 'median' | 'middle' | 'outer' | 'box' | 'whisker' | 'dot' | 'full' | 'pale' | 'outline';
  readonly text: string;
}

/** What stands around a chart in an exported picture. */
export interface PictureText {
  readonly title: string;
  readonly summary: string;
  /** Time source with what repeats it, such as `Simulated · seed 42`; no exported figure goes without. */
  readonly badge: string;
  readonly legend: readonly LegendEntry[];
}

const scale = 2;
const margin = 20;
const font = (weight: number, size: number): string => `${weight} ${size}px "Inter Variable", sans-serif`;

/** A chart's picture with title, sentence, legend and badge around it, as a PNG. */
export async function figurePng(picture: string, text: PictureText): Promise<Blob> {
  const chart = new Image();
  chart.src = picture;
  await chart.decode();
  const chartWidth = chart.width / scale;
  const width = Math.max(560, chartWidth) + 2 * margin;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser gave no canvas to draw the figure on.');
  context.font = font(450, 12);
  const lines = wrap(context, text.summary, width - 2 * margin);
  const head = 46 + lines.length * 17 + (text.legend.length === 0 ? 0 : 20);
  const height = head + chart.height / scale + 52;
  canvas.width = width * scale;
  canvas.height = height * scale;
  context.scale(scale, scale);
  context.fillStyle = token('--panel');
  context.fillRect(0, 0, width, height);
  context.fillStyle = token('--ink');
  context.font = font(620, 15);
  context.fillText(text.title, margin, 32);
  context.font = font(450, 12);
  context.fillStyle = token('--muted');
  lines.forEach((line, at) => context.fillText(line, margin, 52 + at * 17));
  drawLegend(context, text.legend, 55 + lines.length * 17);
  context.drawImage(
    chart,
    margin + (width - 2 * margin - chartWidth) / 2,
    head,
    chartWidth,
    chart.height / scale,
  );
  drawBadge(context, text.badge, height - 36);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser could not write the figure as PNG.'));
      else resolve(blob);
    }, 'image/png');
  });
}

function drawLegend(
  context: CanvasRenderingContext2D,
  legend: readonly LegendEntry[],
  baseline: number,
): void {
  let left = margin;
  for (const { swatch, text } of legend) {
    const middle = baseline - 4;
    const fill = (name: string, opacity: number, size: number): void => {
      context.globalAlpha = opacity;
      context.fillStyle = token(name);
      context.fillRect(left, middle - size / 2, 16, size);
      context.globalAlpha = 1;
    };
    if (swatch === 'median') fill('--ink', 1, 2);
    if (swatch === 'middle') fill('--trace', 0.38, 10);
    if (swatch === 'outer') fill('--trace', 0.16, 10);
    if (swatch === 'box') fill('--band', 1, 10);
    if (swatch === 'whisker') fill('--trace', 1, 1.5);
    if (swatch === 'full') fill('--slot-run', 1, 10);
    if (swatch === 'pale') fill('--slot-booked', 1, 10);
    context.lineWidth = 1.3;
    context.strokeStyle = token(swatch === 'outline' ? '--slot-run' : '--trace');
    if (swatch === 'box' || swatch === 'outline') context.strokeRect(left, middle - 5, 16, 10);
    if (swatch === 'dot') {
      context.fillStyle = token('--trace');
      context.beginPath();
      context.arc(left + 8, middle, 2, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = token('--muted');
    context.fillText(text, left + 22, baseline);
    left += 22 + context.measureText(text).width + 16;
  }
}

function drawBadge(context: CanvasRenderingContext2D, badge: string, top: number): void {
  context.font = font(620, 12);
  const width = context.measureText(badge).width + 20;
  context.strokeStyle = token('--ink');
  context.lineWidth = 1.5;
  context.strokeRect(margin, top, width, 22);
  context.fillStyle = token('--ink');
  context.fillText(badge, margin + 10, top + 15);
}

function wrap(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
