const length = 60;
const series = new Map<string, number[]>();
let lastAt = 0;

/** Adds one point to each headline figure's sparkline; points closer than a second are ignored. */
export function recordFigures(at: number, figures: Readonly<Record<string, number>>): void {
  if (at - lastAt < 1000) return;
  lastAt = at;
  for (const [name, value] of Object.entries(figures)) {
    const points = series.get(name) ?? [];
    points.push(value);
    series.set(name, points.slice(-length));
  }
}

/** The last points of a headline figure, oldest first; kept since this page was loaded. */
export function figureHistory(name: string): readonly number[] {
  return series.get(name) ?? [];
}
