import type { Json } from './parameter-fields.ts';

/** Values read from a text, or why it cannot be read. */
export type ValueList =
  | { readonly values: readonly Json[]; readonly problem: null }
  | { readonly values: null; readonly problem: string };

const most = 100;
const fail = (problem: string): ValueList => ({ values: null, problem });

/** Reads `2, 3, 4` or `2 to 10 by 2` as numbers, and any other words between commas as they stand. */
export function readNumbers(text: string): ValueList {
  const span = /^\s*(\S+)\s+to\s+(\S+)\s+by\s+(\S+)\s*$/i.exec(text);
  if (span === null) {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    if (parts.length === 0) return fail('Write at least one value, such as 2, 3, 4 or 2 to 10 by 2.');
    const bad = parts.find((part) => !Number.isFinite(Number(part)));
    if (bad !== undefined) return fail(`“${bad}” is not a number.`);
    return parts.length > most ? fail(tooMany(parts.length)) : { values: parts.map(Number), problem: null };
  }
  const [from = NaN, to = NaN, step = NaN] = span.slice(1).map(Number);
  if (![from, to, step].every(Number.isFinite))
    return fail(`“${text.trim()}” needs three numbers: 2 to 10 by 2.`);
  if (step === 0 || (to - from) / step < 0)
    return fail(`A step of ${step} never gets from ${from} to ${to}.`);
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > most) return fail(tooMany(count));
  const values = Array.from({ length: count }, (_, at) => Number((from + at * step).toPrecision(12)));
  return { values, problem: null };
}

const tooMany = (count: number): string => `${count} values are too many: an axis takes at most ${most}.`;

/** Reads values of a choice or of yes and no. */
export function readChoices(text: string, choices: readonly Json[]): ValueList {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) return fail(`Write at least one of ${choices.join(', ')}.`);
  const values = parts.map((part) => choices.find((choice) => String(choice) === part));
  const bad = values.findIndex((value) => value === undefined);
  if (bad >= 0) return fail(`“${parts[bad] ?? ''}” is none of ${choices.join(', ')}.`);
  return { values: values.filter((value): value is Json => value !== undefined), problem: null };
}
