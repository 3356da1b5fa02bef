import {
  IconAlertTriangle,
  IconChartHistogram,
  IconFlask,
  IconLayoutDashboard,
  IconPlugConnected,
  IconTestPipe,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useAlarms } from '../data/queries.ts';
import { isUnacknowledged } from '../domain/severity.ts';

/** Pages of the app by group, in the order of the rail. */
export const pageGroups = [
  {
    group: 'Operate',
    pages: [
      { to: '/', label: 'Overview', Icon: IconLayoutDashboard },
      { to: '/units', label: 'Units', Icon: IconTestPipe },
      { to: '/alarms', label: 'Alarms', Icon: IconAlertTriangle },
      { to: '/trends', label: 'Trends', Icon: IconChartHistogram },
    ],
  },
  { group: 'Simulate', pages: [{ to: '/experiments', label: 'Experiments', Icon: IconFlask }] },
  { group: 'Connect', pages: [{ to: '/connectors', label: 'Connectors', Icon: IconPlugConnected }] },
] as const;

/** The left rail: links to all pages, with the number of alarms nobody has acknowledged. */
export function Rail(): JSX.Element {
  const alarms = useAlarms().data?.alarms ?? [];
  const waiting = alarms.filter((alarm) => isUnacknowledged(alarm.state)).length;
  return (
    <nav className="rail" aria-label="Pages">
      {pageGroups.map(({ group, pages }) => (
        <div key={group}>
          <p className="eyebrow">{group}</p>
          {pages.map(({ to, label, Icon }) => (
            <Link key={to} to={to} className="rail-link" title={label} activeOptions={{ exact: to === '/' }}>
              <Icon size={16} stroke={1.6} aria-hidden />
              <span>{label}</span>
              {to === '/alarms' && waiting > 0 && (
                <b className="num" aria-label={`${waiting} not acknowledged`} role="img">
                  {waiting}
                </b>
              )}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
