/** The states of a procedural phase (ISA-88, IEC 61512-1). */
export const phaseStates = [
  'Idle',
  'Running',
  'Complete',
  'Pausing',
  'Paused',
  'Holding',
  'Held',
  'Restarting',
  'Stopping',
  'Stopped',
  'Aborting',
  'Aborted',
] as const;
export type PhaseState = (typeof phaseStates)[number];

export const phaseCommands = [
  'Start',
  'Hold',
  'Restart',
  'Pause',
  'Resume',
  'Stop',
  'Abort',
  'Reset',
] as const;
export type PhaseCommand = (typeof phaseCommands)[number];

const active: readonly PhaseState[] = ['Running', 'Pausing', 'Paused', 'Holding', 'Held', 'Restarting'];

/** Each command: from which states it is taken, and where it leads. */
export const phaseTransitions: Readonly<
  Record<PhaseCommand, { readonly from: readonly PhaseState[]; readonly to: PhaseState }>
> = {
  Start: { from: ['Idle'], to: 'Running' },
  Hold: { from: ['Running', 'Pausing', 'Paused', 'Restarting'], to: 'Holding' },
  Restart: { from: ['Held'], to: 'Restarting' },
  Pause: { from: ['Running'], to: 'Pausing' },
  Resume: { from: ['Paused'], to: 'Running' },
  Stop: { from: active, to: 'Stopping' },
  Abort: { from: [...active, 'Stopping'], to: 'Aborting' },
  Reset: { from: ['Complete', 'Stopped', 'Aborted'], to: 'Idle' },
};

/** Where a state goes when its logic has finished; the others wait for a command. */
export const phaseCompletions: Readonly<Partial<Record<PhaseState, PhaseState>>> = {
  Running: 'Complete',
  Pausing: 'Paused',
  Holding: 'Held',
  Restarting: 'Running',
  Stopping: 'Stopped',
  Aborting: 'Aborted',
};

/** The state machine of one phase; it starts Idle. */
export class PhaseMachine {
  #state: PhaseState = 'Idle';

  get state(): PhaseState {
    return this.#state;
  }

  /** Gives a command; false if this state does not take it, and then nothing changes. */
  command(command: PhaseCommand): boolean {
    const { from, to } = phaseTransitions[command];
    if (!from.includes(this.#state)) return false;
    this.#state = to;
    return true;
  }

  /** Reports the logic of the present state as finished; false in a state that waits. */
  complete(): boolean {
    const next = phaseCompletions[this.#state];
    if (next === undefined) return false;
    this.#state = next;
    return true;
  }
}
