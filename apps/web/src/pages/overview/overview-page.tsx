import type { TagView } from '@veinline/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useCallback, useMemo } from 'react';
import { usePageTitle } from '../../app/title.ts';
import { isBatchUnit, useUnits } from '../../data/plant.ts';
import { useAlarms } from '../../data/queries.ts';
import { byUrgency, isActive } from '../../domain/severity.ts';
import { Loading, Panel } from '../../parts/panel.tsx';
import './overview.css';
import { AlarmPanel } from './alarm-panel.tsx';
import { EquipmentPanel } from './equipment-panel.tsx';
import { KeyFigures } from './key-figures.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { UnitCard } from './unit-card.tsx';

const route = getRouteApi('/');
const cardsShown = 4;

/** Level 1: is anything wrong, and where next. */
export function OverviewPage(): JSX.Element {
  usePageTitle('Overview');
  const units = useUnits();
  const alarms = useAlarms().data?.alarms ?? noAlarms;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const select = useCallback(
    (tag: TagView) => void navigate({ search: (known) => ({ ...known, tag: tag.id }), replace: true }),
    [navigate],
  );
  const batchUnits = useMemo(() => units?.filter(isBatchUnit) ?? [], [units]);
  const cards = batchUnits.slice(0, cardsShown);
  const others = units?.filter((unit) => !cards.includes(unit) && unit.equipment.display !== null) ?? [];

  const chosen = useMemo(() => {
    const tags = units?.flatMap((unit) => unit.tags) ?? [];
    const worst = [...alarms].filter((alarm) => isActive(alarm.state)).sort(byUrgency);
    const ids = [search.tag, ...worst.map((alarm) => alarm.tag)];
    const isNumber = (tag: TagView): boolean => tag.dataType === 'number' && tag.states === null;
    const named = ids.flatMap((id) => tags.find((tag) => tag.id === id && isNumber(tag)) ?? []);
    return named[0] ?? batchUnits[0]?.indicators[2] ?? tags.find(isNumber);
  }, [units, batchUnits, alarms, search.tag]);

  return (
    <div className="page overview">
      <h1 className="sr-only">Overview</h1>
      <KeyFigures units={batchUnits} alarms={alarms} />
      <div className="overview-top">
        {units === undefined && (
          <Panel title="Units">
            <Loading rows={6} />
          </Panel>
        )}
        <div className="unit-cards" style={{ '--cards': Math.max(1, cards.length) }}>
          {cards.map((unit) => (
            <UnitCard
              key={unit.equipment.id}
              unit={unit}
              alarms={alarms}
              selected={chosen?.id}
              onSelect={select}
            />
          ))}
        </div>
        <AlarmPanel />
      </div>
      <div className="overview-bottom">
        <TrendPanel
          tag={chosen}
          range={search.range ?? '10m'}
          onRange={(range) => void navigate({ search: (known) => ({ ...known, range }), replace: true })}
        />
        <EquipmentPanel units={others} alarms={alarms} onSelect={select} />
      </div>
    </div>
  );
}

const noAlarms: never[] = [];
