import { VeinlineError } from '@veinline/base';
import { type SimulationError } from './fault.ts';
import { type Kernel } from './kernel.ts';

/** Who asked what of which resource. */
export interface ResourceFaultContext {
  readonly resource: string;
  readonly process: string;
  /** Units it may have had at most. */
  readonly largest: number;
  /** Units the process holds. */
  readonly held: number;
}

/** The error for options that make no resource. */
export function resourceInvalid(resource: string, problem: string): VeinlineError {
  return new VeinlineError('RESOURCE_INVALID', `Resource ${resource}: ${problem}.`);
}

/** Throws RESOURCE_INVALID for a capacity that is negative or not finite. */
export function checkCapacity(resource: string, units: number): void {
  if (units >= 0 && units < Infinity) return;
  throw resourceInvalid(resource, `its capacity is ${units}; it must be a finite number of units, 0 or more`);
}

/** The error for a number of units no command accepts. */
export function unitsInvalid(
  kernel: Kernel,
  command: string,
  units: number,
  context: ResourceFaultContext,
): SimulationError {
  const { resource, process, largest } = context;
  return kernel.fault('UNITS_INVALID', `${command} was given ${units} units of ${resource}.`, {
    process,
    hint: `Ask for more than 0 and at most ${largest} units.`,
    details: { resource, units, largest },
  });
}

/** The error for units released that were not held. */
export function notHeld(kernel: Kernel, units: number, context: ResourceFaultContext): SimulationError {
  const { resource, process, held } = context;
  return kernel.fault('NOT_HELD', `It released ${units} of ${resource} but holds ${held}.`, {
    process,
    hint: 'After a wait that ended as reneged, balked, interrupted or preempted nothing was seized: check outcome.',
    details: { resource, units, held },
  });
}
