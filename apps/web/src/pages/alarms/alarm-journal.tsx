import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useSourceText } from '../../app/source-badge.tsx';
import { useNow } from '../../data/clock.ts';
import { useJournal } from '../../data/queries.ts';
import { csvText, downloadCsv } from '../../domain/csv.ts';
import { fullInstant } from '../../domain/format.ts';
import { rangeChoices, rangeLabel, windowOf } from '../../domain/range.ts';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';
import { Segmented } from '../../parts/segmented.tsx';

const route = getRouteApi('/alarms');

/** What happened to alarms, newest first, by time range and subject. */
export function AlarmJournal(): JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useSourceText();
  const now = useNow(10);
  const range = search.range ?? '24h';
  const subject = search.subject ?? '';
  const shown = windowOf({ ...search, range }, now);
  const { data, error, refetch } = useJournal(shown, subject);
  const entries = data?.entries ?? [];
  const exportCsv = (): void => {
    const about = {
      'Time source': source.full,
      From: new Date(shown.from).toISOString(),
      To: new Date(shown.to).toISOString(),
      Subject: subject || 'all',
      Exported: fullInstant(now),
    };
    const rows = entries.map((entry) => [
      new Date(entry.at).toISOString(),
      entry.event,
      entry.subject,
      entry.priority,
      entry.message,
      entry.actor,
    ]);
    const columns = ['Time (UTC)', 'Event', 'Subject', 'Priority', 'Message', 'Actor'];
    downloadCsv('veinline-alarm-journal.csv', csvText(about, columns, rows));
  };
  return (
    <Panel
      title={`${entries.length} entries`}
      className="alarm-table"
      aside={
        <div className="toolbar">
          <input
            className="input"
            aria-label="Subject: a tag or alarm"
            placeholder="Tag or alarm"
            value={subject}
            onChange={(event) =>
              void navigate({
                search: (known) => ({ ...known, subject: event.target.value || undefined }),
                replace: true,
              })
            }
          />
          <Segmented
            label="Range"
            choices={rangeChoices.map((choice) => [choice, rangeLabel(choice)] as const)}
            value={range as (typeof rangeChoices)[number]}
            onChange={(next) => void navigate({ search: (known) => ({ ...known, range: next }) })}
          />
          <button type="button" className="button" disabled={entries.length === 0} onClick={exportCsv}>
            Export CSV
          </button>
        </div>
      }
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={8} />}
      {data !== undefined && entries.length === 0 && (
        <p className="calm">
          Nothing happened{subject !== '' && ` to “${subject}”`} in the last {rangeLabel(range)}.
        </p>
      )}
      {entries.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label="Alarm journal">
          <table className="table num">
            <thead>
              <tr>
                <th>Time</th>
                <th>Event</th>
                <th>Priority</th>
                <th>Subject</th>
                <th>Message</th>
                <th>By</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td>{fullInstant(entry.at)}</td>
                  <td>{entry.event}</td>
                  <td>
                    {entry.priority === 1 || entry.priority === 2 || entry.priority === 3 ? (
                      <PriorityMark priority={entry.priority} />
                    ) : (
                      '–'
                    )}
                  </td>
                  <td>{entry.subject}</td>
                  <td>{entry.message}</td>
                  <td>{entry.actor ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
