import { type DistributionSpec } from '@veinline/stats';
import { type EventId, type Kernel } from './kernel.ts';
import { type WorkRule } from './work-rule.ts';

/** A way in which units of a resource fail and are repaired. */
export interface BreakdownOptions {
  /** Time units from a repair to the next failure, counted by `clock`. */
  readonly timeToFailure: DistributionSpec | number;
  /** Time units a repair takes. */
  readonly timeToRepair: DistributionSpec | number;
  /** What wears it out: time passing (by default), or units × time in use. */
  readonly clock?: 'calendar' | 'busy';
  /** Units that fail together; all there are by default. */
  readonly units?: number;
  /** What happens to work in progress that no unit is left for; it resumes after the repair by default. */
  readonly work?: WorkRule;
}

/** Makes a sampler with a random stream of that name. */
export type SamplerSource = (name: string, spec: DistributionSpec | number) => () => number;

/** The resource that fails. */
interface FailingResource {
  readonly name: string;
  readonly capacity: number;
  addDown(units: number, work: WorkRule): void;
  countBackground(change: number): void;
}

/** Fails and repairs units of a resource, whoever uses them. */
export class Breakdown {
  readonly #kernel: Kernel;
  readonly #resource: FailingResource;
  readonly #options: BreakdownOptions;
  readonly #timeToFailure: () => number;
  readonly #timeToRepair: () => number;
  /** Wear left until the next failure. */
  #left = 0;
  #rate: number;
  #since = 0;
  #event: EventId | undefined = undefined;
  #isDown = false;

  /** Random streams are named after the resource and the place in its list. */
  constructor(
    kernel: Kernel,
    resource: FailingResource,
    options: BreakdownOptions,
    place: number,
    sampler: SamplerSource,
  ) {
    this.#kernel = kernel;
    this.#resource = resource;
    this.#options = options;
    this.#rate = options.clock === 'busy' ? 0 : 1;
    this.#timeToFailure = sampler(`${resource.name}.breakdown.${place}.failure`, options.timeToFailure);
    this.#timeToRepair = sampler(`${resource.name}.breakdown.${place}.repair`, options.timeToRepair);
    this.#wear();
  }

  /** The units in use have changed: wear by use goes faster or slower. */
  useChanged(inUse: number): void {
    if (this.#options.clock !== 'busy') return;
    const { now } = this.#kernel;
    this.#left -= this.#rate * (now - this.#since);
    this.#since = now;
    this.#rate = inUse;
    if (this.#isDown) return;
    this.#unschedule();
    this.#scheduleFailure();
  }

  #wear(): void {
    this.#isDown = false;
    this.#left = this.#timeToFailure();
    this.#since = this.#kernel.now;
    this.#scheduleFailure();
  }

  #scheduleFailure(): void {
    if (this.#rate > 0) this.#schedule(Math.max(0, this.#left) / this.#rate, () => this.#fail());
  }

  #fail(): void {
    const units = this.#options.units ?? this.#resource.capacity;
    this.#isDown = true;
    this.#resource.addDown(units, this.#options.work ?? 'resume');
    this.#schedule(this.#timeToRepair(), () => {
      this.#resource.addDown(-units, 'finish');
      this.#wear();
    });
  }

  #schedule(delay: number, then: () => void): void {
    this.#resource.countBackground(1);
    this.#event = this.#kernel.after(delay, () => {
      this.#event = undefined;
      this.#resource.countBackground(-1);
      then();
    });
  }

  #unschedule(): void {
    if (this.#event === undefined) return;
    this.#kernel.cancel(this.#event);
    this.#event = undefined;
    this.#resource.countBackground(-1);
  }
}
