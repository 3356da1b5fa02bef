/** What a team can still give, and which skills it has. */
export interface Supply {
  readonly skills: readonly string[];
  readonly hours: number;
}

const negligible = 1e-12;

/**
 * Gives the hours of teams with several skills to work, one demand after the other, so that earlier demands are
 * never served less for the sake of later ones and no hour that could be used stays idle: shortest augmenting paths
 * (Edmonds and Karp 1972) let a team pass its work to another of the same skill to free its own.
 */
export class SkillFlow {
  readonly #supplies: readonly Supply[];
  readonly #free: number[];
  /** Hours each team gives to each skill. */
  readonly #given: Map<string, number>[];

  constructor(supplies: readonly Supply[]) {
    this.#supplies = supplies;
    this.#free = supplies.map(({ hours }) => hours);
    this.#given = supplies.map(() => new Map());
  }

  /** Hours used of each supply, in the order given. */
  used(): number[] {
    return this.#supplies.map(({ hours }, index) => hours - this.#free[index]!);
  }

  /** Hours a supply gives to a skill. */
  given(supply: number, skill: string): number {
    return this.#given[supply]!.get(skill) ?? 0;
  }

  /** Serves up to so many hours of a skill; returns how many. */
  serve(skill: string, hours: number): number {
    let served = 0;
    while (hours - served > negligible) {
      const path = this.#path(skill);
      if (path === undefined) break;
      let amount = Math.min(hours - served, this.#free[path.at(-1)!.to]!);
      for (const { from, skill: passed } of path)
        if (from !== undefined) amount = Math.min(amount, this.given(from, passed));
      for (const { from, to, skill: passed } of path) {
        if (from !== undefined) this.#give(from, passed, -amount);
        this.#give(to, passed, amount);
      }
      this.#free[path.at(-1)!.to]! -= amount;
      served += amount;
    }
    return served;
  }

  #give(supply: number, skill: string, hours: number): void {
    this.#given[supply]!.set(skill, this.given(supply, skill) + hours);
  }

  /** The shortest chain from a skill to a team with free hours: each team on it passes work on to the next. */
  #path(skill: string): Step[] | undefined {
    const stepTo = new Map<number, Step>();
    let frontier: { skill: string; from: number | undefined }[] = [{ skill, from: undefined }];
    const reached = new Set([skill]);
    while (frontier.length > 0) {
      const next: typeof frontier = [];
      for (const { skill: wanted, from } of frontier) {
        for (const [to, supply] of this.#supplies.entries()) {
          if (stepTo.has(to) || !supply.skills.includes(wanted)) continue;
          stepTo.set(to, { from, to, skill: wanted });
          if (this.#free[to]! > negligible) return chainTo(to, stepTo);
          for (const [passed, hours] of this.#given[to]!) {
            if (hours <= negligible || reached.has(passed)) continue;
            reached.add(passed);
            next.push({ skill: passed, from: to });
          }
        }
      }
      frontier = next;
    }
    return undefined;
  }
}

/** Hours of `skill` go to the team `to`, from the team `from` or, first of all, from the demand. */
interface Step {
  readonly from: number | undefined;
  readonly to: number;
  readonly skill: string;
}

function chainTo(end: number, stepTo: ReadonlyMap<number, Step>): Step[] {
  const chain: Step[] = [];
  for (let step = stepTo.get(end); step; step = step.from === undefined ? undefined : stepTo.get(step.from))
    chain.unshift(step);
  return chain;
}
