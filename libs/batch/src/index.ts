/**
 * Batch control after ISA-88: the state machine of a phase and unit procedures made of phases.
 *
 * @example
 * const procedure = new UnitProcedure(tCellPhases(9));
 * procedure.command('Start');
 * procedure.advance(0.5, { viable: 1.2 }); // half a day
 */
export { PhaseMachine, phaseCommands, phaseCompletions, phaseStates, phaseTransitions } from './phase.ts';
export type { PhaseCommand, PhaseState } from './phase.ts';
export { harvestDensity, tCellPhases } from './t-cell-procedure.ts';
export type { TCellBatchContext } from './t-cell-procedure.ts';
export { UnitProcedure } from './unit-procedure.ts';
export type { PhaseDefinition } from './unit-procedure.ts';
