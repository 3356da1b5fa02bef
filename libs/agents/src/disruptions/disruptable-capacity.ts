import { VeinlineError } from '@veinline/base';
import { type CapacitySchedule, type Resource, type Simulation } from '@veinline/des';
import { type Modifier, combine } from './modifier.ts';

// Shift changes come before everything else of their time, as those of resources do.
const calendarPriority = -256;
const rounding = 1e-9;

/**
 * The capacity of a resource that follows a schedule and disruptions at once: what the schedule says, modified, in
 * whole units rounded down. Make the resource with a plain capacity; this sets it from now on.
 */
export class DisruptableCapacity {
  readonly #simulation: Simulation;
  readonly #resource: Resource;
  readonly #schedule: CapacitySchedule;
  #piece = -1;
  #modifier = combine([]);

  /** Throws VeinlineError CAPACITY_INVALID for a schedule that repeats or has no piece for now. */
  constructor(simulation: Simulation, resource: Resource, schedule: CapacitySchedule | number) {
    this.#simulation = simulation;
    this.#resource = resource;
    this.#schedule = typeof schedule === 'number' ? { pieces: [{ from: 0, capacity: schedule }] } : schedule;
    const { pieces, period } = this.#schedule;
    this.#piece = pieces.findLastIndex(({ from }) => from <= simulation.now);
    if (period !== undefined || this.#piece < 0)
      throw new VeinlineError(
        'CAPACITY_INVALID',
        `${resource.name} cannot follow this schedule from ${simulation.now} on.`,
        {
          hint: 'Give pieces that reach from now to the end of the run, without a period.',
        },
      );
    this.#set();
    this.#next();
  }

  /** Applies what the disruptions do together: call it from the effect's `apply`. */
  modify(modifier: Modifier): void {
    this.#modifier = modifier;
    this.#set();
  }

  #next(): void {
    const next = this.#schedule.pieces[this.#piece + 1];
    if (!next) return;
    this.#resource.countBackground(1);
    this.#simulation.at(
      next.from,
      () => {
        this.#resource.countBackground(-1);
        this.#piece++;
        this.#set();
        this.#next();
      },
      calendarPriority,
    );
  }

  #set(): void {
    const { pieces, work } = this.#schedule;
    this.#resource.setCapacity(
      Math.floor(this.#modifier.apply(pieces[this.#piece]!.capacity) + rounding),
      work,
    );
  }
}
