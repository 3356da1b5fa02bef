import { useSyncExternalStore } from 'react';
import { liveStore } from './live-store.ts';

const listeners = new Set<() => void>();
let second = Math.floor(liveStore.now() / 1000);

setInterval(() => {
  second = Math.floor(liveStore.now() / 1000);
  if (document.hidden) return;
  liveStore.touchAll();
  for (const listener of listeners) listener();
}, 1000);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The server's time in milliseconds since 1970, renewed every `everySeconds`. */
export function useNow(everySeconds = 1): number {
  return useSyncExternalStore(subscribe, () => second - (second % everySeconds)) * 1000;
}
