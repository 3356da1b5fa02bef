import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Drawer.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './data/queries.ts';
import { router } from './router.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/indicators.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root to draw the app in.');

/** Canvas charts read the font once: load it before the first paint, but never wait for it longer than 1 s. */
const fontReady = document.fonts.load('500 11px "Inter Variable"').catch(() => []);
await Promise.race([fontReady, new Promise((resolve) => setTimeout(resolve, 1000))]);

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      defaultColorScheme="auto"
      theme={{ fontFamily: "'Inter Variable', system-ui, sans-serif", focusRing: 'never' }}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
