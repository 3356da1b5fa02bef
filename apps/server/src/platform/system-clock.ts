import type { Clock, Instant } from '@veinline/base';

/** The machine's wall clock: the only place of the server that reads it for the domain. */
export const systemClock: Clock = { now: () => Date.now() as Instant };
