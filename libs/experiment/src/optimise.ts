import type { Goal } from './select-best.ts';
import type { Changes } from './variation.ts';
import type { Experiment } from './experiment.ts';
import type { JsonValue } from './json.ts';
import type { Selection } from './sampler.ts';
import type { StudyOptions } from './study.ts';
import { StreamFamily } from '@veinline/stats';
import type { Xoshiro128 } from '@veinline/stats';
import { VeinlineError } from '@veinline/base';
import { checkOutputName } from './output-name.ts';
import { gridDesign } from './sweep.ts';
import { meanOf, runAll } from './study.ts';
import { selectByKn, selectByOcba } from './select-best.ts';
import { vary } from './variation.ts';

/** What may be chosen: values by parameter path, in an order in which neighbours are alike. */
export type Choices = Readonly<Record<string, readonly JsonValue[]>>;

/** A combination that was tried, with the mean of the output over its replications. */
export interface Candidate {
  readonly changes: Changes;
  readonly mean: number;
}

/** The combination found and what was tried for it. */
export interface Optimum {
  readonly changes: Changes;
  readonly experiment: Experiment;
  /** Mean of the output, in its unit. */
  readonly mean: number;
  /** Everything tried, best first. */
  readonly tried: readonly Candidate[];
  /** Of all combinations (exhaustive search), or of the finalists (local search). */
  readonly selection: Selection | null;
}

/**
 * Tries every combination and selects the best by OCBA with a budget, or by KN with an indifference.
 * Throws DESIGN_INVALID and what `selectByKn` throws.
 */
export async function optimiseExhaustively(
  experiment: Experiment,
  choices: Choices,
  goal: Goal &
    ({ readonly budget: number } | { readonly indifference: number; readonly confidence?: number }),
  options: StudyOptions,
): Promise<Optimum> {
  const design = gridDesign(choices);
  const experiments = design.map((changes) => vary(experiment, changes));
  const selection =
    'budget' in goal
      ? await selectByOcba(experiments, goal, options)
      : await selectByKn(experiments, goal, options);
  const tried = design.map((changes, i) => ({ changes, mean: selection.means[i]! }));
  return {
    changes: design[selection.best]!,
    experiment: experiments[selection.best]!,
    mean: selection.means[selection.best]!,
    tried: ranked(tried, goal),
    selection,
  };
}

/** How long a local search goes on, and how it decides between the best it found. */
export interface LocalSearchPlan extends Goal {
  /** Searches from so many random combinations. */
  readonly restarts: number;
  /** Combinations to try at most. */
  readonly maximumTried?: number;
  /** If given, the three best are compared by KN with this indifference; else the best mean wins. */
  readonly indifference?: number;
}

/**
 * Random-restart local search for choices too many to try all: from a random combination it moves to the best
 * neighbour (one parameter, one step along its list) as long as that is better. Every combination runs the
 * experiment's replications with the same random numbers; equal seeds search the same way on every runner.
 * Throws OUTPUT_UNKNOWN, DESIGN_INVALID and what `runDesign` throws.
 */
export async function optimiseLocally(
  experiment: Experiment,
  choices: Choices,
  plan: LocalSearchPlan,
  options: StudyOptions,
): Promise<Optimum> {
  checkOutputName(experiment.model, plan.output);
  const search = new LocalSearch(experiment, choices, plan, options);
  const stream = new StreamFamily({ seed: experiment.settings.seed }).stream('design.local-search');
  for (let i = 0; i < plan.restarts && !search.isExhausted; i++) await search.climb(stream);
  const tried = ranked(search.tried, plan);
  if (plan.indifference === undefined || tried.length < 2) return optimum(experiment, tried, 0, null);
  const finalists = tried.slice(0, 3).map(({ changes }) => vary(experiment, changes));
  const goal = { output: plan.output, objective: plan.objective, indifference: plan.indifference };
  const selection = await selectByKn(finalists, goal, options);
  return optimum(experiment, tried, selection.best, selection);
}

function optimum(
  experiment: Experiment,
  tried: readonly Candidate[],
  best: number,
  selection: Selection | null,
): Optimum {
  const { changes, mean } = tried[best]!;
  const found = vary(experiment, changes);
  return { changes, experiment: found, mean: selection?.means[selection.best] ?? mean, tried, selection };
}

function ranked(tried: readonly Candidate[], { objective }: Goal): Candidate[] {
  const sign = objective === 'maximise' ? -1 : 1;
  return [...tried].sort((a, b) => sign * (a.mean - b.mean));
}

class LocalSearch {
  readonly #experiment: Experiment;
  readonly #choices: [path: string, values: readonly JsonValue[]][];
  readonly #plan: LocalSearchPlan;
  readonly #options: StudyOptions;
  /** Means by combination; a combination is the positions of its values, joined by commas. */
  readonly #known = new Map<string, Candidate>();

  constructor(experiment: Experiment, choices: Choices, plan: LocalSearchPlan, options: StudyOptions) {
    this.#experiment = experiment;
    this.#choices = Object.entries(choices);
    this.#plan = plan;
    this.#options = options;
    const empty = this.#choices.find(([, values]) => values.length === 0);
    if (this.#choices.length === 0 || empty)
      throw new VeinlineError('DESIGN_INVALID', `${empty?.[0] ?? 'The search'} has nothing to choose from.`, {
        hint: 'Name at least one parameter with at least one value.',
      });
  }

  get tried(): Candidate[] {
    return [...this.#known.values()];
  }

  get isExhausted(): boolean {
    const all = this.#choices.reduce((product, [, values]) => product * values.length, 1);
    return this.#known.size >= Math.min(this.#plan.maximumTried ?? 1_000, all);
  }

  /** Climbs from a random combination to one none of whose neighbours is better. */
  async climb(stream: Xoshiro128): Promise<void> {
    let here = this.#choices.map(([, values]) => Math.floor(stream.next() * values.length));
    await this.#evaluate([here]);
    while (!this.isExhausted) {
      const around = this.#neighbours(here);
      await this.#evaluate(around);
      const best = [here, ...around].reduce((a, b) => (this.#isBetter(b, a) ? b : a));
      if (best === here) return;
      here = best;
    }
  }

  #neighbours(here: readonly number[]): number[][] {
    return here.flatMap((position, d) =>
      [position - 1, position + 1]
        .filter((next) => next >= 0 && next < this.#choices[d]![1].length)
        .map((next) => here.with(d, next)),
    );
  }

  #isBetter(a: readonly number[], b: readonly number[]): boolean {
    const difference = this.#known.get(a.join())!.mean - this.#known.get(b.join())!.mean;
    return this.#plan.objective === 'maximise' ? difference > 0 : difference < 0;
  }

  async #evaluate(combinations: readonly (readonly number[])[]): Promise<void> {
    const fresh = combinations.filter((combination) => !this.#known.has(combination.join()));
    const changes = fresh.map((combination) => this.#changes(combination));
    const experiments = changes.map((each) => vary(this.#experiment, each));
    const means = await runAll(experiments, this.#options, (result) => meanOf(result, this.#plan.output));
    for (const [i, mean] of means.entries())
      this.#known.set(fresh[i]!.join(), { changes: changes[i]!, mean });
  }

  #changes(combination: readonly number[]): Changes {
    return Object.fromEntries(this.#choices.map(([path, values], d) => [path, values[combination[d]!]!]));
  }
}
