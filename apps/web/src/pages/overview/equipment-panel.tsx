import type { AlarmView, TagView } from '@veinline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Unit } from '../../data/plant.ts';
import { isActive } from '../../domain/severity.ts';
import { LiveText } from '../../parts/live-text.tsx';
import { MiniIndicator } from '../../parts/mini-indicator.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PriorityMark } from '../../parts/priority-mark.tsx';

interface EquipmentPanelProps {
  readonly units: readonly Unit[];
  readonly alarms: readonly AlarmView[];
  readonly onSelect: (tag: TagView) => void;
}

/** Everything that does not run batches, one row each: state and up to four values. */
export function EquipmentPanel({ units, alarms, onSelect }: EquipmentPanelProps): JSX.Element {
  return (
    <Panel title="Equipment" className="equipment-panel">
      <ul aria-label="Equipment" tabIndex={0}>
        {units.map((unit) => {
          const { equipment, context } = unit;
          const own = alarms.filter((alarm) => alarm.equipment === equipment.id && isActive(alarm.state));
          const priority = own.length === 0 ? 0 : Math.min(...own.map((alarm) => alarm.priority));
          const state = context['state'] ?? context['phase'] ?? context['mode'];
          return (
            <li key={equipment.id}>
              <span className="equipment-name">
                <Link to="/units/$unitId" params={{ unitId: equipment.id }} title={equipment.name}>
                  {equipment.id}
                </Link>
                {priority > 0 && <PriorityMark priority={priority as 1 | 2 | 3} />}
                <small>{equipment.name === equipment.id ? equipment.description : equipment.name}</small>
              </span>
              <span className="equipment-state">{state && <LiveText tag={state} />}</span>
              <span className="equipment-values">
                {unit.indicators.slice(0, 4).map((tag) => (
                  <MiniIndicator key={tag.id} tag={tag} alarms={alarms} onSelect={onSelect} />
                ))}
              </span>
            </li>
          );
        })}
      </ul>
      {units.length === 0 && <p className="muted">No other equipment in this plant.</p>}
    </Panel>
  );
}
