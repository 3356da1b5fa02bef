import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phaseCommands, phaseStates, phaseTransitions, PhaseMachine } from './phase.ts';
import type { PhaseCommand, PhaseState } from './phase.ts';

/** The shortest way from Idle into each state; null reports the present state's logic as finished. */
const wayTo: Readonly<Record<PhaseState, readonly (PhaseCommand | null)[]>> = {
  Idle: [],
  Running: ['Start'],
  Complete: ['Start', null],
  Pausing: ['Start', 'Pause'],
  Paused: ['Start', 'Pause', null],
  Holding: ['Start', 'Hold'],
  Held: ['Start', 'Hold', null],
  Restarting: ['Start', 'Hold', null, 'Restart'],
  Stopping: ['Start', 'Stop'],
  Stopped: ['Start', 'Stop', null],
  Aborting: ['Start', 'Abort'],
  Aborted: ['Start', 'Abort', null],
};

/** Commands taken in each state, with where they lead. */
const table: Readonly<Record<PhaseState, Readonly<Partial<Record<PhaseCommand, PhaseState>>>>> = {
  Idle: { Start: 'Running' },
  Running: { Pause: 'Pausing', Hold: 'Holding', Stop: 'Stopping', Abort: 'Aborting' },
  Complete: { Reset: 'Idle' },
  Pausing: { Hold: 'Holding', Stop: 'Stopping', Abort: 'Aborting' },
  Paused: { Resume: 'Running', Hold: 'Holding', Stop: 'Stopping', Abort: 'Aborting' },
  Holding: { Stop: 'Stopping', Abort: 'Aborting' },
  Held: { Restart: 'Restarting', Stop: 'Stopping', Abort: 'Aborting' },
  Restarting: { Hold: 'Holding', Stop: 'Stopping', Abort: 'Aborting' },
  Stopping: { Abort: 'Aborting' },
  Stopped: { Reset: 'Idle' },
  Aborting: {},
  Aborted: { Reset: 'Idle' },
};

function phaseIn(state: PhaseState): PhaseMachine {
  const phase = new PhaseMachine();
  for (const step of wayTo[state])
    if (step === null) phase.complete();
    else phase.command(step);
  return phase;
}

it.each(phaseStates)('takes in %s exactly the commands of the table', (state) => {
  for (const command of phaseCommands) {
    const phase = phaseIn(state);
    expect(phase.state).toBe(state);
    const next = table[state][command];
    expect([command, phase.command(command), phase.state]).toEqual([
      command,
      next !== undefined,
      next ?? state,
    ]);
  }
});

it('has no command that nothing takes', () => {
  for (const command of phaseCommands) expect(phaseTransitions[command].from.length).toBeGreaterThan(0);
});

it('comes to rest within two completions, wherever commands led it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...phaseCommands)), (commands) => {
      const phase = new PhaseMachine();
      for (const command of commands) phase.command(command);
      let completions = 0;
      while (phase.complete()) completions += 1;
      expect(completions).toBeLessThanOrEqual(2);
    }),
  );
});
