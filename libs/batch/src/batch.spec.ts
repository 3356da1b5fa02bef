import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PhaseMachine, phaseCommands, phaseStates } from './phase.ts';
import { UnitProcedure } from './unit-procedure.ts';
import { harvestDensity, tCellPhases } from './t-cell-procedure.ts';

it('goes from Idle through Held and back to Running and Complete', () => {
  const phase = new PhaseMachine();
  const seen = [phase.command('Start'), phase.command('Hold'), phase.complete(), phase.state];
  expect(seen).toEqual([true, true, true, 'Held']);
  expect([phase.command('Restart'), phase.complete(), phase.complete()]).toEqual([true, true, true]);
  expect(phase.state).toBe('Complete');
});

it('stays in a known state whatever is commanded, and refuses without effect', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...phaseCommands, null)), (steps) => {
      const phase = new PhaseMachine();
      for (const step of steps) {
        const before = phase.state;
        const isTaken = step === null ? phase.complete() : phase.command(step);
        expect(phase.state === before).toBe(!isTaken);
        expect(phaseStates).toContain(phase.state);
      }
    }),
  );
});

it('runs seed to harvest in the planned days', () => {
  const procedure = new UnitProcedure(tCellPhases(9));
  procedure.command('Start');
  const seen = new Map<string, number>();
  let day = 0;
  for (; !procedure.isComplete; day += 0.01) {
    if (!seen.has(procedure.phase)) seen.set(procedure.phase, day);
    procedure.advance(0.01, { viable: 5 });
  }
  expect([...seen.keys()]).toEqual(['Seed', 'Activation', 'Transduction', 'Expansion', 'Harvest']);
  expect(seen.get('Expansion')).toBeCloseTo(3, 1);
  expect(day).toBeCloseTo(9, 1);
});

it('ends expansion a day early once the density is reached', () => {
  const procedure = new UnitProcedure(tCellPhases(9));
  procedure.command('Start');
  let day = 0;
  for (; procedure.phase !== 'Harvest'; day += 0.01) procedure.advance(0.01, { viable: harvestDensity });
  expect(day).toBeCloseTo(7.75, 1);
});

it('does not age while it is held', () => {
  const procedure = new UnitProcedure([{ name: 'Mix', plannedDays: 1 }]);
  procedure.command('Start');
  procedure.command('Hold');
  expect(procedure.settle()).toBe(true);
  procedure.advance(5, undefined);
  expect([procedure.state, procedure.elapsedDays]).toEqual(['Held', 0]);
});

it('tells how long until harvest', () => {
  const procedure = new UnitProcedure(tCellPhases(9));
  expect(procedure.daysUntil('Harvest')).toBeCloseTo(8.75, 9);
  expect(procedure.daysUntil('Seed')).toBeNull();
});

it('refuses a procedure without phases', () => {
  expect(() => new UnitProcedure([])).toThrow('needs a phase');
});
