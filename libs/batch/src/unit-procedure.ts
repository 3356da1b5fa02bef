import { PhaseMachine } from './phase.ts';
import { VeinlineError } from '@veinline/base';
import type { PhaseCommand, PhaseState } from './phase.ts';

/** One phase of a unit procedure. */
export interface PhaseDefinition<Context> {
  readonly name: string;
  /** Planned duration, d; the phase ends then unless `isDone` says otherwise. */
  readonly plannedDays: number;
  /** Transition condition in place of the planned duration. */
  readonly isDone?: (context: Context, elapsedDays: number) => boolean;
}

/** A list of phases run one after another on one unit (ISA-88 unit procedure). */
export class UnitProcedure<Context = undefined> {
  readonly #phases: readonly PhaseDefinition<Context>[];
  #index = 0;
  #elapsedDays = 0;
  #machine = new PhaseMachine();

  /** Throws `PROCEDURE_EMPTY` if there is no phase. */
  constructor(phases: readonly PhaseDefinition<Context>[]) {
    if (phases.length === 0)
      throw new VeinlineError('PROCEDURE_EMPTY', 'A unit procedure needs a phase.', {
        hint: 'List at least one phase with a name and planned days.',
      });
    this.#phases = phases;
  }

  get phase(): string {
    return this.#current().name;
  }

  get state(): PhaseState {
    return this.#machine.state;
  }

  /** Days of running in the present phase. */
  get elapsedDays(): number {
    return this.#elapsedDays;
  }

  /** Planned days left in the present phase, never below 0. */
  get remainingDays(): number {
    return Math.max(0, this.#current().plannedDays - this.#elapsedDays);
  }

  /** The phase after this one, null in the last. */
  get nextPhase(): string | null {
    return this.#phases[this.#index + 1]?.name ?? null;
  }

  /** True when the last phase is complete. */
  get isComplete(): boolean {
    return this.#index === this.#phases.length - 1 && this.#machine.state === 'Complete';
  }

  /** Planned days from now until a phase begins; null if it has begun or does not exist. */
  daysUntil(phase: string): number | null {
    const target = this.#phases.findIndex((definition) => definition.name === phase);
    if (target <= this.#index) return null;
    const between = this.#phases.slice(this.#index + 1, target);
    return between.reduce((sum, definition) => sum + definition.plannedDays, this.remainingDays);
  }

  /** Gives the present phase a command; false if its state does not take it. */
  command(command: PhaseCommand): boolean {
    return this.#machine.command(command);
  }

  /** Reports a transient state (Holding, Stopping, ...) as finished; running phases end by `advance` alone. */
  settle(): boolean {
    return this.#machine.state !== 'Running' && this.#machine.complete();
  }

  /** Lets time pass; only a running phase ages, and when it is done the next one starts. */
  advance(days: number, context: Context): void {
    if (this.#machine.state !== 'Running') return;
    this.#elapsedDays += days;
    const { isDone, plannedDays } = this.#current();
    const isOver = isDone ? isDone(context, this.#elapsedDays) : this.#elapsedDays >= plannedDays - 1e-9;
    if (!isOver) return;
    this.#machine.complete();
    if (this.#index === this.#phases.length - 1) return;
    this.#index += 1;
    this.#elapsedDays = 0;
    this.#machine = new PhaseMachine();
    this.#machine.command('Start');
  }

  #current(): PhaseDefinition<Context> {
    return this.#phases[this.#index]!;
  }
}
