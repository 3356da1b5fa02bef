import type { TagView } from '@veinline/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useOpenFaceplate } from '../../app/faceplate-drawer.tsx';
import { usePageTitle } from '../../app/title.ts';
import { TagTrend } from '../../charts/tag-trend.tsx';
import { useUnits, type Unit } from '../../data/plant.ts';
import { useAlarms } from '../../data/queries.ts';
import { propertyLabel } from '../../domain/format.ts';
import { rangeChoices, rangeLabel, rangeMs } from '../../domain/range.ts';
import { byUrgency, stateText } from '../../domain/severity.ts';
import { AnalogIndicator } from '../../parts/analog-indicator.tsx';
import { LiveText } from '../../parts/live-text.tsx';
import { MiniIndicator } from '../../parts/mini-indicator.tsx';
import { Loading, Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { PhaseTimeline } from './phase-timeline.tsx';
import './units.css';

const route = getRouteApi('/units/$unitId');
const isNumber = (tag: TagView): boolean => tag.dataType === 'number' && tag.states === null;

/** Levels 2 and 3: one unit with all its indicators, trends, phases and alarms. */
export function UnitPage(): JSX.Element {
  const { unitId } = route.useParams();
  usePageTitle(unitId);
  const units = useUnits();
  const unit = units?.find((item) => item.equipment.id === unitId);
  if (units === undefined) {
    return (
      <div className="page">
        <h1>{unitId}</h1>
        <Loading rows={8} />
      </div>
    );
  }
  if (unit === undefined) {
    return (
      <div className="page">
        <h1>{unitId}</h1>
        <p>
          The plant has no equipment “{unitId}” with tags. <Link to="/units">See all units</Link>
        </p>
      </div>
    );
  }
  return <UnitView unit={unit} />;
}

function UnitView({ unit }: { unit: Unit }): JSX.Element {
  const { equipment, context } = unit;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const openFaceplate = useOpenFaceplate();
  const alarms = useAlarms().data?.alarms ?? noAlarms;
  const range = search.range ?? '1h';
  const span = rangeMs(range) ?? 3_600_000;
  const analog = unit.indicators.filter(isNumber);
  const trended = analog.length > 0 ? analog : unit.tags.filter(isNumber);
  const others = unit.tags.filter((tag) => !analog.includes(tag));
  const own = alarms.filter((alarm) => alarm.equipment === equipment.id).sort(byUrgency);
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {equipment.id} <small className="muted">{equipment.description || equipment.name}</small>
        </h1>
        {(['batch', 'patient', 'phase', 'state', 'mode'] as const).map((role) => {
          const tag = context[role];
          return (
            tag && (
              <span key={role} className="unit-word">
                {role} <LiveText tag={tag} />
              </span>
            )
          );
        })}
        <Segmented
          label="Range of the trends"
          choices={rangeChoices.map((choice) => [choice, rangeLabel(choice)] as const)}
          value={range as (typeof rangeChoices)[number]}
          onChange={(next) =>
            void navigate({ search: (known) => ({ ...known, range: next }), replace: true })
          }
        />
      </div>
      <div className="unit-top">
        {analog.length > 0 && (
          <Panel title="Indicators">
            <div className="analogs unit-analogs">
              {analog.map((tag) => (
                <AnalogIndicator key={tag.id} tag={tag} alarms={alarms} onSelect={openFaceplate} />
              ))}
            </div>
          </Panel>
        )}
        <Panel title="Alarms">
          {own.length === 0 && <p className="calm">No active alarms on {equipment.id}</p>}
          <ul className="unit-alarms">
            {own.map((alarm) => (
              <li key={alarm.id}>
                <PriorityMark priority={alarm.priority} />
                <span>
                  <b>{alarm.tag}</b> {alarm.message}
                  <small className="muted"> {stateText(alarm.state)}</small>
                  {alarm.response !== null && <small>What to do: {alarm.response}</small>}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      {context['phase'] && <PhaseTimeline tag={context['phase']} span={span} />}
      <div className="unit-trends">
        {trended.map((tag) => (
          <Panel
            key={tag.id}
            title={
              <Link to="/trends" search={{ pens: tag.id, range }}>
                {tag.description || propertyLabel(tag.property)}
              </Link>
            }
            aside={<LiveText tag={tag} />}
            className="unit-trend"
          >
            <TagTrend tag={tag} span={span} />
          </Panel>
        ))}
      </div>
      <Panel title="Other values">
        <div className="unit-others">
          {others.map((tag) => (
            <MiniIndicator key={tag.id} tag={tag} alarms={alarms} onSelect={openFaceplate} />
          ))}
        </div>
      </Panel>
    </div>
  );
}

const noAlarms: never[] = [];
