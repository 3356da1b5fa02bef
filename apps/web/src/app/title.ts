import { useEffect } from 'react';
import { useSourceText } from './source-badge.tsx';

/** Sets the browser's title to `Simulated · Overview · Veinline`: source, page, product. */
export function usePageTitle(page: string): void {
  const { label } = useSourceText();
  useEffect(() => {
    document.title = [label, page, 'Veinline'].filter(Boolean).join(' · ');
  }, [label, page]);
}
