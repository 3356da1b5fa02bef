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

const experiments = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments',
  validateSearch: (search: Record<string, unknown>): { find?: string | undefined } => ({
    find: text(search['find']),
  }),
  component: lazyRouteComponent(() => import('./pages/experiments/experiments-page.tsx'), 'ExperimentsPage'),
});

/** What a new experiment starts from: a shipped scenario, a model, or an experiment to change. */
interface NewExperimentSearch {
  readonly scenario?: string | undefined;
  readonly model?: string | undefined;
  readonly from?: string | undefined;
}

const newExperiment = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/new',
  validateSearch: (search: Record<string, unknown>): NewExperimentSearch => ({
    scenario: text(search['scenario']),
    model: text(search['model']),
    from: text(search['from']),
  }),
  component: lazyRouteComponent(
    () => import('./pages/experiments/new/new-experiment-page.tsx'),
    'NewExperimentPage',
  ),
});

/** What an experiment's page shows: `outputs` and `scenarios` are names with commas between them. */
export interface ExperimentSearch {
  readonly tab?: string | undefined;
  readonly outputs?: string | undefined;
  readonly scenarios?: string | undefined;
  readonly view?: 'table' | undefined;
  /** Values of the third and fourth axis of a sweep, as JSON. */
  readonly at?: string | undefined;
}

const experiment = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId',
  validateSearch: (search: Record<string, unknown>): ExperimentSearch => ({
    tab: text(search['tab']),
    outputs: text(search['outputs']),
    scenarios: text(search['scenarios']),
    view: search['view'] === 'table' ? 'table' : undefined,
    at: text(search['at']),
  }),
  component: lazyRouteComponent(
    () => import('./pages/experiments/experiment/experiment-page.tsx'),
    'ExperimentPage',
  ),
});

/** The pages of the app; everything that can be pointed at has an address. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    overview,
    units,
    unit,
    trends,
    alarms,
    experiments,
    newExperiment,
    experiment,
    connectors,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
