import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../data/clock.ts';
import { useAlarms, useEquipment } from '../data/queries.ts';
import { fullInstant, siteTime } from '../domain/format.ts';
import { isActive, isUnacknowledged } from '../domain/severity.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { openPalette } from './palette-state.ts';
import { SourceBadge, useSourceText } from './source-badge.tsx';

/** The header of every page: brand, plant, time source, clock, alarms, search and palette switch. */
export function Header(): JSX.Element {
  const { data } = useEquipment();
  const source = useSourceText();
  const area = data?.equipment.find((item) => item.level === 'area');
  return (
    <header className="header" data-kind={source.kind}>
      <Link to="/" className="brand" aria-label="Veinline, to the overview">
        vein<span>line</span>
      </Link>
      <p className="plant-name">
        {data?.plant.name}
        {area && (
          <>
            {' '}
            · <b>{area.name}</b>
          </>
        )}
      </p>
      <div className="header-tools">
        <SourceBadge source={source} />
        <Clock timeZone={data?.plant.timeZone} />
        <Tally />
        <button
          type="button"
          className="button search-button"
          onClick={openPalette}
          aria-keyshortcuts="Control+K"
        >
          <IconSearch size={15} aria-hidden />
          <span>Find a tag, unit, page</span>
          <kbd>Ctrl K</kbd>
        </button>
        <PaletteSwitch />
      </div>
    </header>
  );
}

function Clock({ timeZone }: { timeZone: string | undefined }): JSX.Element {
  const now = useNow();
  return (
    <time
      className="clock num"
      dateTime={new Date(now).toISOString()}
      title={siteTime(now, timeZone ?? 'UTC')}
    >
      {fullInstant(now)}
    </time>
  );
}

function Tally(): JSX.Element {
  const alarms = useAlarms().data?.alarms ?? [];
  return (
    <Link to="/alarms" className="tally">
      <span role="status" aria-label="Active alarms by priority">
        {([1, 2, 3] as const).map((priority) => {
          const own = alarms.filter((alarm) => alarm.priority === priority && isActive(alarm.state));
          return (
            <span key={priority} data-empty={own.length === 0}>
              <PriorityMark
                priority={priority}
                isPulsing={own.some((alarm) => isUnacknowledged(alarm.state))}
              />
              <b className="num">{own.length}</b>
            </span>
          );
        })}
      </span>
    </Link>
  );
}

function PaletteSwitch(): JSX.Element {
  const { setColorScheme } = useMantineColorScheme();
  const isNight = useComputedColorScheme('light') === 'dark';
  const label = isNight ? 'Use the day palette' : 'Use the night palette';
  return (
    <button
      type="button"
      className="button icon-button"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(isNight ? 'light' : 'dark')}
    >
      {isNight ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
    </button>
  );
}
