import { Bioreactor } from './bioreactor.ts';
import { Monitor } from './monitor.ts';
import { VeinlineError } from '@veinline/base';
import type { BioreactorSetup, SignalValue } from './bioreactor.ts';
import type { Fault, FaultRequest } from './faults.ts';
import type { MonitorKind } from './signals.ts';

/** The four bioreactors, staggered so that each is at another day. */
export const bioreactorSetups: readonly BioreactorSetup[] = [
  { id: 'BR-01', batchNumber: 412, startDay: 5.2, plannedDays: 9 },
  { id: 'BR-02', batchNumber: 411, startDay: 7.1, plannedDays: 10 },
  { id: 'BR-03', batchNumber: 410, startDay: 8.1, plannedDays: 10 },
  { id: 'BR-04', batchNumber: 413, startDay: 3.4, plannedDays: 9 },
];

/** The monitored equipment around them. */
export const monitorSetups: readonly { readonly id: string; readonly kind: MonitorKind }[] = [
  { id: 'FRZ-01', kind: 'freezer' },
  { id: 'FRZ-02', kind: 'freezer' },
  { id: 'LN2-01', kind: 'ln2-store' },
  { id: 'INC-01', kind: 'incubator' },
  { id: 'INC-02', kind: 'incubator' },
  { id: 'CR-A1', kind: 'cleanroom' },
  { id: 'CR-A2', kind: 'cleanroom' },
];

/** The measured values of a unit; `isReachable` is false during a communication fault. */
export interface UnitReading {
  readonly unit: string;
  readonly isReachable: boolean;
  readonly values: Readonly<Record<string, SignalValue>>;
}

/** The suite: deterministic from its seed and the sequence of calls. */
export class CellTherapySuite {
  readonly #units: readonly (Bioreactor | Monitor)[];
  readonly #faults = new Map<string, Fault>();
  #nextFault = 1;

  constructor(seed: number) {
    this.#units = [
      ...bioreactorSetups.map((setup, i) => new Bioreactor(setup, seed * 1009 + i)),
      ...monitorSetups.map(({ id, kind }, i) => new Monitor(id, kind, seed * 1009 + 100 + i)),
    ];
  }

  /** Advances every unit by seconds of process time. */
  advance(seconds: number): void {
    for (const unit of this.#units) unit.advance(seconds);
  }

  /** The last measured values of every unit, in a fixed order. */
  read(): readonly UnitReading[] {
    const silent = new Set(
      this.faults()
        .filter(({ kind }) => kind === 'communication')
        .map(({ unit }) => unit),
    );
    return this.#units.map((unit) => ({
      unit: unit.id,
      isReachable: !silent.has(unit.id),
      values: unit.read(),
    }));
  }

  faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** Starts a fault; throws `FAULT_UNIT`, `FAULT_SIGNAL`, `FAULT_KIND` or `FAULT_ACTIVE` if it cannot. */
  inject(request: FaultRequest): Fault {
    const unit = this.#units.find(({ id }) => id === request.unit);
    if (!unit)
      throw new VeinlineError('FAULT_UNIT', `There is no unit "${request.unit}".`, {
        hint: `Name one of ${this.#units.map(({ id }) => id).join(', ')}.`,
      });
    if (request.kind === 'gas-loss' && unit instanceof Monitor)
      throw new VeinlineError('FAULT_KIND', `${request.unit} has no sparge gas to lose.`, {
        hint: 'gas-loss is for bioreactors: BR-01 to BR-04.',
      });
    const same = this.faults().find(
      (fault) =>
        fault.unit === request.unit && fault.kind === request.kind && fault.signal === request.signal,
    );
    if (same)
      throw new VeinlineError('FAULT_ACTIVE', `Fault ${same.id} is already active on ${request.unit}.`, {
        hint: `Clear it first: DELETE /faults/${same.id}.`,
      });
    unit.inject(request);
    const fault = { ...request, id: `F${this.#nextFault++}` };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  /** Ends a fault; false if there is none of that id. */
  clear(id: string): boolean {
    const fault = this.#faults.get(id);
    if (!fault) return false;
    this.#faults.delete(id);
    this.#units.find((unit) => unit.id === fault.unit)?.clear(fault);
    return true;
  }
}
