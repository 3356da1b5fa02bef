import type { AlarmView, LiveValue, TagView } from '@veinline/contracts';
import type { CSSProperties, JSX } from 'react';
import { memo, useCallback, useMemo, useRef } from 'react';
import { trustOf, useLivePaint, useLiveSelect } from '../data/live-hooks.ts';
import { propertyLabel, valueText } from '../domain/format.ts';
import { fraction, fullScale, levelLimits } from '../domain/scale.ts';
import { severityOf } from '../domain/severity.ts';
import { PriorityMark } from './priority-mark.tsx';
import { QualityMark, trustText } from './quality-mark.tsx';

interface AnalogIndicatorProps {
  readonly tag: TagView;
  readonly alarms: readonly AlarmView[];
  readonly isSelected?: boolean;
  readonly onSelect: (tag: TagView) => void;
}

const shortNames: Record<string, string> = {
  temperature: 'Temp',
  dissolvedoxygen: 'DO',
  glucose: 'Gluc',
  lactate: 'Lact',
  viablecelldensity: 'VCD',
  viability: 'Viab',
  agitation: 'Agit',
  pressure: 'Press',
  humidity: 'Humid',
  airflow: 'Air',
  ammonium: 'Amm',
  perfusionrate: 'Perf',
  differentialpressure: 'ΔP',
  particles05: '≥0.5 µm',
  particles50: '≥5 µm',
};

/** A label that fits over an indicator, such as `DO` for dissolved oxygen. */
export function shortLabel(property: string): string {
  return shortNames[property.replace(/[-_\s.]/g, '').toLowerCase()] ?? propertyLabel(property);
}

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

/**
 * A moving analog indicator: the pointer stands against the normal band and the alarm limits, the number below.
 * Pointer and number are painted past React; React renders only when severity or trust changes.
 */
export const AnalogIndicator = memo(function AnalogIndicator(props: AnalogIndicatorProps): JSX.Element {
  const { tag, alarms, isSelected = false, onSelect } = props;
  const pointer = useRef<HTMLElement>(null);
  const number = useRef<HTMLElement>(null);
  const scale = useMemo(() => fullScale(tag), [tag]);
  const paint = useCallback(
    (value: LiveValue | undefined) => {
      const at = typeof value?.value === 'number' ? fraction(value.value, scale) : 0;
      const transform = `translateY(${(-at * 100).toFixed(2)}%)`;
      if (pointer.current !== null && pointer.current.style.transform !== transform) {
        pointer.current.style.transform = transform;
      }
      const text = valueText(value?.value, tag);
      if (number.current !== null && number.current.textContent !== text) number.current.textContent = text;
    },
    [tag, scale],
  );
  useLivePaint(tag, paint);
  const state = useLiveSelect(tag, (value) => {
    const trust = trustOf(value, tag);
    return `${severityOf(tag, value, alarms)}|${trust}|${trustText(trust, value, tag)}`;
  });
  const [severity = 'normal', trust = 'good', why = ''] = state.split('|');
  const label = shortLabel(tag.property);
  const priority = Number(severity) as 1 | 2 | 3;
  const normal = tag.normal;
  const band: CSSProperties | null = normal && {
    bottom: percent(fraction(normal[0], scale)),
    top: percent(1 - fraction(normal[1], scale)),
  };
  return (
    <button
      type="button"
      className="analog"
      data-severity={severity}
      data-trust={trust}
      aria-pressed={isSelected}
      title={[tag.id, tag.description, normal && `normal ${normal[0]}–${normal[1]} ${tag.unit}`, why]
        .filter(Boolean)
        .join(' · ')}
      onClick={() => onSelect(tag)}
    >
      <span className="analog-label">{label}</span>
      <span className="analog-track">
        {band && <i className="analog-band" style={band} />}
        {levelLimits(tag).map(({ label: name, limit }) => (
          <i key={name} className="analog-limit" style={{ bottom: percent(fraction(limit, scale)) }} />
        ))}
        <i className="analog-pointer" ref={pointer}>
          <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden>
            <path d="M0 5h14M14 5l9-5v10z" />
          </svg>
        </i>
      </span>
      <b className="analog-value num" ref={number} />
      <span className="analog-unit">
        {priority > 1 && <PriorityMark priority={priority} />}
        <QualityMark trust={trust} text={why} />
        {trust === 'stale' ? why : tag.unit}
        {priority === 1 && <span className="sr-only">priority 1 alarm</span>}
      </span>
    </button>
  );
});
