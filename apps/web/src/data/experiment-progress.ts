import type { ExperimentProgress, ExperimentView } from '@veinline/contracts';
import { useEffect, useState } from 'react';
import { isFinished } from '../domain/experiment-status.ts';
import { eventsPath } from './experiments.ts';
import { queryClient } from './queries.ts';

/** The server sends an event at least every 500 ms while an experiment runs. */
const silenceMs = 5000;
const firstRetryMs = 500;
const longestRetryMs = 10_000;

/** When the stream of progress was lost, in milliseconds since 1970; null while it is well. */
export type Lost = number | null;

/** Follows an experiment by its event stream until it is finished, and opens the stream again when it breaks. */
export function useExperimentProgress(id: string, isRunning: boolean): Lost {
  const [lostAt, setLostAt] = useState<Lost>(null);
  useEffect(() => {
    if (!isRunning) return undefined;
    const stop = follow(id, setLostAt);
    return () => {
      stop();
      setLostAt(null);
    };
  }, [id, isRunning]);
  return lostAt;
}

function follow(id: string, onLost: (lostAt: Lost | ((known: Lost) => Lost)) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;

  const lose = (): void => {
    source?.close();
    clearTimeout(timer);
    onLost((known) => known ?? Date.now());
    // The experiment may have ended, or the server may have forgotten it: a plain question tells.
    void queryClient.invalidateQueries({ queryKey: ['experiment', id] });
    timer = setTimeout(open, retryMs);
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };
  const guard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(lose, silenceMs);
  };
  const onProgress = (event: MessageEvent<string>): void => {
    const progress = JSON.parse(event.data) as ExperimentProgress;
    retryMs = firstRetryMs;
    onLost(null);
    guard();
    queryClient.setQueryData<ExperimentView>(['experiment', id], (known) => known && { ...known, progress });
    if (!isFinished(progress.status)) return;
    source?.close();
    clearTimeout(timer);
    // Files, end time and error come with the experiment itself.
    void queryClient.invalidateQueries({ queryKey: ['experiment', id] });
    void queryClient.invalidateQueries({ queryKey: ['experiments'] });
  };
  function open(): void {
    source?.close();
    source = new EventSource(eventsPath(id));
    source.addEventListener('progress', onProgress);
    source.onerror = lose;
    guard();
  }
  open();
  return () => {
    source?.close();
    clearTimeout(timer);
  };
}
