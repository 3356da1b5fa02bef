import type { SamplesView, TagView } from '@veinline/contracts';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useEffect, useMemo } from 'react';
import { liveStore } from '../data/live-store.ts';
import { wantTags } from '../data/live-stream.ts';
import { historyQuery, type HistoryWindow } from '../data/queries.ts';
import type { TimeWindow } from '../domain/range.ts';
import { seriesOf } from '../domain/series.ts';
import { TrendChart } from './trend-chart.tsx';
import type { Pen } from './trend-model.ts';

/** Loads the history of tags and keeps it current; `tags` and `window` must keep their identity. Pens without an answer yet are left out. */
export function usePens(tags: readonly TagView[], window: HistoryWindow, buckets: number): PenState {
  const { answers, error } = useQueries({
    queries: tags.map((tag) => historyQuery(tag.id, window, buckets)),
    combine: joinAnswers,
  });
  useEffect(() => wantTags(tags.map((tag) => tag.id)), [tags]);
  const pens = useMemo(
    () =>
      tags.flatMap((tag, index) => {
        const answer = answers[index];
        return answer === undefined ? [] : [{ tag, series: seriesOf(answer, tag) }];
      }),
    [tags, answers],
  );
  return { pens, error };
}

function joinAnswers(results: readonly UseQueryResult<SamplesView>[]) {
  return {
    answers: results.map((result) => result.data),
    error: results.find((result) => result.error !== null)?.error ?? null,
  };
}

/** Pens ready to draw, and the first error among their requests. */
export interface PenState {
  readonly pens: readonly Pen[];
  readonly error: Error | null;
}

/** A live trend of one tag over the last `span` milliseconds. */
export function TagTrend({ tag, span }: { tag: TagView; span: number }): JSX.Element {
  const tags = useMemo(() => [tag], [tag]);
  const window = useMemo(() => ({ span }), [span]);
  const { pens, error } = usePens(tags, window, 300);
  const shown: TimeWindow = { from: liveStore.now() - span, to: liveStore.now() };
  if (error !== null && pens.length === 0) return <p className="muted">No trend: {error.message}</p>;
  return <TrendChart pens={pens} window={shown} isFollowing />;
}
