/**
 * A fill-and-finish line in PackML states: fill, stopper, cap, inspect, reject.
 *
 * @example
 * const line = new FillFinishLine(1);
 * line.advance(60);
 * line.read().Good;
 */
export { FillFinishLine, lineParameters, stations } from './line.ts';
export type { LineReading } from './line.ts';
