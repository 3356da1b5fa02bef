import type { AlarmView, LiveValue, TagView } from '@veinline/contracts';
import type { JSX } from 'react';
import { memo, useCallback, useMemo, useRef } from 'react';
import { trustOf, useLivePaint, useLiveSelect } from '../data/live-hooks.ts';
import { valueText } from '../domain/format.ts';
import { fraction, fullScale, levelLimits } from '../domain/scale.ts';
import { severityOf } from '../domain/severity.ts';
import { shortLabel } from './analog-indicator.tsx';
import { QualityMark, trustText } from './quality-mark.tsx';

interface MiniIndicatorProps {
  readonly tag: TagView;
  readonly alarms: readonly AlarmView[];
  readonly onSelect: (tag: TagView) => void;
}

/** One value in one line: label, a flat scale with band and pointer for numbers, the value with its unit. */
export const MiniIndicator = memo(function MiniIndicator(props: MiniIndicatorProps): JSX.Element {
  const { tag, alarms, onSelect } = props;
  const pointer = useRef<HTMLElement>(null);
  const text = useRef<HTMLElement>(null);
  const scale = useMemo(() => fullScale(tag), [tag]);
  const hasScale = tag.dataType === 'number' && (tag.normal !== null || tag.range !== null) && !tag.states;
  const paint = useCallback(
    (value: LiveValue | undefined) => {
      const at = typeof value?.value === 'number' ? fraction(value.value, scale) : 0;
      if (pointer.current !== null) pointer.current.style.transform = `translateX(${(at * 100).toFixed(2)}%)`;
      const next = valueText(value?.value, tag);
      if (text.current !== null && text.current.textContent !== next) text.current.textContent = next;
    },
    [tag, scale],
  );
  useLivePaint(tag, paint);
  const state = useLiveSelect(tag, (value) => {
    const trust = trustOf(value, tag);
    return `${severityOf(tag, value, alarms)}|${trust}|${trustText(trust, value, tag)}`;
  });
  const [severity = 'normal', trust = 'good', why = ''] = state.split('|');
  return (
    <button
      type="button"
      className="mini"
      data-severity={severity}
      data-trust={trust}
      title={[tag.id, tag.description, why].filter(Boolean).join(' · ')}
      onClick={() => onSelect(tag)}
    >
      <span className="mini-label">{shortLabel(tag.property)}</span>
      {hasScale && (
        <span className="mini-track" aria-hidden>
          {tag.normal && (
            <i
              className="mini-band"
              style={{
                left: `${fraction(tag.normal[0], scale) * 100}%`,
                right: `${(1 - fraction(tag.normal[1], scale)) * 100}%`,
              }}
            />
          )}
          {levelLimits(tag).map(({ label, limit }) => (
            <i key={label} className="mini-limit" style={{ left: `${fraction(limit, scale) * 100}%` }} />
          ))}
          <i className="mini-pointer" ref={pointer} />
        </span>
      )}
      <span className="mini-value num">
        <b ref={text} />
        {trust !== 'stale' && tag.unit !== '' && <small> {tag.unit}</small>}
        <QualityMark trust={trust} text={why} />
        {trust === 'stale' && <small> {why}</small>}
      </span>
    </button>
  );
});
