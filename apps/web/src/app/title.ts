import { useEffect } from 'react';
import { useSourceText } from './source-badge.tsx';

/** Sets the browser's title to `Simulated · Overview · Veinline`: source (the plant's unless given), page, product. */
export function usePageTitle(page: string, source?: string): void {
  const { label } = useSourceText();
  const shown = source ?? label;
  useEffect(() => {
    document.title = [shown, page, 'Veinline'].filter(Boolean).join(' · ');
  }, [shown, page]);
}
