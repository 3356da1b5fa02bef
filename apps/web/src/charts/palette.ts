import { useSyncExternalStore } from 'react';

const root = document.documentElement;

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(root, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}

/** The palette now on screen. A canvas cannot inherit CSS variables, so charts redraw when this changes. */
export function usePalette(): string {
  return useSyncExternalStore(subscribe, () => root.dataset['mantineColorScheme'] ?? 'light');
}

/** The present value of a colour token such as `--trace`. */
export function token(name: string): string {
  return getComputedStyle(root).getPropertyValue(name).trim();
}

/** Font of chart labels. */
export const chartFont = '11px "Inter Variable", sans-serif';
