import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import { usePageTitle } from '../../app/title.ts';
import { Segmented } from '../../parts/segmented.tsx';
import { ActiveAlarms } from './active-alarms.tsx';
import { AlarmJournal } from './alarm-journal.tsx';
import './alarms.css';

const route = getRouteApi('/alarms');

/** Alarms: the list to work through, and the journal of what happened. */
export function AlarmsPage(): JSX.Element {
  usePageTitle('Alarms');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isJournal = search.view === 'journal';
  return (
    <div className="page alarms">
      <div className="page-head">
        <h1>Alarms</h1>
        <Segmented
          label="View"
          choices={[
            ['list', 'Active'],
            ['journal', 'Journal'],
          ]}
          value={isJournal ? 'journal' : 'list'}
          onChange={(view) =>
            void navigate({ search: (known) => ({ ...known, view: view === 'journal' ? view : undefined }) })
          }
        />
      </div>
      {isJournal ? <AlarmJournal /> : <ActiveAlarms />}
    </div>
  );
}
