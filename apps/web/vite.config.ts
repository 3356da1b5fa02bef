import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // Which page loads what: for the benchmark of first loads.
    manifest: true,
    // ECharts is one lazy chunk of 175 kB gzip, 517 kB before.
    chunkSizeWarningLimit: 550,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'uplot', test: /node_modules\/uplot\// },
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
            { name: 'mantine', test: /@mantine|@floating-ui/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/sign-in': 'http://127.0.0.1:8080' } },
});
