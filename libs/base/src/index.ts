/**
 * The ground floor: instants, the clock port and the one error class everything else builds on.
 *
 * @example
 * throw new VeinlineError('PORT_IN_USE', 'Port 8080 is taken.', { hint: 'Set VEINLINE_PORT=0 for any free port.' });
 */
export type { Clock } from './clock.ts';
export { ManualClock } from './clock.ts';
export type { ErrorContext } from './errors.ts';
export { VeinlineError, messageOf } from './errors.ts';
export type { Instant } from './instant.ts';
export { instant, toIso } from './instant.ts';
export { nearestName } from './nearest-name.ts';
export { Mulberry32, gaussian } from './random.ts';
export type { RandomStream } from './random.ts';
