import { describe, expect, it } from 'vitest';
import { PackMlMachine, packMlCommands, packMlStates } from './packml.ts';
import { packMlStateNumbers } from './packml-numbers.ts';
import type { PackMlCommand, PackMlState } from './packml.ts';

/** Sub-states of Running in OPC 30050 v1.01; Stop leads out of every one of them. */
const running: readonly PackMlState[] = [
  'Resetting',
  'Idle',
  'Starting',
  'Execute',
  'Completing',
  'Complete',
  'Suspending',
  'Suspended',
  'Unsuspending',
  'Holding',
  'Held',
  'Unholding',
];
/** Sub-states of Cleared in OPC 30050 v1.01; Abort leads out of every one of them. */
const cleared: readonly PackMlState[] = [...running, 'Stopping', 'Stopped', 'Clearing'];

/** Transitions with a cause in the OPC 30050 v1.01 node set, as from, command, to. */
const caused: readonly (readonly [PackMlState, PackMlCommand, PackMlState])[] = [
  ['Stopped', 'Reset', 'Resetting'],
  ['Complete', 'Reset', 'Resetting'],
  ['Idle', 'Start', 'Starting'],
  ['Execute', 'Hold', 'Holding'],
  ['Held', 'Unhold', 'Unholding'],
  ['Execute', 'Suspend', 'Suspending'],
  ['Suspended', 'Unsuspend', 'Unsuspending'],
  ['Aborted', 'Clear', 'Clearing'],
  ['Execute', 'ToComplete', 'Completing'],
  // Optional in OPC 30050, part of the base model of ISA-TR88.00.02-2022.
  ['Suspended', 'Hold', 'Holding'],
  // Added by ISA-TR88.00.02-2022.
  ['Held', 'ToComplete', 'Completing'],
  ['Suspended', 'ToComplete', 'Completing'],
];

function expectedAfter(state: PackMlState, command: PackMlCommand): PackMlState | null {
  if (command === 'Stop') return running.includes(state) ? 'Stopping' : null;
  if (command === 'Abort') return cleared.includes(state) ? 'Aborting' : null;
  return caused.find(([from, on]) => from === state && on === command)?.[2] ?? null;
}

describe.each(packMlStates)('in state %s', (state) => {
  it.each(packMlCommands)('command %s does what OPC 30050 says, or nothing', (command) => {
    const machine = new PackMlMachine(state);
    const expected = expectedAfter(state, command);
    expect(machine.command(command)).toBe(expected !== null);
    expect(machine.state).toBe(expected ?? state);
  });
});

it('completes exactly the acting states, each into the state OPC 30050 names', () => {
  const ends = packMlStates.map((state) => {
    const machine = new PackMlMachine(state);
    return machine.complete() ? `${state}>${machine.state}` : `${state} waits`;
  });
  expect(ends.sort()).toEqual(
    [
      'Aborting>Aborted',
      'Clearing>Stopped',
      'Completing>Complete',
      'Execute>Completing',
      'Holding>Held',
      'Resetting>Idle',
      'Starting>Execute',
      'Stopping>Stopped',
      'Suspending>Suspended',
      'Unholding>Execute',
      'Unsuspending>Execute',
      ...['Aborted', 'Complete', 'Held', 'Idle', 'Stopped', 'Suspended'].map((state) => `${state} waits`),
    ].sort(),
  );
});

it('numbers the states 1 to 17, each once', () => {
  const numbers = packMlStates.map((state) => packMlStateNumbers[state]).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
});

it('gives the OMAC numbers that clients of a line show', () => {
  const { Stopped, Idle, Execute, Aborted, Held, Complete } = packMlStateNumbers;
  expect([Stopped, Idle, Execute, Aborted, Held, Complete]).toEqual([2, 4, 6, 9, 11, 17]);
});
