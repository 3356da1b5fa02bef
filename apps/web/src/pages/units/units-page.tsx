import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useOpenFaceplate } from '../../app/faceplate-drawer.tsx';
import { usePageTitle } from '../../app/title.ts';
import { useUnits } from '../../data/plant.ts';
import { useAlarms } from '../../data/queries.ts';
import { isActive } from '../../domain/severity.ts';
import { LiveText } from '../../parts/live-text.tsx';
import { MiniIndicator } from '../../parts/mini-indicator.tsx';
import { Loading, Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';
import './units.css';

/** Level 2: every unit of the plant with its state and indicators. */
export function UnitsPage(): JSX.Element {
  usePageTitle('Units');
  const units = useUnits();
  const alarms = useAlarms().data?.alarms ?? noAlarms;
  const openFaceplate = useOpenFaceplate();
  return (
    <div className="page">
      <h1>Units</h1>
      <Panel title="All equipment with tags">
        {units === undefined && <Loading rows={8} />}
        <ul className="unit-list">
          {units?.map((unit) => {
            const { equipment, context } = unit;
            const own = alarms.filter((alarm) => alarm.equipment === equipment.id && isActive(alarm.state));
            const priority = own.length === 0 ? 0 : Math.min(...own.map((alarm) => alarm.priority));
            const shown = unit.indicators.length > 0 ? unit.indicators : unit.tags;
            return (
              <li key={equipment.id}>
                <span className="unit-list-name">
                  <Link to="/units/$unitId" params={{ unitId: equipment.id }}>
                    {equipment.id}
                  </Link>
                  {priority > 0 && <PriorityMark priority={priority as 1 | 2 | 3} />}
                  <small>{equipment.name === equipment.id ? equipment.description : equipment.name}</small>
                </span>
                <span className="unit-list-words">
                  {(['batch', 'phase', 'state', 'mode'] as const).map((role) => {
                    const tag = context[role];
                    return tag && <LiveText key={role} tag={tag} />;
                  })}
                </span>
                <span className="unit-list-values">
                  {shown.slice(0, 6).map((tag) => (
                    <MiniIndicator key={tag.id} tag={tag} alarms={alarms} onSelect={openFaceplate} />
                  ))}
                </span>
              </li>
            );
          })}
        </ul>
      </Panel>
    </div>
  );
}

const noAlarms: never[] = [];
