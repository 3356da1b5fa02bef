import { VeinlineError, messageOf } from '@veinline/base';

/** Where in a simulation a fault happened. */
export interface FaultPlace {
  /** Name of the process whose turn it was, if any. */
  readonly process?: string | undefined;
  /** Simulated time in the time unit of the simulation. */
  readonly time: number;
}

/** A fault inside a running simulation; `details.process` and `details.time` say whose and when. */
export class SimulationError extends VeinlineError {
  readonly process: string | undefined;
  readonly time: number;

  constructor(
    code: string,
    message: string,
    place: FaultPlace,
    context: { hint?: string; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    const who = place.process === undefined ? '' : `Process ${place.process}: `;
    super(code, `At time ${place.time}: ${who}${message}`, {
      ...context,
      details: { ...context.details, process: place.process, time: place.time },
    });
    this.process = place.process;
    this.time = place.time;
  }
}

/** Whatever a process or callback threw, as an error that names the process and the simulated time. */
export function faultOf(thrown: unknown, place: FaultPlace): SimulationError {
  if (thrown instanceof SimulationError) return thrown;
  const known = thrown instanceof VeinlineError ? thrown : undefined;
  return new SimulationError(known?.code ?? 'PROCESS_FAILED', messageOf(thrown), place, {
    ...(known?.hint !== undefined && { hint: known.hint }),
    ...(known && { details: known.details }),
    cause: thrown,
  });
}
