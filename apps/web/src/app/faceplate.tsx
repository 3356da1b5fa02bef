import type { TagView } from '@veinline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { TagTrend } from '../charts/tag-trend.tsx';
import { useNow } from '../data/clock.ts';
import { liveStore } from '../data/live-store.ts';
import { trustOf, useLiveValue } from '../data/live-hooks.ts';
import { useAlarms } from '../data/queries.ts';
import { duration, fullInstant, valueText } from '../domain/format.ts';
import { isActive, severityOf, stateText } from '../domain/severity.ts';
import { ageMs } from '../domain/staleness.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { QualityMark, trustText } from '../parts/quality-mark.tsx';

function Row({ name, children }: { name: string; children: ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** Everything about one tag: value, quality, times, origin, limits and the last hour. */
export function Faceplate({ tag }: { tag: TagView }): JSX.Element {
  const value = useLiveValue(tag);
  const alarms = useAlarms().data?.alarms ?? [];
  useNow();
  const trust = trustOf(value, tag);
  const why = trustText(trust, value, tag);
  const own = alarms.filter((alarm) => alarm.tag === tag.id && isActive(alarm.state));
  return (
    <div className="faceplate">
      <p>{tag.description}</p>
      <p className="faceplate-value num" data-severity={severityOf(tag, value, alarms)} data-trust={trust}>
        <b>{valueText(value?.value, tag)}</b> {tag.unit} <QualityMark trust={trust} text={why} />{' '}
        {why !== '' && <small>{why}</small>}
      </p>
      {own.map((alarm) => (
        <p key={alarm.id} className="faceplate-alarm">
          <PriorityMark priority={alarm.priority} /> {alarm.message} · {stateText(alarm.state)}
          {alarm.response !== null && <small>What to do: {alarm.response}</small>}
        </p>
      ))}
      {tag.dataType === 'number' && tag.states === null && (
        <div className="faceplate-trend">
          <TagTrend tag={tag} span={3_600_000} />
        </div>
      )}
      <Link to="/trends" search={{ pens: tag.id, range: '1h' }} className="button">
        Open in Trends
      </Link>
      <dl className="facts">
        <Row name="Quality">
          {value === undefined ? 'No value yet' : `${value.quality} (${value.statusName})`}
        </Row>
        <Row name="Source time">{value ? fullInstant(value.sourceTime) : '–'}</Row>
        <Row name="Age">{value ? duration(ageMs(value, tag, liveStore.now())) : '–'}</Row>
        <Row name="Expected every">
          {tag.expectedIntervalSeconds === null ? 'On change' : `${tag.expectedIntervalSeconds} s`}
        </Row>
        <Row name="Range">{tag.range ? `${tag.range[0]} to ${tag.range[1]} ${tag.unit}` : 'Not set'}</Row>
        <Row name="Normal">{tag.normal ? `${tag.normal[0]} to ${tag.normal[1]} ${tag.unit}` : 'Not set'}</Row>
        {tag.alarms.map((alarm) => (
          <Row key={alarm.id} name={`Alarm, ${alarm.type}`}>
            priority {alarm.priority}
            {alarm.limit !== null && ` at ${alarm.limit} ${tag.unit}`}
          </Row>
        ))}
        <Row name="Connector">
          <Link to="/connectors" search={{ browse: tag.connector }}>
            {tag.connector}
          </Link>{' '}
          ({tag.timeSource})
        </Row>
        <Row name="Address">
          <code>{tag.address}</code>
        </Row>
      </dl>
    </div>
  );
}
