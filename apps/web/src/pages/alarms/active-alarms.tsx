import type { AlarmView } from '@veinline/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useState } from 'react';
import { useOpenFaceplate } from '../../app/faceplate-drawer.tsx';
import { useNow } from '../../data/clock.ts';
import { useStreamState } from '../../data/live-hooks.ts';
import { useAcknowledge, useAlarms, useTagMap } from '../../data/queries.ts';
import { shortInstant, valueText, withUnit } from '../../domain/format.ts';
import { byUrgency, canAcknowledge, isUnacknowledged, stateText } from '../../domain/severity.ts';
import { CalmLine } from '../../parts/calm-line.tsx';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';
import { Segmented } from '../../parts/segmented.tsx';

const route = getRouteApi('/alarms');

function matches(alarm: AlarmView, filter: string): boolean {
  const text = `${alarm.tag} ${alarm.equipment} ${alarm.message} ${alarm.type}`.toLowerCase();
  return text.includes(filter.toLowerCase());
}

/** The alarms that are not normal: filter, sort, select, acknowledge with an optional comment. */
export function ActiveAlarms(): JSX.Element {
  const { filter = '', sort } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useAlarms();
  const acknowledge = useAcknowledge();
  const isLost = useStreamState().status === 'lost';
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState('');
  const byTime = (a: AlarmView, b: AlarmView): number => (b.raisedAt ?? 0) - (a.raisedAt ?? 0);
  const all = data?.alarms ?? [];
  const shown = all.filter((alarm) => matches(alarm, filter)).sort(sort === 'time' ? byTime : byUrgency);
  const waiting = shown.filter((alarm) => isUnacknowledged(alarm.state));
  const chosen = shown.filter((alarm) => canAcknowledge(alarm.state) && selected.has(alarm.id));
  const setFilter = (text: string): void =>
    void navigate({ search: (known) => ({ ...known, filter: text || undefined }), replace: true });
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const send = (): void => {
    const ids = chosen.map((alarm) => alarm.id);
    const body = comment.trim() === '' ? { ids } : { ids, comment: comment.trim() };
    const onSuccess = (): void => {
      setSelected(new Set());
      setComment('');
    };
    acknowledge.mutate(body, { onSuccess });
  };
  const refused = acknowledge.data?.refused ?? [];
  return (
    <Panel
      title={`${shown.length} not normal, ${waiting.length} not acknowledged`}
      className="alarm-table"
      aside={
        <div className="toolbar">
          <input
            className="input"
            aria-label="Filter alarms"
            placeholder="Filter by tag or text"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <Segmented
            label="Sort"
            choices={[
              ['priority', 'By priority'],
              ['time', 'By time'],
            ]}
            value={sort ?? 'priority'}
            onChange={(next) =>
              void navigate({ search: (known) => ({ ...known, sort: next === 'time' ? next : undefined }) })
            }
          />
          <input
            className="input"
            aria-label="Comment for the journal (optional)"
            placeholder="Comment (optional)"
            maxLength={1000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <button
            type="button"
            className="button"
            disabled={chosen.length === 0 || isLost || acknowledge.isPending}
            title={isLost ? 'Connection lost: nothing can be acknowledged now' : undefined}
            onClick={send}
          >
            Acknowledge {chosen.length} {chosen.length === 1 ? 'alarm' : 'alarms'}
          </button>
        </div>
      }
    >
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {acknowledge.error && <p className="problem">Not acknowledged: {acknowledge.error.message}</p>}
      {refused.map((item) => (
        <p key={item.id} className="problem">
          {item.id} was not acknowledged: {item.reason}
        </p>
      ))}
      {data === undefined && error === null && <Loading rows={6} />}
      {data !== undefined && all.length === 0 && <CalmLine />}
      {all.length > 0 && shown.length === 0 && (
        <p className="calm">
          No alarm contains “{filter}”.{' '}
          <button type="button" className="button" onClick={() => setFilter('')}>
            Clear filter
          </button>
        </p>
      )}
      {shown.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label="Alarm list">
          <table className="table num">
            <thead>
              <tr>
                <th>
                  <input
                    type="checkbox"
                    aria-label="Select all not acknowledged"
                    disabled={waiting.length === 0}
                    checked={waiting.length > 0 && chosen.length === waiting.length}
                    onChange={(event) =>
                      setSelected(new Set(event.target.checked ? waiting.map((alarm) => alarm.id) : []))
                    }
                  />
                </th>
                <th>Priority</th>
                <th>Raised (UTC)</th>
                <th>Tag</th>
                <th>Message</th>
                <th>Value</th>
                <th>Limit</th>
                <th>State</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((alarm) => (
                <AlarmRow
                  key={alarm.id}
                  alarm={alarm}
                  isSelected={selected.has(alarm.id)}
                  onToggle={() => toggle(alarm.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

interface AlarmRowProps {
  readonly alarm: AlarmView;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
}

function AlarmRow({ alarm, isSelected, onToggle }: AlarmRowProps): JSX.Element {
  const openFaceplate = useOpenFaceplate();
  const tag = useTagMap().get(alarm.tag);
  const now = useNow(10);
  const isWaiting = isUnacknowledged(alarm.state);
  return (
    <tr data-waiting={isWaiting}>
      <td>
        {canAcknowledge(alarm.state) && (
          <input type="checkbox" aria-label={`Select ${alarm.id}`} checked={isSelected} onChange={onToggle} />
        )}
      </td>
      <td>
        <PriorityMark priority={alarm.priority} isPulsing={isWaiting} />
      </td>
      <td>{alarm.raisedAt === null ? '–' : shortInstant(alarm.raisedAt, now)}</td>
      <td>
        <button type="button" className="link" onClick={() => openFaceplate({ id: alarm.tag })}>
          {alarm.tag}
        </button>{' '}
        <Link to="/units/$unitId" params={{ unitId: alarm.equipment }}>
          unit
        </Link>
      </td>
      <td>
        {alarm.message}
        {alarm.consequence !== null && <small>If ignored: {alarm.consequence}</small>}
        {alarm.response !== null && <small>What to do: {alarm.response}</small>}
      </td>
      <td>{tag ? withUnit(valueText(alarm.value, tag), alarm.unit) : String(alarm.value)}</td>
      <td>{alarm.limit === null ? '–' : withUnit(String(alarm.limit), alarm.unit)}</td>
      <td>
        {stateText(alarm.state)}
        {alarm.acknowledgedBy !== null && <small>by {alarm.acknowledgedBy}</small>}
        {alarm.comment !== null && <small>“{alarm.comment}”</small>}
      </td>
    </tr>
  );
}
