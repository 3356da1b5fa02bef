import { VeinlineError } from '@veinline/base';

/** The kinds of fault the suite can play. */
export const faultKinds = ['stuck', 'drift', 'gas-loss', 'communication'] as const;

/** A fault of one unit; `stuck` and `drift` name a measured signal. */
export interface FaultRequest {
  readonly unit: string;
  readonly kind: (typeof faultKinds)[number];
  readonly signal?: string;
  /** Drift only: signal units per hour of process time. */
  readonly perHour?: number;
}

export interface Fault extends FaultRequest {
  readonly id: string;
}

/** The signal of a stuck or drift fault; throws `FAULT_SIGNAL` unless it names a measured one. */
export function faultSignal(fault: FaultRequest, measured: readonly string[]): string {
  if (fault.signal !== undefined && measured.includes(fault.signal)) return fault.signal;
  throw new VeinlineError('FAULT_SIGNAL', `${fault.unit} has no measured signal "${fault.signal ?? ''}".`, {
    hint: `Name one of ${measured.join(', ')}.`,
    details: { ...fault },
  });
}
