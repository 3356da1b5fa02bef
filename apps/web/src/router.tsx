import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { App, PageMissing } from './app/app.tsx';
import { readRange, type RangeSearch } from './domain/range.ts';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

interface TrendsSearch extends RangeSearch {
  readonly pens?: string | undefined;
  readonly view?: 'table' | undefined;
}

interface AlarmsSearch extends RangeSearch {
  readonly filter?: string | undefined;
  readonly subject?: string | undefined;
  readonly sort?: 'time' | undefined;
  readonly view?: 'journal' | undefined;
}

const rootRoute = createRootRoute({
  component: App,
  notFoundComponent: PageMissing,
  /** `faceplate` is the tag whose drawer is open, on any page. */
  validateSearch: (search: Record<string, unknown>): { faceplate?: string | undefined } => ({
    faceplate: text(search['faceplate']),
  }),
});

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: (
    search: Record<string, unknown>,
  ): { tag?: string | undefined; range?: string | undefined } => ({
    tag: text(search['tag']),
    range: readRange(search).range,
  }),
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
});

const units = createRoute({
  getParentRoute: () => rootRoute,
  path: '/units',
  component: lazyRouteComponent(() => import('./pages/units/units-page.tsx'), 'UnitsPage'),
});

const unit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/units/$unitId',
  validateSearch: readRange,
  component: lazyRouteComponent(() => import('./pages/units/unit-page.tsx'), 'UnitPage'),
});

const trends = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trends',
  validateSearch: (search: Record<string, unknown>): TrendsSearch => ({
    ...readRange(search),
    pens: text(search['pens']),
    view: search['view'] === 'table' ? 'table' : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/trends/trends-page.tsx'), 'TrendsPage'),
});

const alarms = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alarms',
  validateSearch: (search: Record<string, unknown>): AlarmsSearch => ({
    ...readRange(search),
    filter: text(search['filter']),
    subject: text(search['subject']),
    sort: search['sort'] === 'time' ? 'time' : undefined,
    view: search['view'] === 'journal' ? 'journal' : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/alarms/alarms-page.tsx'), 'AlarmsPage'),
});

const connectors = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connectors',
  validateSearch: (search: Record<string, unknown>): { browse?: string | undefined } => ({
    browse: text(search['browse']),
  }),
  component: lazyRouteComponent(() => import('./pages/connectors/connectors-page.tsx'), 'ConnectorsPage'),
});

/** The pages of the app; everything that can be pointed at has an address. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([overview, units, unit, trends, alarms, connectors]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
