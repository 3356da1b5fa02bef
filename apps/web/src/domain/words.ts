/** `veinToVein` and `vein-to-vein` become `Vein to vein`; capital abbreviations such as `QC` stay. */
export function wordsOf(name: string): string {
  if (/^pH(?=[A-Z]|$)/.test(name)) return `pH ${wordsOf(name.slice(2)).toLowerCase()}`.trim();
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[-_./\s]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `one run`, `3 runs`: a count with its noun; numbers from 1 000 up are spaced. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupedText(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number in groups of three: `12 000`. */
export function groupedText(count: number): string {
  return Math.round(count).toLocaleString('en-GB').replaceAll(',', '\u202f');
}
