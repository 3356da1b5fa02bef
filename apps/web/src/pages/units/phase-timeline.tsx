import type { SamplesView, TagView } from '@veinline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { getJson } from '../../data/api.ts';
import { currentValue } from '../../data/live-hooks.ts';
import { samplesPath } from '../../data/queries.ts';
import { duration, shortInstant, valueText } from '../../domain/format.ts';
import { phasesOf } from '../../domain/phases.ts';
import { Panel } from '../../parts/panel.tsx';

/** The phases of a unit over the last `span` milliseconds (ISA-88), from the recorded phase tag. */
export function PhaseTimeline({ tag, span }: { tag: TagView; span: number }): JSX.Element {
  const { data } = useQuery({
    queryKey: ['phases', tag.id, span],
    queryFn: ({ signal }) => {
      const now = Date.now();
      return getJson<SamplesView>(samplesPath(tag.id, { from: now - span, to: now }), signal);
    },
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  });
  const nameOf = (value: unknown): string => valueText(value as SamplesView['tag'], tag);
  const phases = data === undefined ? [] : phasesOf(data, nameOf);
  const now = nameOf(currentValue(tag)?.value);
  return (
    <Panel title="Phases" aside={<span className="muted">now {now}</span>}>
      <ol className="phases">
        {data !== undefined &&
          phases.map((phase) => {
            const left = ((phase.from - data.from) / span) * 100;
            const words = `${phase.name}, ${shortInstant(phase.from, data.to)} UTC, ${duration(phase.to - phase.from)}`;
            return (
              <li
                key={phase.from}
                title={words}
                data-current={phase.to === data.to}
                style={{ left: `${left}%`, width: `${((phase.to - phase.from) / span) * 100}%` }}
              >
                {phase.name}
              </li>
            );
          })}
      </ol>
      {data !== undefined && phases.length === 0 && (
        <p className="calm">No phase change was recorded in this time.</p>
      )}
    </Panel>
  );
}
