import { type Score } from '../policies/terms.ts';

/** Named figures derived from an observation: utilisation, backlog, lateness … */
export type Indicators = Readonly<Record<string, number>>;

/** When was seen what is decided on now, in model time. */
export interface LoopContext {
  readonly observedAt: number;
  readonly now: number;
  /** The indicators of the look before. */
  readonly previous: Indicators | undefined;
}

/** Something that could be done. */
export interface Proposal {
  /** Unique among the proposals of one look; breaks ties. */
  readonly id: string;
  /** What it touches, by id: left alone while the action is under way and for the cooldown. */
  readonly targets: readonly string[];
  /** What speaks for and against it, by the names rules weigh; those left out are 0. `cost` is added. */
  readonly terms: Readonly<Record<string, number>>;
  readonly cost: number;
  /** Time from decision to effect, model time. */
  readonly leadTime: number;
  perform(): void;
}

/** What a model gives a decision loop. */
export interface LoopModel<O> {
  /** The names of terms its proposals may have. */
  readonly terms: readonly string[];
  /** The state as plain data; it is copied, so that later changes do not show. */
  observe(now: number): O;
  orient(observation: O, context: LoopContext): Indicators;
  /** What could be done, judged by the observation alone: the state itself may have moved on. */
  propose(observation: O, indicators: Indicators, context: LoopContext): readonly Proposal[];
}

/** A state as it was. */
export interface Snapshot<O> {
  readonly at: number;
  readonly data: O;
}

/** An alternative in the log. */
export interface Alternative {
  readonly id: string;
  readonly targets: readonly string[];
  readonly score: Score;
  readonly isChosen: boolean;
  /** Why it was chosen or not. */
  readonly why: string;
}

/** An action in the log. */
export interface ActionRecord {
  readonly id: string;
  readonly targets: readonly string[];
  readonly cost: number;
  readonly isApproved: boolean;
  /** When it takes effect, model time; undefined when it was not approved. */
  readonly performAt: number | undefined;
}

/** One turn of the loop in the log: what it saw, what it weighed, what it did and why. Plain data. */
export interface LoopEntry {
  readonly cycle: number;
  readonly observedAt: number;
  readonly decidedAt: number;
  readonly indicators: Indicators;
  /** The triggers that called for action, in words. */
  readonly triggers: readonly string[];
  readonly alternatives: readonly Alternative[];
  readonly actions: readonly ActionRecord[];
  readonly reason: string;
}
