import type { ClinicParameters } from './parameters.ts';
import type { Simulation } from '@veinline/des';

/** What a patient brings along, in minutes; drawn on arrival. */
export interface Patient {
  readonly came: number;
  readonly isNoShow: boolean;
  readonly connect: number;
  /** Needles that fail before one gives enough flow. */
  readonly failedNeedles: number;
  readonly retry: number;
  readonly collection: number;
  readonly disconnect: number;
  readonly turnover: number;
}

/**
 * Draws patients. All of a patient is drawn when the patient is booked, each part from its own stream: so patient n is
 * the same person in every scenario, and scenarios differ by their clinics alone.
 */
export function patientSource(
  { access, connect, collection, disconnect, turnover, demand }: ClinicParameters,
  simulation: Simulation,
): (came: number) => Patient {
  const draw = {
    connect: simulation.sampler('connect', connect),
    retry: simulation.sampler('access.retry', access.retry),
    collection: simulation.sampler('collection', collection),
    disconnect: simulation.sampler('disconnect', disconnect),
    turnover: simulation.sampler('turnover', turnover),
  };
  const noShow = simulation.stream('no-show');
  const needles = simulation.stream('access');
  const failedNeedles = () => {
    // One draw for each needle that could be tried, so that the stream does not depend on the luck of others.
    let failed = 0;
    let isFlowing = false;
    for (let i = 0; i < access.attempts; i++) {
      isFlowing = needles.next() >= access.failure || isFlowing;
      if (!isFlowing) failed += 1;
    }
    return failed;
  };
  return (came) => ({
    came,
    isNoShow: noShow.next() < demand.noShow,
    connect: Math.max(0, draw.connect()),
    failedNeedles: failedNeedles(),
    retry: Math.max(0, draw.retry()),
    collection: Math.max(0, draw.collection()),
    disconnect: Math.max(0, draw.disconnect()),
    turnover: Math.max(0, draw.turnover()),
  });
}
