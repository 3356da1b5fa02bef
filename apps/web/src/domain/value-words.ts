import { unitText } from './estimate.ts';
import type { Json } from './parameter-fields.ts';
import { wordsOf } from './words.ts';

/** `Wait (h)`: an output's name with its unit. */
export function titleOf(name: string, unit: string): string {
  return unitText(unit) === '' ? wordsOf(name) : `${wordsOf(name)} (${unit})`;
}

/** `4`, `lognormal, median 4`, `yes`: a value in a few words. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.every((item) => typeof item !== 'object') ? value.join(', ') : 'a list';
  if (typeof value !== 'object') return String(value);
  const words = Object.entries(value).map(([key, item]) =>
    key === 'type' ? valueWords(item) : `${key} ${typeof item === 'object' ? '…' : valueWords(item)}`,
  );
  const text = words.join(', ');
  return text.length > 60 ? `${text.slice(0, 58)}…` : text;
}
