import type { LiveValue, TagView } from '@veinline/contracts';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** `14:02:11` in UTC; takes milliseconds since 1970. */
export function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

/** `22 Nov 2026` in UTC; takes milliseconds since 1970. */
export function calendarDate(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `22 Nov 2026 14:02:11 UTC`; takes milliseconds since 1970. */
export function fullInstant(ms: number): string {
  return `${calendarDate(ms)} ${clockTime(ms)} UTC`;
}

/** `14:02` today, `22 Nov 14:02` on any other day, both UTC; takes milliseconds since 1970. */
export function shortInstant(ms: number, nowMs: number): string {
  const date = new Date(ms);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  const isToday = calendarDate(ms) === calendarDate(nowMs);
  return isToday ? time : `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${time}`;
}

/** The same instant in the site's IANA time zone, for display beside UTC. */
export function siteTime(ms: number, timeZone: string): string {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'long' });
    return `${format.format(ms)} (${timeZone})`;
  } catch {
    return fullInstant(ms);
  }
}

/** A duration in its largest sensible unit: `4 s`, `12 min`, `3 h`, `2 d`; takes milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** A number with the tag's decimals, and a true minus sign; names of infinities and NaN pass through. */
export function numberText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) < 0 ? text.replace('-', '−') : text.replace('-', '');
}

/** The value as a person reads it, without unit: state names, decimals of the tag, a dash for none. */
export function valueText(value: LiveValue['value'] | undefined, tag: TagView): string {
  if (value === null || value === undefined) return '–';
  const state = tag.states?.[String(value)];
  if (state !== undefined) return state;
  if (typeof value === 'number') return numberText(value, tag.decimals);
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `26 %` or `7.14`: a value text with its unit, if the tag has one. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || text === '–' ? text : `${text} ${unit}`;
}

/** Short label of a property: `dissolved-oxygen` becomes `Dissolved oxygen`, `DO` and `pH` stay. */
export function propertyLabel(property: string): string {
  const words = property
    .replace(/([a-z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[-_./]+/g, ' ')
    .trim();
  if (words.length <= 4) return words;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
