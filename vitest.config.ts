import { defineConfig } from 'vitest/config';

const conditions = ['veinline-source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{apps,libs,connectors,simulations}/**/src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
