import type { JSX } from 'react';
import { penName, valueAt, type Pen } from '../../charts/trend-model.ts';
import { fullInstant } from '../../domain/format.ts';

const longestTable = 200;

/** The shown trend as a table, newest first, for those who cannot use the chart. */
export function SampleTable({ pens }: { pens: readonly Pen[] }): JSX.Element {
  const times = [...new Set(pens.flatMap((pen) => pen.series.times))].sort((a, b) => b - a);
  const step = Math.max(1, Math.ceil(times.length / longestTable));
  const shown = times.filter((_, index) => index % step === 0);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Values of the trend">
      <table className="table num">
        <thead>
          <tr>
            <th>Time</th>
            {pens.map((pen) => (
              <th key={pen.tag.id}>{penName(pen, 'average')}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((time) => (
            <tr key={time}>
              <td>{fullInstant(time)}</td>
              {pens.map((pen) => (
                <td key={pen.tag.id}>{valueAt(pen, time)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
