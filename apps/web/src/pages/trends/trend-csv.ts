import { penName, type Pen } from '../../charts/trend-model.ts';
import { csvText, type Cell } from '../../domain/csv.ts';
import type { TimeWindow } from '../../domain/range.ts';

/** The shown trend as CSV: one row per time, with average, minimum and maximum of every pen. */
export function trendCsv(pens: readonly Pen[], window: TimeWindow, source: string, exported: string): string {
  const width = 1 + 3 * pens.length;
  const rows = new Map<number, Cell[]>();
  pens.forEach(({ series }, index) => {
    series.times.forEach((time, at) => {
      if (series.averages[at] === null && series.lows[at] === null) return;
      let row = rows.get(time);
      if (row === undefined) {
        row = new Array<Cell>(width).fill(null);
        row[0] = new Date(time).toISOString();
        rows.set(time, row);
      }
      const first = 1 + 3 * index;
      row[first] = series.averages[at] ?? null;
      row[first + 1] = series.lows[at] ?? null;
      row[first + 2] = series.highs[at] ?? null;
    });
  });
  const about = {
    'Time source': source,
    From: new Date(window.from).toISOString(),
    To: new Date(window.to).toISOString(),
    Exported: exported,
    Units: pens.map((pen) => `${pen.tag.id} in ${pen.tag.unit || '1'}`).join('; '),
    Values: 'average, minimum and maximum of each bucket; empty where nothing was recorded',
  };
  const columns = [
    'Time (UTC)',
    ...pens.flatMap((pen) => ['average', 'minimum', 'maximum'].map((kind) => penName(pen, kind))),
  ];
  const ordered = [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
  return csvText(about, columns, ordered);
}
