import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useOpenFaceplate } from '../../app/faceplate-drawer.tsx';
import { useNow } from '../../data/clock.ts';
import { useAcknowledge, useAlarms, useTagMap } from '../../data/queries.ts';
import { shortInstant, valueText, withUnit } from '../../domain/format.ts';
import { byUrgency, isActive, isUnacknowledged } from '../../domain/severity.ts';
import { CalmLine } from '../../parts/calm-line.tsx';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';

/** The alarms that are not normal, most urgent first, with one button that acknowledges all of them. */
export function AlarmPanel(): JSX.Element {
  const { data, error, refetch } = useAlarms();
  const acknowledge = useAcknowledge();
  const openFaceplate = useOpenFaceplate();
  const tags = useTagMap();
  const now = useNow(10);
  const alarms = [...(data?.alarms ?? [])].sort(byUrgency);
  const waiting = alarms.filter((alarm) => isUnacknowledged(alarm.state));
  const button = waiting.length > 0 && (
    <button
      type="button"
      className="button"
      disabled={acknowledge.isPending}
      onClick={() => acknowledge.mutate({ ids: waiting.map((alarm) => alarm.id) })}
    >
      Acknowledge {waiting.length}
    </button>
  );
  return (
    <Panel title={<Link to="/alarms">Alarms</Link>} aside={button} className="alarm-panel">
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {acknowledge.error && <p className="problem">Not acknowledged: {acknowledge.error.message}</p>}
      {data !== undefined && alarms.length === 0 && <CalmLine />}
      <ol>
        {alarms.map((alarm) => {
          const tag = tags.get(alarm.tag);
          const value = tag ? withUnit(valueText(alarm.value, tag), alarm.unit) : String(alarm.value);
          return (
            <li key={alarm.id} data-waiting={isUnacknowledged(alarm.state)}>
              <button type="button" onClick={() => openFaceplate({ id: alarm.tag })}>
                <PriorityMark priority={alarm.priority} isPulsing={isUnacknowledged(alarm.state)} />
                <b>{alarm.tag}</b>
                <time className="num">
                  {alarm.raisedAt === null ? '' : shortInstant(alarm.raisedAt, now)}
                </time>
                <span>{alarm.message}</span>
                <small className="num">
                  {value}
                  {alarm.limit !== null && ` · limit ${withUnit(String(alarm.limit), alarm.unit)}`}
                  {!isActive(alarm.state) && ' · returned'}
                </small>
              </button>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
