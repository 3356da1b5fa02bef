/**
 * A cell therapy suite: four perfused T-cell bioreactors, cold storage, incubators and cleanrooms.
 *
 * @example
 * const suite = new CellTherapySuite(1);
 * suite.advance(60); // one minute of process time
 * suite.read()[0]?.values['DO'];
 */
export { Bioreactor } from './bioreactor.ts';
export type { BioreactorSetup, SignalValue } from './bioreactor.ts';
export { faultKinds } from './faults.ts';
export type { Fault, FaultRequest } from './faults.ts';
export { bioreactorSignals, monitorSignals } from './signals.ts';
export type { MonitorKind, Signal } from './signals.ts';
export { CellTherapySuite, bioreactorSetups, monitorSetups } from './suite.ts';
export type { UnitReading } from './suite.ts';
