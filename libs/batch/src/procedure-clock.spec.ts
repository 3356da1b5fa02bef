import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnitProcedure } from './unit-procedure.ts';

const phases = [
  { name: 'Heat', plannedDays: 2 },
  { name: 'Mix', plannedDays: 3 },
  { name: 'Drain', plannedDays: 1 },
];

it('ages by the time it runs and by no other, however holds fall', () => {
  const step = fc.tuple(fc.constantFrom('run', 'hold', 'pause'), fc.integer({ min: 1, max: 5 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const procedure = new UnitProcedure([{ name: 'Mix', plannedDays: 1000 }]);
      procedure.command('Start');
      let run = 0;
      for (const [kind, days] of steps) {
        if (kind === 'hold') procedure.command('Hold');
        if (kind === 'pause') procedure.command('Pause');
        if (kind !== 'run') procedure.settle();
        procedure.advance(days, undefined);
        if (kind === 'run') run += days;
        if (kind === 'hold') procedure.command('Restart');
        if (kind === 'pause') procedure.command('Resume');
        if (kind === 'hold') procedure.settle();
      }
      expect([procedure.elapsedDays, procedure.state]).toEqual([run, 'Running']);
    }),
  );
});

it('says at every moment what comes next and in how long', () => {
  const procedure = new UnitProcedure(phases);
  procedure.command('Start');
  const seen: unknown[] = [];
  for (let day = 0; day < 6; day++) {
    seen.push([procedure.phase, procedure.remainingDays, procedure.nextPhase, procedure.daysUntil('Drain')]);
    procedure.advance(1, undefined);
  }
  expect(seen).toEqual([
    ['Heat', 2, 'Mix', 5],
    ['Heat', 1, 'Mix', 4],
    ['Mix', 3, 'Drain', 3],
    ['Mix', 2, 'Drain', 2],
    ['Mix', 1, 'Drain', 1],
    ['Drain', 1, null, null],
  ]);
  expect([procedure.isComplete, procedure.state]).toEqual([true, 'Complete']);
});

it('goes nowhere once stopped', () => {
  const procedure = new UnitProcedure(phases);
  procedure.command('Start');
  procedure.command('Stop');
  procedure.settle();
  procedure.advance(10, undefined);
  expect([procedure.phase, procedure.state, procedure.elapsedDays]).toEqual(['Heat', 'Stopped', 0]);
});
