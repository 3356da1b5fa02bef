import { VeinlineError, messageOf } from '@veinline/base';
import { parsed } from '../parsed.ts';
import { type Score, type Terms, type WeightedTerm, explainScore, resolveTerms } from '../policies/terms.ts';
import {
  type Alternative,
  type Indicators,
  type LoopContext,
  type LoopModel,
  type Proposal,
  type Snapshot,
} from './loop-model.ts';
import { type LoopInput, type LoopSpec, loopSchema } from './loop-schema.ts';
import { checkProposal } from './proposal-check.ts';
import { Triggers } from './triggers.ts';

/** A proposal with what it scored. */
export interface ScoredProposal {
  readonly proposal: Proposal;
  readonly score: Score;
}

/** What was decided, before anybody approved or acted. */
export interface Decision {
  readonly observedAt: number;
  readonly decidedAt: number;
  readonly indicators: Indicators;
  readonly triggers: readonly string[];
  readonly alternatives: readonly Alternative[];
  readonly chosen: readonly ScoredProposal[];
  readonly reason: string;
}

/**
 * A rule of the model's own instead of the scenario's: takes the scored proposals, best first, and returns those to
 * do, best first. Scores come from weights of 1 on every term when the scenario's rule has none.
 */
export type DecisionRule = (
  proposals: readonly ScoredProposal[],
  indicators: Indicators,
) => readonly ScoredProposal[];

/**
 * Observe, orient and decide (Boyd's loop without the act): remembers triggers and cooldowns, and keeps no clock, so
 * that simulation and live state go through the same decisions.
 */
export class DecisionCycle<O> {
  readonly spec: LoopSpec;
  readonly #model: LoopModel<O>;
  readonly #rule: DecisionRule | undefined;
  readonly #weights: readonly WeightedTerm<Proposal>[];
  readonly #triggers: Triggers;
  readonly #restsUntil = new Map<string, number>();
  #previous: Indicators | undefined;

  /** Throws VeinlineError LOOP_INVALID or POLICY_TERM_UNKNOWN for what is no loop of this model. */
  constructor(spec: LoopInput, model: LoopModel<O>, rule?: DecisionRule) {
    this.spec = parsed(loopSchema, spec, 'LOOP_INVALID', 'The decision loop');
    this.#model = model;
    this.#rule = rule;
    this.#triggers = new Triggers(this.spec.triggers);
    const terms: Terms<Proposal> = Object.fromEntries([
      ...model.terms.map((name) => [name, { value: (proposal: Proposal) => proposal.terms[name] ?? 0 }]),
      ['cost', { value: (proposal: Proposal) => proposal.cost }],
    ]);
    const weights =
      this.spec.rule.type === 'best-score' ? this.spec.rule.weights : rule ? mapValues(terms, () => 1) : {};
    this.#weights = resolveTerms(weights, terms, 'loop');
  }

