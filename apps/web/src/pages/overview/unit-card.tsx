import type { AlarmView, TagView } from '@veinline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { memo, useMemo } from 'react';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useNow } from '../../data/clock.ts';
import { currentValue, useLiveSelect } from '../../data/live-hooks.ts';
import type { Unit } from '../../data/plant.ts';
import { historyQuery } from '../../data/queries.ts';
import { valueText } from '../../domain/format.ts';
import { seriesOf } from '../../domain/series.ts';
import {
  isActive,
  isUnacknowledged,
  severityOf,
  severityRank,
  type Severity,
} from '../../domain/severity.ts';
import { AnalogIndicator, shortLabel } from '../../parts/analog-indicator.tsx';
import { LiveText } from '../../parts/live-text.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';

interface UnitCardProps {
  readonly unit: Unit;
  readonly alarms: readonly AlarmView[];
  readonly selected: string | undefined;
  readonly onSelect: (tag: TagView) => void;
}

/** The most urgent of the indicators; the third one while all are normal. */
function worstOf(tags: readonly TagView[], alarms: readonly AlarmView[]): [TagView | undefined, Severity] {
  let worst = tags[2] ?? tags[0];
  let severity: Severity = 'normal';
  for (const tag of tags) {
    const own = severityOf(tag, currentValue(tag), alarms);
    if (severityRank(own) < severityRank(severity)) [worst, severity] = [tag, own];
  }
  return [worst, severity];
}

/** One batch unit at a glance: who, which phase, how far, five variables, the worst one's last three hours. */
export const UnitCard = memo(function UnitCard({
  unit,
  alarms,
  selected,
  onSelect,
}: UnitCardProps): JSX.Element {
  const { equipment, context } = unit;
  useNow(5);
  const indicators = useMemo(() => unit.indicators.slice(0, 5), [unit]);
  const own = alarms.filter((alarm) => alarm.equipment === equipment.id && isActive(alarm.state));
  const priority = own.length === 0 ? null : (Math.min(...own.map((alarm) => alarm.priority)) as 1 | 2 | 3);
  const [worst, severity] = worstOf(indicators, alarms);
  return (
    <article className="panel unit-card" data-priority={priority ?? undefined}>
      <header>
        <h2 className="panel-title">
          <Link to="/units/$unitId" params={{ unitId: equipment.id }}>
            {equipment.id}
          </Link>
          {priority !== null && (
            <PriorityMark
              priority={priority}
              isPulsing={own.some((alarm) => isUnacknowledged(alarm.state))}
            />
          )}
        </h2>
        {context['phase'] && (
          <span className="phase-badge">
            <LiveText tag={context['phase']} />
          </span>
        )}
      </header>
      <p className="unit-words num">
        {context['batch'] && <LiveText tag={context['batch']} />}
        {context['patient'] && <LiveText tag={context['patient']} />}
        <DayOf day={context['day']} planned={context['plannedDays']} />
      </p>
      <BatchProgress day={context['day']} planned={context['plannedDays']} />
      <div className="analogs">
        {indicators.map((tag) => (
          <AnalogIndicator
            key={tag.id}
            tag={tag}
            alarms={alarms}
            isSelected={tag.id === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
      {worst && <Embedded tag={worst} severity={severity} />}
      <footer className="num">
        <span>
          {context['next'] && (
            <>
              Next{' '}
              <b>
                <LiveText tag={context['next']} />
              </b>
            </>
          )}
        </span>
        {context['mode'] && <Mode tag={context['mode']} />}
      </footer>
    </article>
  );
});

function useNumber(tag: TagView | undefined): number | null {
  const value = tag && currentValue(tag)?.value;
  return typeof value === 'number' ? value : null;
}

function DayOf(props: { day: TagView | undefined; planned: TagView | undefined }): JSX.Element | null {
  const day = useNumber(props.day);
  const planned = useNumber(props.planned);
  if (day === null) return null;
  return (
    <span>
      day {Math.floor(day)}
      {planned !== null && ` of ${planned}`}
    </span>
  );
}

function BatchProgress(props: { day: TagView | undefined; planned: TagView | undefined }): JSX.Element {
  const day = useNumber(props.day) ?? 0;
  const planned = useNumber(props.planned);
  const part = planned === null || planned === 0 ? 0 : Math.min(1, day / planned);
  return (
    <div className="progress" aria-hidden>
      <i style={{ width: `${part * 100}%` }} />
    </div>
  );
}

function Mode({ tag }: { tag: TagView }): JSX.Element {
  const text = useLiveSelect(tag, (value) => valueText(value?.value, tag));
  return <span data-manual={/manual/i.test(text)}>{text}</span>;
}

const threeHours = { span: 3 * 3_600_000 };

function Embedded({ tag, severity }: { tag: TagView; severity: Severity }): JSX.Element {
  const { data } = useQuery(historyQuery(tag.id, threeHours, 60));
  const values = useMemo(() => (data ? seriesOf(data, tag).averages : []), [data, tag]);
  const tone = severity === 'normal' ? 'var(--trace)' : `var(--p${severity === 'abnormal' ? 2 : severity})`;
  return (
    <p className="embedded">
      <span>{shortLabel(tag.property)} 3 h</span>
      <Sparkline values={values} width={132} height={28} band={tag.normal} tone={tone} />
    </p>
  );
}
