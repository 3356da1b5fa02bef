import { Drawer } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { lazy, Suspense } from 'react';
import { useTagMap } from '../data/queries.ts';

const Faceplate = lazy(() => import('./faceplate.tsx').then((module) => ({ default: module.Faceplate })));

/** Opens the faceplate of a tag over the present page; the address remembers it. */
export function useOpenFaceplate(): (tag: { id: string }) => void {
  const navigate = useNavigate();
  return (tag) =>
    void navigate({
      to: '.',
      search: (known: object) => ({ ...known, faceplate: tag.id }),
      resetScroll: false,
    });
}

/** The drawer with one tag's faceplate; the page behind stays visible. */
export function FaceplateDrawer(): JSX.Element {
  const { faceplate } = useSearch({ strict: false });
  const navigate = useNavigate();
  const tag = useTagMap().get(faceplate ?? '');
  const close = (): void =>
    void navigate({
      to: '.',
      search: (known: object) => ({ ...known, faceplate: undefined }),
      resetScroll: false,
    });
  return (
    <Drawer.Root
      opened={tag !== undefined}
      onClose={close}
      position="right"
      size={400}
      lockScroll={false}
      trapFocus={false}
    >
      <Drawer.Content className="faceplate-drawer">
        <div className="drawer-head">
          <Drawer.Title>{tag?.id}</Drawer.Title>
          <Drawer.CloseButton aria-label="Close the faceplate" />
        </div>
        <Drawer.Body>
          <Suspense fallback={null}>{tag && <Faceplate tag={tag} />}</Suspense>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
