import type { LiveValue, TagView } from '@veinline/contracts';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { isStale } from '../domain/staleness.ts';
import { liveStore } from './live-store.ts';
import { streamState, wantTags, type StreamState } from './live-stream.ts';

/** The last value of a tag, falling back to the one that came with the tag list. Renders on each change. */
export function useLiveValue(tag: TagView | undefined): LiveValue | undefined {
  const id = tag?.id;
  useEffect(() => (id === undefined ? undefined : wantTags([id])), [id]);
  const subscribe = useCallback(
    (notify: () => void) => (id === undefined ? () => undefined : liveStore.subscribe(id, notify)),
    [id],
  );
  const live = useSyncExternalStore(subscribe, () => (id === undefined ? undefined : liveStore.get(id)));
  return live ?? tag?.last ?? undefined;
}

/** The current value without subscribing, for painters and event handlers. */
export function currentValue(tag: TagView): LiveValue | undefined {
  return liveStore.get(tag.id) ?? tag.last ?? undefined;
}

/**
 * Something derived from a tag's value that changes rarely (a mark, a severity); React renders only when the
 * text returned by `select` changes.
 */
export function useLiveSelect(tag: TagView, select: (value: LiveValue | undefined) => string): string {
  useEffect(() => wantTags([tag.id]), [tag.id]);
  const subscribe = useCallback((notify: () => void) => liveStore.subscribe(tag.id, notify), [tag.id]);
  return useSyncExternalStore(subscribe, () => select(currentValue(tag)));
}

/** Runs `paint` now and at each frame in which the tag changed, past React. */
export function useLivePaint(tag: TagView, paint: (value: LiveValue | undefined) => void): void {
  useEffect(() => {
    const run = (): void => paint(currentValue(tag));
    run();
    return liveStore.subscribe(tag.id, run);
  }, [tag, paint]);
}

/** How far a value can be trusted; the app shows each of them differently. */
export type Trust = 'good' | 'stale' | 'uncertain' | 'bad' | 'none';

/** Trust in a value now. Bad and uncertain quality go before age. */
export function trustOf(value: LiveValue | undefined, tag: TagView): Trust {
  if (value === undefined) return 'none';
  if (value.quality !== 'good') return value.quality;
  return isStale(value, tag, liveStore.now()) ? 'stale' : 'good';
}

/** The state of the live stream. */
export function useStreamState(): StreamState {
  return useStore(streamState);
}
