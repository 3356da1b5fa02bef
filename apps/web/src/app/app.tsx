import { Link, Outlet } from '@tanstack/react-router';
import type { JSX } from 'react';
import { lazy, Suspense } from 'react';
import { ApiError } from '../data/api.ts';
import { useSession } from '../data/queries.ts';
import { Announcer } from './announcer.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { FaceplateDrawer } from './faceplate-drawer.tsx';
import { Header } from './header.tsx';
import { Rail } from './rail.tsx';
import { SignedOut } from './signed-out.tsx';

const CommandPalette = lazy(() =>
  import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
);

/** The frame of every page: header, rail, connection strip, the page, and what opens over it. */
export function App(): JSX.Element {
  const session = useSession();
  if (session.error instanceof ApiError && session.error.status === 401) return <SignedOut />;
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <Header />
      <Rail />
      <div className="content">
        <ConnectionStrip />
        <main id="main" tabIndex={-1}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <FaceplateDrawer />
      <Suspense fallback={null}>
        <CommandPalette />
      </Suspense>
      <Announcer />
    </div>
  );
}

/** Shown for an address that no page has. */
export function PageMissing(): JSX.Element {
  return (
    <div className="page">
      <h1>No page here</h1>
      <p>
        This address belongs to no page. <Link to="/">Go to the overview</Link>
      </p>
    </div>
  );
}
