import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  PackMlMachine,
  packMlCommands,
  packMlCompletions,
  packMlStates,
  packMlTransitions,
} from './packml.ts';

it('has seventeen states', () => {
  expect(new Set(packMlStates).size).toBe(17);
});

it('runs a batch from Stopped to Complete', () => {
  const machine = new PackMlMachine();
  const seen: string[] = [machine.state];
  for (const step of ['Reset', null, 'Start', null, null, null] as const) {
    expect(step === null ? machine.complete() : machine.command(step)).toBe(true);
    seen.push(machine.state);
  }
  expect(seen).toEqual(['Stopped', 'Resetting', 'Idle', 'Starting', 'Execute', 'Completing', 'Complete']);
});

it('refuses a command that its state does not take', () => {
  const machine = new PackMlMachine('Stopped');
  expect(machine.command('Start')).toBe(false);
  expect(machine.state).toBe('Stopped');
});

it('reaches every state from Stopped', () => {
  const reached = new Set<string>(['Stopped']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const state of packMlStates.filter((name) => reached.has(name))) {
      for (const { from, to } of Object.values(packMlTransitions)) if (from.includes(state)) reached.add(to);
      const next = packMlCompletions[state];
      if (next !== undefined) reached.add(next);
    }
  }
  expect(reached.size).toBe(17);
});

it('obeys Abort from everywhere but an abort, and always finds back to Idle', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...packMlCommands, null)), (steps) => {
      const machine = new PackMlMachine();
      for (const step of steps) {
        const before = machine.state;
        const isTaken = step === null ? machine.complete() : machine.command(step);
        if (!isTaken) expect(machine.state).toBe(before);
      }
      if (!['Aborting', 'Aborted'].includes(machine.state)) expect(machine.command('Abort')).toBe(true);
      if (machine.state === 'Aborting') machine.complete();
      expect(machine.command('Clear')).toBe(true);
      expect(machine.complete() && machine.command('Reset') && machine.complete()).toBe(true);
      expect(machine.state).toBe('Idle');
    }),
  );
});
