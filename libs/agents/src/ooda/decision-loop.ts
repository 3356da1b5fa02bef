import { VeinlineError } from '@veinline/base';
import { type Simulation } from '@veinline/des';
import { DecisionCycle, type Decision, type DecisionRule, type ScoredProposal } from './decision-cycle.ts';
import {
  type ActionRecord,
  type LoopEntry,
  type LoopModel,
  type Proposal,
  type Snapshot,
} from './loop-model.ts';
import { type LoopInput } from './loop-schema.ts';

/** Asks whether an action may be done; a person answers in their own time, a simulation at once. */
export type Approve = (proposal: Proposal, decision: Decision) => boolean | Promise<boolean>;

/** What a loop may be given besides its model. */
export interface LoopOptions {
  readonly rule?: DecisionRule;
  /** Everything is approved by default: in a simulation the rule is what is studied. */
  readonly approve?: (proposal: Proposal, decision: Decision) => boolean;
}

/**
 * The observe-orient-decide-act loop in a simulation: looks every period, decides after the observation delay on the
 * state as it was, and acts after the lead time. Deterministic: it draws no random numbers and keeps no run going.
 */
export class DecisionLoop<O> {
  /** Every turn, in order. */
  readonly log: LoopEntry[] = [];
  readonly #simulation: Simulation;
  readonly #cycle: DecisionCycle<O>;
  readonly #approve: Approve;
  #cost = 0;
  #performed = 0;

  /** Throws VeinlineError LOOP_INVALID or POLICY_TERM_UNKNOWN for what is no loop of this model. */
  constructor(simulation: Simulation, spec: LoopInput, model: LoopModel<O>, options: LoopOptions = {}) {
    this.#simulation = simulation;
    this.#cycle = new DecisionCycle(spec, model, options.rule);
    this.#approve = options.approve ?? (() => true);
  }

  /** Cost of the actions that took effect so far. */
  get cost(): number {
    return this.#cost;
  }

  /** How many actions took effect so far. */
  get performed(): number {
    return this.#performed;
  }

  /** Schedules the first look; call once. */
  start(): void {
    const { firstAt, period } = this.#cycle.spec;
    this.#background(firstAt === undefined ? period : Math.max(0, firstAt - this.#simulation.now), () =>
      this.#look(),
    );
  }

  #look(): void {
    const { period, observationDelay } = this.#cycle.spec;
    const snapshot = this.#cycle.observe(this.#simulation.now);
    if (observationDelay === 0) this.#decide(snapshot);
    else this.#background(observationDelay, () => this.#decide(snapshot));
    this.#background(period, () => this.#look());
  }

  #decide(snapshot: Snapshot<O>): void {
    const { now } = this.#simulation;
    const decision = this.#cycle.decide(snapshot, now);
    const actions = decision.chosen.map((choice) => {
      const isApproved = this.#approve(choice.proposal, decision);
      if (typeof isApproved !== 'boolean')
        throw new VeinlineError(
          'APPROVAL_NOT_IMMEDIATE',
          `The approval of '${choice.proposal.id}' at ${now} is a promise.`,
          {
            hint: 'Approve with true or false in a simulation, or decide on live state with decideLive().',
          },
        );
      if (isApproved) this.#schedule(choice.proposal, now);
      return recordOf(choice, isApproved, now);
    });
    this.log.push(entryOf(this.log.length + 1, decision, actions));
  }

  #schedule(proposal: Proposal, now: number): void {
    this.#cycle.rest(proposal, now);
    const perform = (): void => {
      proposal.perform();
      this.#cost += proposal.cost;
      this.#performed++;
    };
    if (proposal.leadTime === 0) perform();
    else this.#background(proposal.leadTime, perform);
  }

  #background(delay: number, callback: () => void): void {
    this.#simulation.countBackground(1);
    this.#simulation.after(delay, () => {
      this.#simulation.countBackground(-1);
      callback();
    });
  }
}

/**
 * One turn on live state: looks and decides at `now`, asks for approval of one action after the other, and performs
 * those approved. Nothing is done that was not approved. Give the same cycle at each turn and count them.
 */
export async function decideLive<O>(
  cycle: DecisionCycle<O>,
  turn: { readonly number: number; readonly now: number; readonly approve: Approve },
): Promise<LoopEntry> {
  const { number, now, approve } = turn;
  const decision = cycle.decide(cycle.observe(now), now);
  const actions: ActionRecord[] = [];
  for (const choice of decision.chosen) {
    const isApproved = (await approve(choice.proposal, decision)) === true;
    if (isApproved) {
      cycle.rest(choice.proposal, now);
      choice.proposal.perform();
    }
    actions.push(recordOf(choice, isApproved, now));
  }
  return entryOf(number, decision, actions);
}

function recordOf({ proposal }: ScoredProposal, isApproved: boolean, now: number): ActionRecord {
  const { id, targets, cost, leadTime } = proposal;
  return { id, targets, cost, isApproved, performAt: isApproved ? now + leadTime : undefined };
}

function entryOf(
  cycle: number,
  { chosen: _, ...decision }: Decision,
  actions: readonly ActionRecord[],
): LoopEntry {
  return { cycle, ...decision, actions };
}
