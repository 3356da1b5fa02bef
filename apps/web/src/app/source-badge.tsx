import { IconClockPlay, IconFlask } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useLiveValue } from '../data/live-hooks.ts';
import { useConnectors, useEquipment, useTagMap } from '../data/queries.ts';

/** Which time source the plant shows, in words. */
export interface SourceText {
  readonly kind: 'live' | 'replay' | 'simulated' | 'mixed' | 'unknown';
  /** `Live`, `Replay`, `Simulated`, `Mixed sources`, or empty while unknown. */
  readonly label: string;
  /** The same with its speed: `Simulated · ×60`. */
  readonly full: string;
}

const labels = { live: 'Live', replay: 'Replay', simulated: 'Simulated', mixed: 'Mixed sources' } as const;

/** The plant's time source, with the process speed of a simulated or the replay speed of a recorded plant. */
export function useSourceText(): SourceText {
  const plant = useEquipment().data?.plant;
  const connectors = useConnectors().data?.connectors;
  const tags = useTagMap();
  const speedTag = plant?.processSpeedTag ? tags.get(plant.processSpeedTag) : undefined;
  const speed = useLiveValue(speedTag)?.value;
  if (plant === undefined) return { kind: 'unknown', label: '', full: '' };
  const label = labels[plant.timeSource];
  if (plant.timeSource === 'replay') {
    const replay = connectors?.find((connector) => connector.timeSource === 'replay');
    const rate = replay?.facts['speed'];
    return { kind: 'replay', label, full: rate === undefined ? label : `${label} ×${rate}` };
  }
  if (plant.timeSource === 'live' || typeof speed !== 'number') {
    return { kind: plant.timeSource, label, full: label };
  }
  return { kind: plant.timeSource, label, full: `${label} · ×${Math.round(speed * 100) / 100}` };
}

/**
 * The badge that says whether the plant is live, recorded or simulated. Pages that show experiments carry a badge of
 * their own, so there this one says that it speaks of the plant.
 */
export function SourceBadge({ source }: { source: SourceText }): JSX.Element | null {
  const isBesideExperiments = useLocation({ select: ({ pathname }) => pathname.startsWith('/experiments') });
  if (source.kind === 'unknown') return null;
  return (
    <span className="source-badge num" data-kind={source.kind}>
      {source.kind === 'replay' && <IconClockPlay size={14} aria-hidden />}
      {(source.kind === 'simulated' || source.kind === 'mixed') && <IconFlask size={14} aria-hidden />}
      {isBesideExperiments ? `Plant: ${source.full}` : source.full}
    </span>
  );
}