  /** The state now, copied; throws VeinlineError OBSERVATION_NOT_PLAIN when it cannot be. */
  observe(now: number): Snapshot<O> {
    try {
      return { at: now, data: structuredClone(this.#model.observe(now)) };
    } catch (cause) {
      if (cause instanceof VeinlineError) throw cause;
      throw new VeinlineError(
        'OBSERVATION_NOT_PLAIN',
        `The state at ${now} cannot be observed: ${messageOf(cause)}`,
        {
          hint: 'Return plain data from observe(): numbers, texts, arrays and objects, no functions.',
          cause,
        },
      );
    }
  }

  /** Decides at `now` on the state as it was seen. */
  decide(snapshot: Snapshot<O>, now: number): Decision {
    const context: LoopContext = { observedAt: snapshot.at, now, previous: this.#previous };
    const indicators = { ...this.#model.orient(snapshot.data, context) };
    this.#previous = indicators;
    const triggers = this.#triggers.update(indicators);
    const seen = { observedAt: snapshot.at, decidedAt: now, indicators, triggers };
    if (triggers.length === 0 && !this.#triggers.isEmpty)
      return { ...seen, alternatives: [], chosen: [], reason: 'Nothing to do: no trigger is raised.' };
    const scored = this.#score(this.#model.propose(snapshot.data, indicators, context), now);
    const { chosen, alternatives } = this.#choose(scored, indicators, now);
    return { ...seen, alternatives, chosen, reason: reasonOf(triggers, alternatives) };
  }

  /** Leaves the targets of an approved action alone until it is done, and for the cooldown. */
  rest(proposal: Proposal, now: number): void {
    const until = now + Math.max(proposal.leadTime, this.spec.cooldown);
    for (const target of proposal.targets)
      this.#restsUntil.set(target, Math.max(until, this.#restsUntil.get(target) ?? 0));
  }

  #score(proposals: readonly Proposal[], now: number): ScoredProposal[] {
    return proposals
      .map((proposal) => {
        checkProposal(proposal, this.#model.terms);
        return { proposal, score: explainScore(this.#weights, proposal, now) };
      })
      .sort((a, b) => b.score.total - a.score.total || (a.proposal.id < b.proposal.id ? -1 : 1));
  }

  #choose(
    scored: readonly ScoredProposal[],
    indicators: Indicators,
    now: number,
  ): { chosen: ScoredProposal[]; alternatives: Alternative[] } {
    const wanted = this.#rule?.(scored, indicators);
    const touched = new Set<string>();
    const chosen: ScoredProposal[] = [];
    const verdict = (candidate: ScoredProposal): string | undefined => {
      const { targets } = candidate.proposal;
      if (wanted ? !wanted.includes(candidate) : false) return "not taken by the model's rule";
      if (!wanted && this.spec.rule.type === 'observe-only') return 'only observing';
      if (
        !wanted &&
        this.spec.rule.type === 'best-score' &&
        !(candidate.score.total > this.spec.rule.minimumScore)
      )
        return `scores no more than ${this.spec.rule.minimumScore}`;
      const resting = targets.find(
        (target) => (this.#restsUntil.get(target) ?? Number.NEGATIVE_INFINITY) > now,
      );
      if (resting !== undefined) return `${resting} is left alone until ${this.#restsUntil.get(resting)!}`;
      const taken = targets.find((target) => touched.has(target));
      if (taken !== undefined) return `${taken} is touched by a better one`;
      if (chosen.length === this.spec.maxActions) return `${this.spec.maxActions} better ones are enough`;
      return undefined;
    };
    const verdicts = new Map<ScoredProposal, string | undefined>();
    for (const candidate of wanted
      ? [...wanted, ...scored.filter((other) => !wanted.includes(other))]
      : scored) {
      const why = verdict(candidate);
      verdicts.set(candidate, why);
      if (why !== undefined) continue;
      chosen.push(candidate);
      for (const target of candidate.proposal.targets) touched.add(target);
    }
    const alternatives = scored.map((candidate): Alternative => {
      const why = verdicts.get(candidate);
      const { id, targets } = candidate.proposal;
      const place = chosen.indexOf(candidate) + 1;
      return { id, targets, score: candidate.score, isChosen: place > 0, why: why ?? `choice ${place}` };
    });
    return { chosen, alternatives };
  }
}

function reasonOf(triggers: readonly string[], alternatives: readonly Alternative[]): string {
  const need = triggers.length === 0 ? 'Acts at each look' : `Because ${triggers.join(' and ')}`;
  const chosen = alternatives.filter(({ isChosen }) => isChosen);
  if (chosen.length > 0)
    return `${need}: ${chosen.map(({ id, score }) => `${id} (score ${score.total})`).join(', ')}.`;
  if (alternatives.length === 0) return `${need}, but nothing could be done.`;
  const [best] = alternatives;
  return `${need}, but none of ${alternatives.length} was taken; the best, ${best!.id} (score ${best!.score.total}): ${best!.why}.`;
}

function mapValues<T>(record: Readonly<Record<string, unknown>>, value: () => T): Record<string, T> {
  return Object.fromEntries(Object.keys(record).map((name) => [name, value()]));
}
