import type {
  Acknowledge,
  Acknowledged,
  AlarmList,
  BrowseView,
  ConnectorList,
  EquipmentList,
  Journal,
  SamplesView,
  Session,
  TagList,
  TagView,
} from '@veinline/contracts';
import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TimeWindow } from '../domain/range.ts';
import { ApiError, getJson, postJson } from './api.ts';

/** The one query cache of the app. Alarms are kept current in it by the live stream. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400),
    },
  },
});

/** Who is signed in; fails with status 401 when nobody is. */
export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => getJson<Session>('/api/session', signal),
    retry: (count, error) => count < 3 && !(error instanceof ApiError && error.status === 401),
  });

/** The plant and its equipment tree. */
export const useEquipment = () =>
  useQuery({
    queryKey: ['equipment'],
    queryFn: ({ signal }) => getJson<EquipmentList>('/api/equipment', signal),
  });

const tagsQuery = {
  queryKey: ['tags'],
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<TagList>('/api/tags', signal),
};

/** All tags of the plant, with their last values at the time of the answer. */
export const useTags = () => useQuery(tagsQuery);

/** All tags by id; empty until they are loaded. */
export function useTagMap(): ReadonlyMap<string, TagView> {
  const { data } = useTags();
  return useMemo(() => new Map(data?.tags.map((tag) => [tag.id, tag])), [data]);
}

/** Every alarm that is not normal. */
export const useAlarms = () =>
  useQuery({ queryKey: ['alarms'], queryFn: ({ signal }) => getJson<AlarmList>('/api/alarms', signal) });

/** All connectors, asked again every two seconds. */
export const useConnectors = () =>
  useQuery({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => getJson<ConnectorList>('/api/connectors', signal),
    refetchInterval: 2000,
  });

/** One level of a connector's address tree; null is the root. */
export const useBrowse = (connector: string, below: string | null) =>
  useQuery({
    queryKey: ['browse', connector, below],
    queryFn: ({ signal }) =>
      getJson<BrowseView>(
        `/api/connectors/${encodeURIComponent(connector)}/browse` +
          (below === null ? '' : `?below=${encodeURIComponent(below)}`),
        signal,
      ),
  });

/** Address of an answer of /api/samples. */
export function samplesPath(tag: string, window: TimeWindow, buckets?: number): string {
  const query = new URLSearchParams({ tag, from: String(window.from), to: String(window.to) });
  if (buckets !== undefined) query.set('buckets', String(buckets));
  return `/api/samples?${query.toString()}`;
}

/** What history to ask for: the last `span` milliseconds again and again, or a fixed window once. */
export type HistoryWindow = { readonly span: number } | TimeWindow;

/** Query of a tag's history in buckets; a moving window is asked again every bucket, at least every 5 s. */
export function historyQuery(tag: string, window: HistoryWindow, buckets: number) {
  const isMoving = 'span' in window;
  return {
    queryKey: ['history', tag, window, buckets] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const now = Date.now();
      const fixed = isMoving ? { from: now - window.span, to: now } : window;
      return getJson<SamplesView>(samplesPath(tag, fixed, buckets), signal);
    },
    ...(isMoving ? { refetchInterval: Math.max(5000, window.span / buckets), staleTime: 0 } : {}),
    placeholderData: keepPreviousData,
  };
}

/** The alarm journal of a window, newest first. */
export const useJournal = (window: TimeWindow, subject: string) =>
  useQuery({
    queryKey: ['journal', window, subject],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        from: String(window.from),
        to: String(window.to),
        limit: '500',
        ...(subject === '' ? {} : { subject }),
      });
      return getJson<Journal>(`/api/alarms/journal?${query.toString()}`, signal);
    },
    placeholderData: keepPreviousData,
  });

/** Acknowledges alarms, then reads the list again. */
export const useAcknowledge = () =>
  useMutation({
    mutationFn: (body: Acknowledge) => postJson<Acknowledged>('/api/alarms/acknowledge', body),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['alarms'] }),
  });
