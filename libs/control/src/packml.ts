/** The seventeen states of ISA-TR88.00.02, as OPC 30050 names them. */
export const packMlStates = [
  'Stopped',
  'Resetting',
  'Idle',
  'Starting',
  'Execute',
  'Completing',
  'Complete',
  'Aborting',
  'Aborted',
  'Stopping',
  'Clearing',
  'Suspending',
  'Suspended',
  'Unsuspending',
  'Holding',
  'Held',
  'Unholding',
] as const;
export type PackMlState = (typeof packMlStates)[number];

/** The commands (OPC 30050 methods; `ToComplete` ends a run from outside). */
export const packMlCommands = [
  'Reset',
  'Start',
  'Stop',
  'Hold',
  'Unhold',
  'Suspend',
  'Unsuspend',
  'Abort',
  'Clear',
  'ToComplete',
] as const;
export type PackMlCommand = (typeof packMlCommands)[number];

/** Where an acting state goes when its work is done ("state complete"); the others wait for a command. */
export const packMlCompletions: Readonly<Partial<Record<PackMlState, PackMlState>>> = {
  Resetting: 'Idle',
  Starting: 'Execute',
  Execute: 'Completing',
  Completing: 'Complete',
  Aborting: 'Aborted',
  Clearing: 'Stopped',
  Stopping: 'Stopped',
  Suspending: 'Suspended',
  Unsuspending: 'Execute',
  Holding: 'Held',
  Unholding: 'Execute',
};

const abortable = packMlStates.filter((state) => state !== 'Aborting' && state !== 'Aborted');
const stoppable = abortable.filter((state) => !['Stopped', 'Stopping', 'Clearing'].includes(state));

/** Each command: from which states it is taken, and where it leads (ISA-TR88.00.02-2022). */
export const packMlTransitions: Readonly<
  Record<PackMlCommand, { readonly from: readonly PackMlState[]; readonly to: PackMlState }>
> = {
  Reset: { from: ['Stopped', 'Complete'], to: 'Resetting' },
  Start: { from: ['Idle'], to: 'Starting' },
  Stop: { from: stoppable, to: 'Stopping' },
  Hold: { from: ['Execute', 'Suspended'], to: 'Holding' },
  Unhold: { from: ['Held'], to: 'Unholding' },
  Suspend: { from: ['Execute'], to: 'Suspending' },
  Unsuspend: { from: ['Suspended'], to: 'Unsuspending' },
  Abort: { from: abortable, to: 'Aborting' },
  Clear: { from: ['Aborted'], to: 'Clearing' },
  ToComplete: { from: ['Execute', 'Held', 'Suspended'], to: 'Completing' },
};

/** A PackML state machine; it starts Stopped unless told otherwise. */
export class PackMlMachine {
  #state: PackMlState;

  constructor(state: PackMlState = 'Stopped') {
    this.#state = state;
  }

  get state(): PackMlState {
    return this.#state;
  }

  /** Gives a command; false if this state does not take it, and then nothing changes. */
  command(command: PackMlCommand): boolean {
    const { from, to } = packMlTransitions[command];
    if (!from.includes(this.#state)) return false;
    this.#state = to;
    return true;
  }

  /** Reports the work of an acting state as done; false in a state that waits. */
  complete(): boolean {
    const next = packMlCompletions[this.#state];
    if (next === undefined) return false;
    this.#state = next;
    return true;
  }
}
