import type { TagView } from '@veinline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { TagTrend } from '../../charts/tag-trend.tsx';
import { rangeMs } from '../../domain/range.ts';
import { LiveText } from '../../parts/live-text.tsx';
import { Loading, Panel } from '../../parts/panel.tsx';
import { Segmented } from '../../parts/segmented.tsx';

const ranges = [
  ['10m', '10 min'],
  ['1h', '1 h'],
  ['3h', '3 h'],
  ['24h', '24 h'],
] as const;

interface TrendPanelProps {
  readonly tag: TagView | undefined;
  readonly range: string;
  readonly onRange: (range: string) => void;
}

/** The live trend of the variable that needs attention most, or of the one the person chose. */
export function TrendPanel({ tag, range, onRange }: TrendPanelProps): JSX.Element {
  if (tag === undefined) {
    return (
      <Panel title="Trend">
        <Loading />
      </Panel>
    );
  }
  const title = (
    <>
      <Link to="/trends" search={{ pens: tag.id, range }}>
        {tag.equipment} · {tag.description || tag.property}
      </Link>{' '}
      <LiveText tag={tag} />
    </>
  );
  const aside = (
    <Segmented
      label="Range of the trend"
      choices={ranges}
      value={range as (typeof ranges)[number][0]}
      onChange={onRange}
    />
  );
  return (
    <Panel title={title} aside={aside} className="trend-panel">
      <TagTrend tag={tag} span={rangeMs(range) ?? 600_000} />
    </Panel>
  );
}
