import { nearestName } from '@veinline/base';

/** `Did you mean 'night'? ` for the known name that is closest to what was written, or nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const near = nearestName(written, known);
  return near === null ? '' : `Did you mean '${near}'? `;
}
