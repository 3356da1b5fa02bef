import type { TagView } from '@veinline/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { JSX, KeyboardEvent } from 'react';
import { useMemo, useState } from 'react';
import { useSourceText } from '../../app/source-badge.tsx';
import { usePageTitle } from '../../app/title.ts';
import { TrendChart } from '../../charts/trend-chart.tsx';
import { usePens } from '../../charts/tag-trend.tsx';
import { useNow } from '../../data/clock.ts';
import { useTagMap } from '../../data/queries.ts';
import { downloadCsv } from '../../domain/csv.ts';
import { fullInstant } from '../../domain/format.ts';
import {
  isFollowing,
  pan,
  rangeChoices,
  rangeLabel,
  rangeMs,
  windowOf,
  zoom,
  type TimeWindow,
} from '../../domain/range.ts';
import { Failure, Panel } from '../../parts/panel.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { PenAdder, PenTable } from './pen-list.tsx';
import { SampleTable } from './sample-table.tsx';
import { trendCsv } from './trend-csv.ts';
import './trends.css';

const route = getRouteApi('/trends');
const maximumPens = 8;
const buckets = 600;

/** Level 3: explore up to eight tags over any stretch of time. */
export function TrendsPage(): JSX.Element {
  usePageTitle('Trends');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useSourceText();
  const tagMap = useTagMap();
  const now = useNow(2);
  const [cursor, setCursor] = useState<number | null>(null);
  const tags = useMemo(() => {
    const ids = (search.pens ?? '').split(',').filter(Boolean);
    return ids.flatMap((id) => tagMap.get(id) ?? []).slice(0, maximumPens);
  }, [search.pens, tagMap]);
  const follows = isFollowing(search);
  const shown = windowOf(search, now);
  const asked = useMemo(
    () =>
      isFollowing(search)
        ? { span: rangeMs(search.range ?? '1h') ?? 3_600_000 }
        : { from: search.from ?? 0, to: search.to ?? 0 },
    [search],
  );
  const { pens, error } = usePens(tags, asked, buckets);

  const setPens = (next: readonly TagView[]): void =>
    void navigate({
      search: (known) => ({ ...known, pens: next.map((tag) => tag.id).join(',') || undefined }),
    });
  const setWindow = ({ from, to }: TimeWindow): void =>
    void navigate({ search: (known) => ({ ...known, range: undefined, from, to }), replace: true });
  const setRange = (range: string): void =>
    void navigate({ search: (known) => ({ ...known, range, from: undefined, to: undefined }) });

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, () => TimeWindow> = {
      ArrowLeft: () => pan(shown, -0.2),
      ArrowRight: () => pan(shown, 0.2),
      '+': () => zoom(shown, 0.5),
      '-': () => zoom(shown, 2),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setWindow(move());
  };
  const exportCsv = (): void => {
    const text = trendCsv(pens, shown, source.full, fullInstant(now));
    downloadCsv(`veinline-trend-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}.csv`, text);
  };
  const isTable = search.view === 'table';

  return (
    <div className="page trends">
      <div className="page-head">
        <h1>Trends</h1>
        <div className="toolbar">
          <Segmented
            label="Range"
            choices={rangeChoices.map((choice) => [choice, rangeLabel(choice)] as const)}
            value={follows ? ((search.range ?? '1h') as (typeof rangeChoices)[number]) : null}
            onChange={setRange}
          />
          <button type="button" className="button" onClick={() => setWindow(pan(shown, -0.5))}>
            Earlier
          </button>
          <button type="button" className="button" onClick={() => setWindow(pan(shown, 0.5))}>
            Later
          </button>
          <button type="button" className="button" onClick={() => setWindow(zoom(shown, 0.5))}>
            Zoom in
          </button>
          <button type="button" className="button" onClick={() => setWindow(zoom(shown, 2))}>
            Zoom out
          </button>
          <Segmented
            label="View"
            choices={[
              ['chart', 'Chart'],
              ['table', 'Table'],
            ]}
            value={isTable ? 'table' : 'chart'}
            onChange={(view) =>
              void navigate({ search: (known) => ({ ...known, view: view === 'table' ? view : undefined }) })
            }
          />
          <button type="button" className="button" disabled={pens.length === 0} onClick={exportCsv}>
            Export CSV
          </button>
        </div>
      </div>
      <Panel
        title={follows ? `Last ${rangeLabel(search.range ?? '1h')}, following` : 'Fixed range'}
        aside={
          <span className="muted num">
            {fullInstant(shown.from)} to {fullInstant(shown.to)}
          </span>
        }
        className="trends-chart"
      >
        {error !== null && <Failure error={error} onRetry={() => setPens(tags)} />}
        {tags.length === 0 && (
          <p className="calm">Choose up to {maximumPens} tags below: their history appears here.</p>
        )}
        {tags.length > 0 && !isTable && (
          <div
            className="trends-plot"
            role="group"
            aria-label="Trend; arrow keys move, plus and minus zoom"
            tabIndex={0}
            onKeyDown={onKeyDown}
          >
            <TrendChart
              pens={pens}
              window={shown}
              isFollowing={follows}
              onZoom={setWindow}
              onCursor={setCursor}
            />
          </div>
        )}
        {tags.length > 0 && isTable && <SampleTable pens={pens} />}
      </Panel>
      <Panel
        title={`Pens, ${tags.length} of ${maximumPens}`}
        aside={
          tags.length < maximumPens && <PenAdder known={tags} onAdd={(tag) => setPens([...tags, tag])} />
        }
      >
        <PenTable
          tags={tags}
          pens={pens}
          cursor={cursor}
          onRemove={(tag) => setPens(tags.filter((item) => item !== tag))}
        />
      </Panel>
    </div>
  );
}
