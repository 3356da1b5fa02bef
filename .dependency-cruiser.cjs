/** Which way the arrows point: the authority, checked with the tests (docs/adr/0002). */
const pure = '^(libs|simulations)/';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'base-imports-nothing',
      severity: 'error',
      from: { path: '^libs/base/' },
      to: { path: '^(apps|connectors|simulations|libs/(?!base/))' },
    },
    {
      name: 'libs-import-libs',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|connectors|simulations)/' },
    },
    {
      name: 'contracts-import-base',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^libs/(?!contracts/|base/)' },
    },
    {
      name: 'documents-import-base',
      severity: 'error',
      from: { path: '^libs/documents/' },
      to: { path: '^libs/(?!documents/|base/)' },
    },
    {
      name: 'stats-import-base',
      severity: 'error',
      from: { path: '^libs/stats/' },
      to: { path: '^libs/(?!stats/|base/)' },
    },
    {
      name: 'engine-is-below',
      severity: 'error',
      from: { path: '^libs/des/' },
      to: { path: '^libs/(?!des/|stats/|base/)' },
    },
    {
      name: 'agents-and-experiments-know-no-plant',
      severity: 'error',
      from: { path: '^libs/(agents|experiment)/' },
      to: { path: '^libs/(plant|control|historian|alarms|batch|bioprocess|contracts)/' },
    },
    {
      name: 'plant-is-below',
      severity: 'error',
      from: { path: '^libs/(plant|control)/' },
      to: { path: '^libs/(historian|alarms|batch|bioprocess|contracts)/' },
    },
    {
      name: 'connectors-implement-ports',
      severity: 'error',
      from: { path: '^connectors/' },
      to: { path: '^(apps|simulations|libs/(?!base/|plant/|historian/|experiment/))' },
    },
    {
      name: 'no-connector-to-connector',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/' },
      to: { path: '^connectors/', pathNot: '^connectors/$1/' },
    },
    {
      name: 'simulations-import-libs',
      severity: 'error',
      from: { path: '^simulations/' },
      to: { path: '^(apps|connectors)/' },
    },
    {
      name: 'no-simulation-to-simulation',
      severity: 'error',
      from: { path: '^simulations/([^/]+)/' },
      to: { path: '^simulations/', pathNot: '^simulations/$1/' },
    },
    {
      name: 'no-app-to-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-contracts',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(connectors|simulations|libs/(?!contracts/))' },
    },
    {
      name: 'pure-has-no-io',
      severity: 'error',
      from: { path: pure, pathNot: '\\.spec\\.ts$|/contract[^/]*\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-knows-no-framework',
      severity: 'error',
      from: { path: pure },
      to: { path: 'node_modules/(@nestjs|fastify|node-opcua|mqtt)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['veinline-source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
