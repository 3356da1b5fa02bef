import type {
  AlarmList,
  HeartbeatEvent,
  LiveAlarmsEvent,
  LiveValuesEvent,
  TagList,
} from '@veinline/contracts';
import { createStore } from 'zustand/vanilla';
import { liveStore } from './live-store.ts';
import { queryClient } from './queries.ts';

/** State of the live stream; times in milliseconds since 1970, by the browser's clock. */
export type StreamState =
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | { readonly status: 'lost'; readonly lostAt: number; readonly nextTryAt: number };

/** The state of the connection to the live stream, for the header strip. */
export const streamState = createStore<StreamState>(() => ({ status: 'connecting' }));

const heartbeatMs = 5000;
const longestAddress = 6000;
const firstRetryMs = 1000;
const longestRetryMs = 30_000;

let source: EventSource | null = null;
let subscribed = new Set<string>();
let retryMs = firstRetryMs;
let timer: ReturnType<typeof setTimeout> | undefined;
let watchdog: ReturnType<typeof setTimeout> | undefined;
let pendingChange: ReturnType<typeof setTimeout> | undefined;
const interest = new Map<string, number>();

/** Keeps tags in the live stream for as long as something shows them; call the result to let go. */
export function wantTags(tags: readonly string[]): () => void {
  for (const tag of tags) interest.set(tag, (interest.get(tag) ?? 0) + 1);
  scheduleChange();
  return () => {
    for (const tag of tags) {
      const left = (interest.get(tag) ?? 1) - 1;
      if (left > 0) interest.set(tag, left);
      else interest.delete(tag);
    }
    scheduleChange();
  };
}

/** Opens the stream now instead of at the next planned try. */
export function reconnectNow(): void {
  retryMs = firstRetryMs;
  open();
}

function scheduleChange(): void {
  clearTimeout(pendingChange);
  pendingChange = setTimeout(() => {
    const isMissing = [...interest.keys()].some((tag) => !subscribed.has(tag));
    const isWasteful = subscribed.size > 2 * interest.size + 40;
    if (isMissing || isWasteful || source === null) open();
  }, 120);
}

/** The stream's address: the wanted tags, or their equipment when the list would be too long. */
function streamPath(tags: readonly string[]): string {
  const path = `/api/live?tags=${tags.map(encodeURIComponent).join(',')}`;
  if (path.length <= longestAddress) return path;
  const wanted = new Set(tags);
  const known = queryClient.getQueryData<TagList>(['tags'])?.tags ?? [];
  const equipment = new Set(known.flatMap((tag) => (wanted.has(tag.id) ? tag.equipment : [])));
  return `/api/live?equipment=${[...equipment].map(encodeURIComponent).join(',')}`;
}

function open(): void {
  clearTimeout(timer);
  source?.close();
  subscribed = new Set(interest.keys());
  const next = new EventSource(streamPath([...subscribed].sort()));
  source = next;
  next.addEventListener('values', (event: MessageEvent<string>) => {
    const { serverTime, values } = JSON.parse(event.data) as LiveValuesEvent;
    alive(serverTime);
    liveStore.push(values);
  });
  next.addEventListener('alarms', (event: MessageEvent<string>) => {
    const { serverTime, alarms } = JSON.parse(event.data) as LiveAlarmsEvent;
    alive(serverTime);
    queryClient.setQueryData<AlarmList>(['alarms'], (known) => ({
      since: known?.since ?? serverTime,
      alarms,
    }));
  });
  next.addEventListener('heartbeat', (event: MessageEvent<string>) => {
    alive((JSON.parse(event.data) as HeartbeatEvent).serverTime);
  });
  next.onerror = () => {
    if (source === next) lose();
  };
  guard();
}

function alive(serverTime: number): void {
  liveStore.setServerTime(serverTime);
  retryMs = firstRetryMs;
  if (streamState.getState().status !== 'open') {
    if (streamState.getState().status === 'lost') void queryClient.invalidateQueries();
    streamState.setState({ status: 'open' }, true);
  }
  guard();
}

function guard(): void {
  clearTimeout(watchdog);
  watchdog = setTimeout(lose, 2.5 * heartbeatMs);
}

function lose(): void {
  source?.close();
  clearTimeout(watchdog);
  const now = Date.now();
  const known = streamState.getState();
  const lostAt = known.status === 'lost' ? known.lostAt : now;
  streamState.setState({ status: 'lost', lostAt, nextTryAt: now + retryMs }, true);
  void queryClient.invalidateQueries({ queryKey: ['session'] });
  clearTimeout(timer);
  timer = setTimeout(open, retryMs);
  retryMs = Math.min(longestRetryMs, retryMs * 2);
}
