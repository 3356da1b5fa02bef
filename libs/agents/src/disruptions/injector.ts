import { VeinlineError } from '@veinline/base';
import { type Simulation } from '@veinline/des';
import { type DistributionSpec } from '@veinline/stats';
import { type DisruptionInput, type DisruptionSpec } from './disruption-schema.ts';
import { type Strength, combine, describeStrength } from './modifier.ts';
import { type DisruptionEffects, type Plan, plansOf } from './plans.ts';
import { pickTargets } from './targets.ts';

/** One line of the log of disruptions. */
export interface DisruptionEvent {
  readonly time: number;
  readonly event: 'announced' | 'started' | 'ended';
  readonly disruption: string;
  /** Which time it happens, from 1. */
  readonly occurrence: number;
  readonly effect: string;
  readonly targets: readonly string[];
  readonly strength: string;
}

/** A disruption as those concerned know it. */
export interface KnownDisruption {
  readonly disruption: string;
  readonly effect: string;
  readonly targets: readonly string[];
  readonly strength: Strength;
  readonly start: number;
  /** When it ends; undefined when nobody knows, as for what was not announced. */
  readonly end: number | undefined;
}

interface Occurrence extends KnownDisruption {
  readonly number: number;
  readonly isAnnounced: boolean;
}

/**
 * Makes the disruptions of a scenario happen in a simulation. Start, duration and targets of each come from random
 * streams of its own, so that adding one leaves the others as they were. A run without a time limit goes on until
 * those under way have ended, and does not wait for those to come.
 */
export class DisruptionInjector {
  /** What happened so far, in order. */
  readonly log: DisruptionEvent[] = [];
  readonly #simulation: Simulation;
  readonly #plans: readonly Plan[];
  readonly #announced = new Set<Occurrence>();
  readonly #active = new Set<Occurrence>();

  /** Throws VeinlineError DISRUPTION_INVALID that lists every disruption this model cannot have. */
  constructor(simulation: Simulation, disruptions: readonly DisruptionInput[], effects: DisruptionEffects) {
    this.#simulation = simulation;
    this.#plans = plansOf(disruptions, effects);
  }

  /** Schedules all disruptions; call once, at model time 0 or later. What should have begun before begins now. */
  start(): void {
    for (const plan of this.#plans) this.#schedule(plan, 1, this.#firstStart(plan));
  }

  /** What is known to come, by start: what an observer may plan with. */
  announced(): readonly KnownDisruption[] {
    return [...this.#announced].map(known).sort((a, b) => a.start - b.start);
  }

  /** What is going on, in the order it started. */
  active(): readonly KnownDisruption[] {
    return [...this.#active].map(known);
  }

  #firstStart({ spec }: Plan): number {
    if ('at' in spec.when) return spec.when.at;
    if ('from' in spec.when) return spec.when.from;
    return this.#simulation.now + this.#draw(spec, 'after', spec.when.after);
  }

  #schedule(plan: Plan, number: number, start: number): void {
    const { spec } = plan;
    const { now } = this.#simulation;
    const { pick } = spec.where === 'all' ? { pick: undefined } : spec.where;
    const targets =
      pick === undefined
        ? plan.targets
        : pickTargets(plan.targets, pick, this.#simulation.stream(streamName(spec, 'pick')));
    const occurrence: Occurrence = {
      disruption: spec.name,
      effect: spec.effect,
      targets,
      strength: spec.strength,
      start: Math.max(start, now),
      end: this.#endOf(spec, start),
      number,
      isAnnounced: spec.announced !== undefined,
    };
    if (spec.announced !== undefined) {
      this.#background(Math.max(now, occurrence.start - spec.announced), () => {
        this.#announced.add(occurrence);
        this.#write('announced', occurrence);
      });
    }
    this.#background(occurrence.start, () => this.#begin(plan, occurrence, start));
  }

  #begin(plan: Plan, occurrence: Occurrence, plannedStart: number): void {
    this.#announced.delete(occurrence);
    this.#active.add(occurrence);
    this.#write('started', occurrence);
    this.#apply(plan, occurrence);
    const { end } = occurrence;
    if (end !== undefined)
      // In the foreground, unlike all else here: what waits may wait for this.
      this.#simulation.at(Math.max(end, this.#simulation.now), () => {
        this.#active.delete(occurrence);
        this.#write('ended', occurrence);
        this.#apply(plan, occurrence);
      });
    this.#repeat(plan, occurrence, plannedStart);
  }

  #repeat(plan: Plan, { number, end }: Occurrence, start: number): void {
    const { repeat, when } = plan.spec;
    if (!repeat || (repeat.times !== undefined && number >= repeat.times)) return;
    const next =
      repeat.every !== undefined
        ? start + this.#draw(plan.spec, 'every', repeat.every)
        : end! + this.#draw(plan.spec, 'after', (when as { after: DistributionSpec }).after);
    this.#schedule(plan, number + 1, next);
  }

  #endOf(spec: DisruptionSpec, start: number): number | undefined {
    if ('to' in spec.when) return start + (spec.when.to - spec.when.from);
    return spec.duration === undefined ? undefined : start + this.#draw(spec, 'duration', spec.duration);
  }

  #apply({ spec, effect }: Plan, { targets }: Occurrence): void {
    for (const target of targets) {
      const strengths: Strength[] = [];
      for (const other of this.#active)
        if (other.effect === spec.effect && other.targets.includes(target)) strengths.push(other.strength);
      effect.apply(target, combine(strengths));
    }
  }

  #draw(spec: DisruptionSpec, what: string, distribution: DistributionSpec): number {
    const name = streamName(spec, what);
    const drawn = this.#simulation.sampler(name, distribution)();
    if (drawn >= 0) return drawn;
    throw new VeinlineError(
      'DISRUPTION_INVALID',
      `The disruption '${spec.name}' drew ${drawn} for ${what}.`,
      {
        hint: 'Write a distribution of times from 0 on.',
        details: { disruption: spec.name, stream: name },
      },
    );
  }

  /** Disruptions to come keep no run going. */
  #background(time: number, callback: () => void): void {
    this.#simulation.countBackground(1);
    this.#simulation.at(time, () => {
      this.#simulation.countBackground(-1);
      callback();
    });
  }

  #write(
    event: DisruptionEvent['event'],
    { disruption, number, effect, targets, strength }: Occurrence,
  ): void {
    this.log.push({
      time: this.#simulation.now,
      event,
      disruption,
      occurrence: number,
      effect,
      targets,
      strength: describeStrength(strength),
    });
  }
}

function known({
  disruption,
  effect,
  targets,
  strength,
  start,
  end,
  isAnnounced,
}: Occurrence): KnownDisruption {
  return { disruption, effect, targets, strength, start, end: isAnnounced ? end : undefined };
}

function streamName(spec: DisruptionSpec, what: string): string {
  return `disruption/${spec.name}/${what}`;
}
