import type { JSX } from 'react';
import { useRef, useState } from 'react';
import { download } from '../../domain/csv.ts';
import { Panel } from '../../parts/panel.tsx';
import { figurePng, type LegendEntry } from './figure-png.ts';
import './statistics.css';
import { StatChart, type ChartOption, type StatChartHandle } from './stat-chart.tsx';

/** What all figures of a page share. */
export interface FigureFrame {
  /** Time source and seed, such as `Simulated · seed 42`. */
  readonly badge: string;
  /** Start of the names of exported files. */
  readonly fileStem: string;
  readonly isTable: boolean;
}

/** The numbers of a chart as text. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface FigureProps {
  readonly title: string;
  readonly summary: string;
  readonly option: ChartOption;
  readonly height: number;
  readonly table: FigureTable;
  readonly frame: FigureFrame;
  readonly legend?: readonly LegendEntry[];
  /** False where one legend stands above several figures; exported pictures have it all the same. */
  readonly isLegendShown?: boolean;
}

/** A chart with its name, a sentence that sums it up, a legend, its numbers as a table, and export as a picture. */
export function Figure(props: FigureProps): JSX.Element {
  const { title, summary, option, height, table, frame, legend = [], isLegendShown = true } = props;
  const chart = useRef<StatChartHandle>(null);
  const [problem, setProblem] = useState('');
  const save = async (): Promise<void> => {
    const picture = chart.current?.picture() ?? null;
    if (picture === null) return;
    const blob = await figurePng(picture, { title, summary, badge: frame.badge, legend });
    download(`${frame.fileStem}-${fileWords(title)}.png`, blob);
  };
  return (
    <Panel
      title={title}
      className="figure"
      aside={
        frame.isTable ? undefined : (
          <button
            type="button"
            className="button quiet"
            aria-label={`Save ${title} as PNG`}
            onClick={() => {
              save().catch((cause: unknown) =>
                setProblem(cause instanceof Error ? cause.message : String(cause)),
              );
            }}
          >
            PNG
          </button>
        )
      }
    >
      <p className="figure-summary num">{summary}</p>
      {problem !== '' && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {frame.isTable ? (
        <NumberTable title={title} table={table} />
      ) : (
        <>
          <StatChart ref={chart} option={option} height={height} summary={`${title}. ${summary}`} />
          {isLegendShown && legend.length > 0 && <Legend entries={legend} />}
        </>
      )}
    </Panel>
  );
}

const fileWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

/** What the marks of a chart stand for; the charts' sentences say the rest. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }): JSX.Element {
  return (
    <ul className="legend" aria-hidden>
      {entries.map(({ swatch, text }) => (
        <li key={text}>
          <i data-swatch={swatch} /> {text}
        </li>
      ))}
    </ul>
  );
}

function NumberTable({ title, table }: { title: string; table: FigureTable }): JSX.Element {
  return (
    <div className="figure-table" tabIndex={0} role="region" aria-label={`Numbers of ${title}`}>
      <table className="table num">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
