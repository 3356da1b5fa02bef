import { createStore } from 'zustand/vanilla';

/** Whether the command palette is open. */
export const paletteState = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

/** Opens the command palette. */
export function openPalette(): void {
  paletteState.setState({ isOpen: true });
}

/** Closes the command palette. */
export function closePalette(): void {
  paletteState.setState({ isOpen: false });
}

addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    openPalette();
  }
});
